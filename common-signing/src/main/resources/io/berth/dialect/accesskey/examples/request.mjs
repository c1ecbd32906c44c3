// {{what}} Needs Node 18 or newer.
// SECRET_KEY=… node request.mjs
import { createHash, createHmac } from 'node:crypto';

const path = '{{path}}';
const type = 'application/json';
const body = '{}';

const date = new Date().toUTCString();
const sha1 = createHash('sha1').update(body).digest('hex');
const toSign = ['POST', sha1, type, date, path].join('\n');
const sign = createHmac('sha1', process.env.SECRET_KEY).update(toSign).digest('base64');

const answer = await fetch('{{origin}}' + path, {
  method: 'POST',
  headers: {
    'App-Id': '{{app_id}}',
    Auth: `{{access_key}}:${sign}`,
    'Content-Type': type,
    'Content-Sha1': sha1,
    Date: date,
  },
  body,
  signal: AbortSignal.timeout(10_000),
});
console.log(await answer.text());
