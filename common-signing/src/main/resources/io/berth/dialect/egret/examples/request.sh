#!/usr/bin/env bash
# {{what}} Needs curl and openssl.
# APP_KEY=… bash request.sh
: "${APP_KEY:?is missing}"

app_id='{{app_id}}'
time=$(date +%s)
token='none'

# Sorted by name, name=value with nothing between, the key at the end.
sign=$(printf 'appId=%stime=%stoken=%s%s' "$app_id" "$time" "$token" "$APP_KEY" \
  | openssl dgst -md5 -r | cut -d' ' -f1)

curl -sS --max-time 10 '{{origin}}/v2/user/getInfo' \
  --data-urlencode "appId=$app_id" --data-urlencode "time=$time" \
  --data-urlencode "token=$token" --data-urlencode "sign=$sign"
