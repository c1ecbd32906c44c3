#!/usr/bin/env bash
# {{what}} Needs curl and openssl.
# SECRET_KEY=… bash request.sh
: "${SECRET_KEY:?is missing}"

origin='{{origin}}'
app_id='{{app_id}}'
access_key='{{access_key}}'
path='{{path}}'
type='application/json'
body='{}'

date=$(LC_ALL=C date -u '+%a, %d %b %Y %H:%M:%S GMT')
sha1=$(printf '%s' "$body" | openssl dgst -sha1 -r | cut -d' ' -f1)
sign=$(printf 'POST\n%s\n%s\n%s\n%s' "$sha1" "$type" "$date" "$path" \
  | openssl dgst -sha1 -hmac "$SECRET_KEY" -binary | base64)

curl -sS --max-time 10 "$origin$path" --data-binary "$body" \
  -H "App-Id: $app_id" -H "Auth: $access_key:$sign" \
  -H "Content-Type: $type" -H "Content-Sha1: $sha1" -H "Date: $date"
