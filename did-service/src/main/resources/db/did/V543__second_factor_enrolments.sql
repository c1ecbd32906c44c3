-- The secret that one session is being shown: another one for each enrolment, so that whoever saw
-- an earlier page does not know what is confirmed later.
create table second_factor_enrolments (
  session_id text primary key references sessions on delete cascade,
  uid bigint not null references accounts on delete cascade,
  sealed_secret text not null,
  expires_at timestamptz not null
);
create index second_factor_enrolments_by_uid on second_factor_enrolments (uid);
create index second_factor_enrolments_by_expiry on second_factor_enrolments (expires_at);
grant select, insert, update, delete on second_factor_enrolments to ${runtime_role};

-- These were shown and never confirmed.
delete from second_factors where confirmed_at is null;
