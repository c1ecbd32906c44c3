-- Starts and ends the terms of operators. Triggers call it, so that every way of making, freezing or
-- changing an operator counts.
create or replace function keep_operator_term(the_uid bigint, password_changed boolean) returns void
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

revoke all on function keep_operator_term(bigint, boolean) from public;

create or replace function account_changes_operator() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if 'operator' = any (new.roles) or (tg_op = 'UPDATE' and 'operator' = any (old.roles)) then
    perform keep_operator_term(new.uid,
      tg_op = 'UPDATE' and old.password_hash is distinct from new.password_hash);
  end if;
  return null;
end $$;

create or replace function factor_changes_operator() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform keep_operator_term(case when tg_op = 'DELETE' then old.uid else new.uid end, false);
  return null;
end $$;
