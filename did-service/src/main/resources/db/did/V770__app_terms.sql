-- Commission, daily payout limits and deposit of each app, as versions: the operator proposes one,
-- the owner accepts it, and it is in force until the next. Those that are there are carried over.

create table app_terms (
  app_id             text not null references apps,
  version            integer not null check (version > 0),
  origin             text not null check (origin in ('CARRIED_OVER', 'CHANGED', 'PROPOSED')),
  state              text not null check (state in
                     ('PROPOSED', 'IN_FORCE', 'REPLACED', 'DECLINED', 'WITHDRAWN')),
  cut_rate           numeric(19, 18) not null check (cut_rate between 0 and 1),
  daily_payout_limit jsonb not null,
  deposit            jsonb not null default '{}',
  note               text not null default '' check (length(note) <= 1000),
  proposed_by        bigint,
  proposed_at        timestamptz not null default clock_timestamp(),
  decided_by         bigint,
  decided_at         timestamptz,
  reason             text not null default '' check (length(reason) <= 1000),
  primary key (app_id, version),
  check ((state = 'PROPOSED') = (decided_at is null)),
  check (origin = 'PROPOSED' or state in ('IN_FORCE', 'REPLACED'))
);
create unique index app_terms_proposed on app_terms (app_id) where state = 'PROPOSED';
create unique index app_terms_in_force on app_terms (app_id) where state = 'IN_FORCE';

create function keep_app_terms() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if not (old.state = 'PROPOSED' or old.state = 'IN_FORCE' and new.state = 'REPLACED') then
    raise exception 'terms stay as they were decided' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger keep_app_terms before update on app_terms
  for each row execute function keep_app_terms();

insert into app_terms (app_id, version, origin, state, cut_rate, daily_payout_limit, decided_at)
  select app_id, 1, 'CARRIED_OVER', 'IN_FORCE', cut_rate, daily_payout_limit, clock_timestamp()
    from apps where state not in ('DRAFT', 'APPLIED');

create function carry_app_terms() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  return null;
end $$;
create trigger carry_app_terms after insert or update of state, cut_rate, daily_payout_limit on apps
  for each row execute function carry_app_terms();

grant select, insert on app_terms to ${runtime_role};
grant update (state, decided_by, decided_at, reason) on app_terms to ${runtime_role};
