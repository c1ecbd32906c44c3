# {{what}} Needs Python 3.8 or newer.
# PAY_KEY=… python3 sign.py
import hashlib
import json
import os

order = {
    'open_id': '59991c0e35855a48bb1157295dd63ce4',
    'bill_no': 'bill-1',
    'goods_name': '10 gems',
    'total_fee': '10',
    'ext': '',
}

# Sorted by name, the key sorted in as secret_key; values raw, an empty ext too.
signed = {**order, 'secret_key': os.environ['PAY_KEY']}
to_sign = '&'.join(f'{name}={signed[name]}' for name in sorted(signed))
sign = hashlib.md5(to_sign.encode()).hexdigest()

print(json.dumps({'app_id': '{{app_id}}', **order, 'sign': sign}))
