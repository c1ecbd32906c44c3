-- Codes that a client without cookies asked for are found again by an id that it was told.
create index verification_codes_by_id on verification_codes ((payload ->> 'id'))
  where payload ->> 'id' is not null;

-- What a typed recovery code is worth: one other password.
create table recoveries (
  token_hash bytea primary key,
  uid bigint not null references accounts on delete cascade,
  expires_at timestamptz not null
);
create index recoveries_by_expiry on recoveries (expires_at);
create index recoveries_by_uid on recoveries (uid);

grant select, insert, update, delete on recoveries to ${runtime_role};
