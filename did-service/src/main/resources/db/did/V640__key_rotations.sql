-- When each key became active. Instances with a former key leave everything as it is, so that two
-- of them never undo each other's work while a new key is rolled out.

create table key_rotations (
  purpose text not null check (purpose in ('SECRETS', 'TOKENS')),
  key_id text not null,
  since timestamptz not null default clock_timestamp(),
  -- null while something may still be under a former key
  finished_at timestamptz,
  primary key (purpose, key_id)
);

grant select, insert, update on key_rotations to ${runtime_role};
