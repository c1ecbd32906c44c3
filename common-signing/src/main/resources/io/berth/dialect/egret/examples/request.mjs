// {{what}} Needs Node 18 or newer.
// APP_KEY=… node request.mjs
import { createHash } from 'node:crypto';

const params = { appId: '{{app_id}}', time: Math.floor(Date.now() / 1000).toString(), token: 'none' };

// Sorted by name, name=value with nothing between, the key at the end.
const toSign = Object.keys(params).sort().map((name) => `${name}=${params[name]}`).join('')
  + process.env.APP_KEY;
const sign = createHash('md5').update(toSign).digest('hex');

const answer = await fetch('{{origin}}/v2/user/getInfo', {
  method: 'POST',
  body: new URLSearchParams({ ...params, sign }),
  signal: AbortSignal.timeout(10_000),
});
console.log(await answer.text());
