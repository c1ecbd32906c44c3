#!/usr/bin/env bash
# {{what}} Needs curl and openssl.
# CLIENT_SECRET=… bash request.sh
: "${CLIENT_SECRET:?is missing}"

timestamp=$(date +%s)
sign=$(printf '%s%s' "$CLIENT_SECRET" "$timestamp" | openssl dgst -sha1 -r | cut -d' ' -f1)

curl -sS --max-time 10 '{{origin}}/fomo/oauth2/authorize/pay_user' \
  --data-urlencode 'client_id={{app_id}}' \
  --data-urlencode "timestamp=$timestamp" \
  --data-urlencode "sign=$sign"
