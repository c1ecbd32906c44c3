-- A second factor per account: codes that a device makes from a shared secret (RFC 6238).

create table second_factors (
  uid bigint primary key references accounts on delete cascade,
  sealed_secret text not null,
  -- null while the person has not shown that their device knows the secret
  confirmed_at timestamptz,
  -- the latest time step whose code was used: none is good twice, and none older
  used_step bigint not null default 0,
  created_at timestamptz not null default now()
);

create table recovery_codes (
  uid bigint not null references second_factors on delete cascade,
  code_hash bytea not null,
  primary key (uid, code_hash)
);

alter table sessions add column second_factor_at timestamptz;

grant select, insert, update, delete on second_factors, recovery_codes to ${runtime_role};
