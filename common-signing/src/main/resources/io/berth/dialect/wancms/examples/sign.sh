#!/usr/bin/env bash
# {{what}} Needs openssl.
# PAY_KEY=… bash sign.sh
: "${PAY_KEY:?is missing}"

open_id='59991c0e35855a48bb1157295dd63ce4'
bill_no='bill-1'
goods_name='10 gems'
total_fee='10'
ext=''

# Sorted by name, the key sorted in as secret_key; values raw, an empty ext too.
sign=$(printf 'bill_no=%s&ext=%s&goods_name=%s&open_id=%s&secret_key=%s&total_fee=%s' \
  "$bill_no" "$ext" "$goods_name" "$open_id" "$PAY_KEY" "$total_fee" \
  | openssl dgst -md5 -r | cut -d' ' -f1)

printf '{"app_id":"%s","open_id":"%s","bill_no":"%s","goods_name":"%s","ext":"%s","total_fee":"%s","sign":"%s"}\n' \
  '{{app_id}}' "$open_id" "$bill_no" "$goods_name" "$ext" "$total_fee" "$sign"
