// {{what}} Needs Node 18 or newer.
// PAY_KEY=… node sign.mjs
import { createHash } from 'node:crypto';

const order = {
  open_id: '59991c0e35855a48bb1157295dd63ce4',
  bill_no: 'bill-1',
  goods_name: '10 gems',
  total_fee: '10',
  ext: '',
};

// Sorted by name, the key sorted in as secret_key; values raw, an empty ext too.
const signed = { ...order, secret_key: process.env.PAY_KEY };
const toSign = Object.keys(signed).sort().map((name) => `${name}=${signed[name]}`).join('&');
const sign = createHash('md5').update(toSign).digest('hex');

console.log(JSON.stringify({ app_id: '{{app_id}}', ...order, sign }));
