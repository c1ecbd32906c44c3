// Calls the guide's program with each line of arguments.json: text, fields, or {"bytes": text}.
import { readFileSync } from 'node:fs';
import { matches } from './callback.mjs';

for (const each of JSON.parse(readFileSync('arguments.json'))) {
  console.log(matches(...each.map((argument) => (argument.bytes ? Buffer.from(argument.bytes) : argument))));
}
