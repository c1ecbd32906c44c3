# {{what}} Needs Python 3.8 or newer.
# APP_KEY=… python3 request.py
import hashlib
import os
import time
import urllib.parse
import urllib.request

params = {'appId': '{{app_id}}', 'time': str(int(time.time())), 'token': 'none'}

# Sorted by name, name=value with nothing between, the key at the end.
to_sign = ''.join(f'{name}={params[name]}' for name in sorted(params)) + os.environ['APP_KEY']
params['sign'] = hashlib.md5(to_sign.encode()).hexdigest()

print(urllib.request.urlopen(
    '{{origin}}/v2/user/getInfo',
    data=urllib.parse.urlencode(params).encode(), timeout=10).read().decode())
