# Calls the guide's program with each line of arguments.json: text, fields, or {"bytes": text}.
import json

from callback import matches


def value(argument):
    is_bytes = isinstance(argument, dict) and 'bytes' in argument
    return argument['bytes'].encode() if is_bytes else argument


for each in json.load(open('arguments.json', encoding='utf-8')):
    print(str(matches(*map(value, each))).lower())
