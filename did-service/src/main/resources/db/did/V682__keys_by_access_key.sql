-- Operators find an access key without knowing its app.
create index app_keys_by_access_key on app_keys (access_key);
