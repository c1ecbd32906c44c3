// {{what}} Needs Node 18 or newer.
// CLIENT_SECRET=… node request.mjs
import { createHash } from 'node:crypto';

const timestamp = Math.floor(Date.now() / 1000).toString();
const sign = createHash('sha1').update(process.env.CLIENT_SECRET + timestamp).digest('hex');

const answer = await fetch('{{origin}}/fomo/oauth2/authorize/pay_user', {
  method: 'POST',
  body: new URLSearchParams({ client_id: '{{app_id}}', timestamp, sign }),
  signal: AbortSignal.timeout(10_000),
});
console.log(await answer.text());
