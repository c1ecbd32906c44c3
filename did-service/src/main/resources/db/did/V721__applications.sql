-- What owners ask for their apps. Each sending is kept as it was sent, with what was decided.

create table app_applications (
  app_id     text not null references apps,
  -- 0 is the draft
  version    integer not null check (version >= 0),
  state      text not null check (state in
             ('DRAFT', 'SENT', 'APPROVED', 'ASKED_BACK', 'REFUSED', 'WITHDRAWN')),
  content    jsonb not null check (length(content::text) <= 40000),
  sent_by    bigint,
  sent_at    timestamptz not null default clock_timestamp(),
  decisions  jsonb not null default '{"scopes": {}, "coins": {}}',
  reason     text not null default '' check (length(reason) <= 500),
  decided_by bigint,
  decided_at timestamptz,
  primary key (app_id, version),
  check ((version = 0) = (state = 'DRAFT')),
  check ((decided_at is not null) = (state in ('APPROVED', 'ASKED_BACK', 'REFUSED', 'WITHDRAWN')))
);
create unique index app_applications_waiting on app_applications (app_id) where state = 'SENT';
create index app_applications_by_time on app_applications (sent_at) where state = 'SENT';

create function keep_applications() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.state <> 'DRAFT' and (old.state <> 'SENT'
      or (new.version, new.content, new.sent_at) is distinct from (old.version, old.content, old.sent_at)) then
    raise exception 'an application stays as it was sent and decided' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger keep_applications before update on app_applications
  for each row execute function keep_applications();

-- An app that leaves its review in another way than by a decision takes its application back.
create function withdraw_application() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  update app_applications set state = 'WITHDRAWN', decided_at = clock_timestamp()
   where app_id = new.app_id and state = 'SENT';
  return null;
end $$;
create trigger withdraw_application after update of state on apps
  for each row when (old.state = 'APPLIED' and new.state <> 'APPLIED' or new.state = 'CLOSED')
  execute function withdraw_application();

grant select, insert, update on app_applications to ${runtime_role};
