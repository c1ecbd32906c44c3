-- Returns the id of the access token that was issued beside a refresh token. Knowing it opens nothing:
-- it is a digest of a digest of 24 random bytes.
create or replace function access_token_id(refresh_hash bytea) returns bytea
  language sql immutable parallel safe
  return substring(sha256(refresh_hash) from 1 for 16);
