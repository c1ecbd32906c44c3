-- Dead letters can be handled again, or dropped, by operators.

-- Whether the record was signed by pay-service and kept whole: a forged one is never handled.
alter table poison_records add column repeatable boolean not null default false;
update poison_records
   set repeatable = error not like 'not genuine:%' and value is not null and length(value) < 65536;

-- Who did what. The service's role can add to it and read it, nothing else; an entry commits with
-- the change that it tells of.
create table audit_log (
  id         bigint generated always as identity primary key,
  at         timestamptz not null default clock_timestamp(),
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
