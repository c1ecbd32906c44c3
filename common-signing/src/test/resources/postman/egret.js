// Signs requests and the platform's callback with the app key.
// Variables: appId, app_key, callback_url
pm.variables.set('time', String(Math.floor(Date.now() / 1000)));
const text = pm.request.body.urlencoded
  .all()
  .filter((field) => !field.disabled && field.key !== 'sign')
  .sort((one, other) => (one.key < other.key ? -1 : 1))
  .map((field) => field.key + '=' + pm.variables.replaceIn(field.value))
  .join('');
pm.variables.set('sign', CryptoJS.MD5(text + (pm.variables.get('app_key') || '')).toString());
