-- Since when somebody can be the second pair of eyes. Kept by triggers, in the database's time: no
-- way of making, freezing or changing an operator goes past it, and no row is ever taken back.

create table operator_terms (
  id           bigint generated always as identity primary key,
  uid          bigint not null references accounts,
  -- since when they have had the role and were not frozen
  granted_at   timestamptz not null,
  -- since when they have had a second factor beside
  acting_since timestamptz,
  ended_at     timestamptz,
  check (acting_since >= granted_at),
  check (ended_at >= granted_at)
);
create unique index operator_terms_open on operator_terms (uid) where ended_at is null;
create index operator_terms_acting on operator_terms (acting_since);
create index operator_terms_ended on operator_terms (ended_at);

create function keep_operator_term(the_uid bigint, password_changed boolean) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  stands boolean;
  factor boolean;
  term operator_terms%rowtype;
begin
  select 'operator' = any (roles) and frozen_at is null into stands
    from accounts where uid = the_uid;
  select exists (select from second_factors where uid = the_uid and confirmed_at is not null)
    into factor;
  select * into term from operator_terms where uid = the_uid and ended_at is null;
  -- A lost factor, or a password that somebody set before there was one, begins a new term: a
  -- stranger's device must not inherit the old one's standing.
  if term.id is not null and (not stands
      or (term.acting_since is not null and not factor)
      or (term.acting_since is null and password_changed)) then
    update operator_terms set ended_at = clock_timestamp() where id = term.id;
    term := null;
  end if;
  if stands and term.id is null then
    insert into operator_terms (uid, granted_at) values (the_uid, clock_timestamp())
      returning * into term;
  end if;
  if stands and factor and term.acting_since is null then
    update operator_terms set acting_since = clock_timestamp() where id = term.id;
  end if;
end $$;

create function account_changes_operator() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if 'operator' = any (new.roles) or (tg_op = 'UPDATE' and 'operator' = any (old.roles)) then
    perform keep_operator_term(new.uid,
      tg_op = 'UPDATE' and old.password_hash is distinct from new.password_hash);
  end if;
  return null;
end $$;

create function factor_changes_operator() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform keep_operator_term(case when tg_op = 'DELETE' then old.uid else new.uid end, false);
  return null;
end $$;

create trigger account_changes_operator after insert or update of roles, frozen_at, password_hash
  on accounts for each row execute function account_changes_operator();
create trigger factor_changes_operator after insert or update of confirmed_at or delete
  on second_factors for each row execute function factor_changes_operator();

insert into operator_terms (uid, granted_at, acting_since)
  select a.uid, a.created_at, greatest(a.created_at, f.confirmed_at)
  from accounts a left join second_factors f on f.uid = a.uid
  where 'operator' = any (a.roles) and a.frozen_at is null;

revoke all on function keep_operator_term(bigint, boolean) from public;
grant select on operator_terms to ${runtime_role};

-- Who has left a company a few days ago still has to do with it.
create table past_members (
  company_id text not null,
  uid        bigint not null,
  left_at    timestamptz not null,
  primary key (company_id, uid)
);
create index past_members_by_uid on past_members (uid);

create function member_leaves() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into past_members (company_id, uid, left_at)
    values (old.company_id, old.uid, clock_timestamp())
    on conflict (company_id, uid) do update set left_at = excluded.left_at;
  return null;
end $$;

create trigger member_leaves after delete on company_members
  for each row execute function member_leaves();

grant select on past_members to ${runtime_role};
