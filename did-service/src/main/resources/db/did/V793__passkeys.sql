-- Passkeys (WebAuthn credentials) that people sign in with: nothing here is secret.
create table passkeys (
  id              bigint generated always as identity primary key,
  uid             bigint not null references accounts,
  credential_id   bytea not null unique check (length(credential_id) between 1 and 1023),
  name            text not null check (length(name) between 1 and 64),
  -- attested credential data of the registration: id and public key
  credential      bytea not null check (length(credential) <= 4096),
  sign_count      bigint not null,
  backup_eligible boolean not null,
  transports      text[] not null check (cardinality(transports) <= 10),
  created_at      timestamptz not null default clock_timestamp(),
  used_at         timestamptz
);
create index passkeys_by_user on passkeys (uid, id);
grant select, insert, delete on passkeys to ${runtime_role};
grant update (name, sign_count, used_at) on passkeys to ${runtime_role};
