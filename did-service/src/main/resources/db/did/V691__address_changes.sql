-- People change their mail address, and take it back for some days by what was mailed to it.
alter table mailed_codes drop constraint mailed_codes_purpose_check;
alter table mailed_codes add constraint mailed_codes_purpose_check
  check (purpose in ('REGISTER', 'RESET', 'PAYMENT', 'ADDRESS'));

create table address_changes (
  token_hash bytea primary key,
  uid bigint not null references accounts on delete cascade,
  former_login text not null,
  changed_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null
);
create index address_changes_by_uid on address_changes (uid, changed_at);
create index address_changes_by_expiry on address_changes (expires_at);
grant select, insert, update, delete on address_changes to ${runtime_role};
