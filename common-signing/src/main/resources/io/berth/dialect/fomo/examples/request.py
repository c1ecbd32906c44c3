# {{what}} Needs Python 3.8 or newer.
# CLIENT_SECRET=… python3 request.py
import hashlib
import os
import time
import urllib.parse
import urllib.request

timestamp = str(int(time.time()))
sign = hashlib.sha1((os.environ['CLIENT_SECRET'] + timestamp).encode()).hexdigest()

form = urllib.parse.urlencode({'client_id': '{{app_id}}', 'timestamp': timestamp, 'sign': sign})
print(urllib.request.urlopen(
    '{{origin}}/fomo/oauth2/authorize/pay_user', data=form.encode(), timeout=10).read().decode())
