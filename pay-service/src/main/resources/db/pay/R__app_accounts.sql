-- Names the app of a new account, where it belongs to one.
create or replace function accounts_know_their_app() returns trigger language plpgsql as $$
begin
  new.app_id := case when new.kind in ('COIN', 'OPEN')
    then (select p.app_id from app_accounts p where p.uid = new.owner) end;
  return new;
end $$;

-- Marks the accounts of a uid as an app's, for good. The service's role can mark accounts by this
-- function alone, and can never take a mark away. Waits for batches under way, so that no account
-- that one of them makes stays unmarked.
create or replace function mark_app_account(in_uid bigint, in_app_id text) returns void
  language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp
  set enable_seqscan = off
  set lock_timeout = '2s'
as $$
declare
  known text;
begin
  select app_id into known from public.app_accounts where uid = in_uid;
  if known is null then
    lock table public.accounts in share row exclusive mode;
    insert into public.app_accounts (uid, app_id) values (in_uid, in_app_id)
      on conflict (uid) do nothing;
    select app_id into known from public.app_accounts where uid = in_uid;
    update public.accounts set app_id = known
     where owner = in_uid and kind in ('COIN', 'OPEN') and app_id is null;
  end if;
  if known <> in_app_id then
    raise exception 'account % is that of app %, not of %', in_uid, known, in_app_id
      using errcode = 'check_violation';
  end if;
end $$;
