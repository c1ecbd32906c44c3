-- Notes as a version what an app is given past its owner: when it is created, when the operator's
-- token opens it, and when a bootstrap file or an approved application changes its limits. An app
-- that applies gets its first version from its owner's acceptance.
create or replace function carry_app_terms() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  present app_terms;
begin
  select * into present from app_terms where app_id = new.app_id and state = 'IN_FORCE';
  if not found then
    if tg_op = 'INSERT' and new.state in ('DRAFT', 'APPLIED')
        or tg_op = 'UPDATE' and new.state not in ('ACCEPTED', 'LIMITED', 'LIVE') then
      return null;
    end if;
  elsif (present.cut_rate, present.daily_payout_limit) = (new.cut_rate, new.daily_payout_limit) then
    return null;
  else
    update app_terms set state = 'REPLACED' where app_id = new.app_id and state = 'IN_FORCE';
  end if;
  insert into app_terms
    (app_id, version, origin, state, cut_rate, daily_payout_limit, deposit, decided_at)
    select new.app_id, coalesce(max(version), 0) + 1,
      case when present.app_id is null then 'CARRIED_OVER' else 'CHANGED' end, 'IN_FORCE',
      new.cut_rate, new.daily_payout_limit, coalesce(present.deposit, '{}'), clock_timestamp()
      from app_terms where app_id = new.app_id;
  return null;
end $$;
