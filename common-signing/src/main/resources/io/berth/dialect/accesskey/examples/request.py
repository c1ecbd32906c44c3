# {{what}} Needs Python 3.8 or newer.
# SECRET_KEY=… python3 request.py
import base64
import hashlib
import hmac
import os
import urllib.request
from email.utils import formatdate

path = '{{path}}'
content_type = 'application/json'
body = b'{}'

date = formatdate(usegmt=True)
sha1 = hashlib.sha1(body).hexdigest()
to_sign = '\n'.join(['POST', sha1, content_type, date, path])
sign = base64.b64encode(
    hmac.new(os.environ['SECRET_KEY'].encode(), to_sign.encode(), hashlib.sha1).digest()
).decode()

request = urllib.request.Request('{{origin}}' + path, data=body, headers={
    'App-Id': '{{app_id}}',
    'Auth': '{{access_key}}:' + sign,
    'Content-Type': content_type,
    'Content-Sha1': sha1,
    'Date': date,
})
print(urllib.request.urlopen(request, timeout=10).read().decode())
