// Signs the platform's callback with the pay key.
// Variables: app_id, pay_key, callback_url
const fields = { secret_key: pm.variables.get('pay_key') || '' };
pm.request.url.query
  .all()
  .filter((field) => ['app_id', 'bill_no', 'ext', 'open_id', 'price', 'status'].includes(field.key))
  .forEach((field) => (fields[field.key] = pm.variables.replaceIn(field.value)));
const text = Object.keys(fields).sort().map((name) => name + '=' + fields[name]).join('&');
pm.variables.set('sign', CryptoJS.MD5(text).toString());
