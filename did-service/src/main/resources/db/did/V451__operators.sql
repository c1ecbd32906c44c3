-- Accounts that an operator has frozen, and who did what.

alter table accounts add column frozen_at timestamptz;
create index accounts_by_login_prefix on accounts (login text_pattern_ops);

-- Who did what. The service's role can add to it and read it, nothing else; an entry commits with
-- the change that it tells of.
create table audit_log (
  id         bigint generated always as identity primary key,
  at         timestamptz not null default clock_timestamp(),
  -- null where the platform did it by itself
  actor_uid  bigint,
  action     text not null,
  object     text not null,
  reason     text not null,
  details    jsonb not null default '{}',
  address    text,
  request_id text not null
);
create index audit_log_by_time on audit_log (at);
create index audit_log_by_actor on audit_log (actor_uid, id);
create index audit_log_by_object on audit_log (object, id);
grant select, insert on audit_log to ${runtime_role};
