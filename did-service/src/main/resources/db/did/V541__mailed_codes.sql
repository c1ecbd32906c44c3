-- Codes by mail, each for one action of whoever asked for it: the same address may have several
-- waiting side by side, and the code that one browser asked for is of no use to another.
-- verification_codes stays for older instances until none of them runs any more.
create table mailed_codes (
  purpose text not null check (purpose in ('REGISTER', 'RESET', 'PAYMENT')),
  -- a mail address, or the uid of a payer
  subject text not null,
  -- digest of what identifies the browser, API session or session, and of the action
  asked_by bytea not null,
  code_hash bytea not null,
  payload jsonb not null default '{}',
  wrong_tries integer not null default 0,
  expires_at timestamptz not null,
  primary key (purpose, subject, asked_by)
);
create index mailed_codes_by_asker on mailed_codes (asked_by);
create index mailed_codes_by_expiry on mailed_codes (expires_at);
grant select, insert, update, delete on mailed_codes to ${runtime_role};
