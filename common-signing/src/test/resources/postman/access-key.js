// Signs requests with the access key, and the platform's callback with the response check key.
// Variables: app_id, access_key, secret_key, resp_check_key, access_token, device, callback_url
const value = (name) => pm.variables.get(name) || '';
const body = pm.variables.replaceIn((pm.request.body && pm.request.body.raw) || '');
const now = new Date();

const sha1 = body ? CryptoJS.SHA1(body).toString() : '';
if (sha1 && pm.request.headers.has('Auth')) {
  pm.request.headers.upsert({ key: 'Content-Sha1', value: sha1 });
}
const type = pm.request.headers.get('Content-Type') || '';
const date = now.toUTCString();
const text = [pm.request.method, sha1, type, date, pm.request.url.getPath()].join('\n');
const hmac = CryptoJS.HmacSHA1(text, value('secret_key'));
pm.variables.set('date', date);
pm.variables.set('auth', value('access_key') + ':' + hmac.toString(CryptoJS.enc.Base64));

const ts = String(Math.floor(now.getTime() / 1000));
pm.variables.set('ts', ts);
pm.variables.set('callback_ts', ts);
const digest = CryptoJS.MD5(body + ts + value('resp_check_key')).toString();
pm.variables.set('callback_sign', digest.slice(0, 8));
