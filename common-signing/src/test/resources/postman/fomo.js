// Signs requests with the client secret.
// Variables: client_id, client_secret, redirect_uri, access_token, session_key, callback_url
const timestamp = String(Math.floor(Date.now() / 1000));
pm.variables.set('timestamp', timestamp);
pm.variables.set('sign', CryptoJS.SHA1((pm.variables.get('client_secret') || '') + timestamp).toString());
