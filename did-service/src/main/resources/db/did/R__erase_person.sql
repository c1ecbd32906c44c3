-- Says why a person cannot be erased, or null; holds their account until the transaction ends.
create or replace function erasure_problem(in_uid bigint) returns text language plpgsql as $$
declare
  person accounts;
begin
  select * into person from accounts where uid = in_uid and login is not null for update;
  return case
    when not found then 'unknown'
    when 'operator' = any (person.roles) then 'operator'
    when exists (select from company_members m
                  where m.uid = in_uid and m.role = 'OWNER'
                    and not exists (select from company_members o
                                     where o.company_id = m.company_id and o.role = 'OWNER'
                                       and o.uid <> in_uid)) then 'last-owner'
    when exists (select from apps where profit_uid = in_uid) then 'profit-account'
    when exists (select from account_moves where former_uid = in_uid and moved_at is null)
      then 'account-move'
  end;
end $$;

-- Erases what is stored of a person. Their uid stays, without a name, and so do audit records, in
-- which neither their mail address nor their addresses on the network are left. The service's role
-- may not change audit records otherwise.
create or replace function erase_person(in_uid bigint) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  mail text;
begin
  select login into strict mail from accounts where uid = in_uid and login is not null for update;

  delete from sessions where uid = in_uid;
  delete from game_tokens where uid = in_uid;
  delete from remembered_pay_passwords where uid = in_uid;
  delete from second_factor_enrolments where uid = in_uid;
  delete from second_factors where uid = in_uid;
  delete from passkeys where uid = in_uid;
  delete from notices_off where uid = in_uid;
  delete from payment_notices where uid = in_uid;
  delete from recoveries where uid = in_uid;
  delete from address_changes where uid = in_uid or former_login = mail;
  delete from mailed_codes where subject in (mail, in_uid::text);
  delete from verification_codes where subject in (mail, in_uid::text);
  delete from access_codes where uid = in_uid;
  delete from token_families where uid = in_uid;
  delete from friendships where uid = in_uid or friend_uid = in_uid;
  delete from friend_requests where from_uid = in_uid or to_uid = in_uid;
  delete from scores where uid = in_uid;
  delete from players where uid = in_uid;
  delete from company_members where uid = in_uid;
  delete from company_invitations where login = mail;
  delete from app_testers where uid = in_uid or login = mail;
  delete from launch_guests where uid = in_uid;
  delete from identities where uid = in_uid;
  delete from union_ids where uid = in_uid;

  update pending_changes set command = '{}'
   where object = 'user/' || in_uid and state not in ('WAITING', 'CONFIRMED');
  update audit_log set address = null where actor_uid = in_uid and address is not null;
  update audit_log set details = details - array['login', 'name', 'avatar', 'open_ids']
   where object = 'user/' || in_uid;
  update audit_log l
     set details = (
       select jsonb_object_agg(
                case when d.key like '%.' || mail
                       and split_part(d.key, '.', 1) in ('member', 'invitation')
                     then split_part(d.key, '.', 1) || '.' || in_uid else d.key end,
                d.value)
         from jsonb_each(l.details) d)
   where details ?| array['member.' || mail, 'invitation.' || mail];
  update audit_log
     set details = details || jsonb_build_object('testers', btrim(
           replace(' ' || (details ->> 'testers') || ' ', ' ' || mail || ' ', ' ' || in_uid || ' ')))
   where position(' ' || mail || ' ' in ' ' || (details ->> 'testers') || ' ') > 0;

  update accounts
     set login = null, name = '', avatar = '', language = null, password_hash = null,
         pay_password_hash = null, pay_password_changed_at = null, pay_password_wrong_tries = 0,
         paying_frozen_until = null, roles = '{}', frozen_at = null,
         erased_at = clock_timestamp()
   where uid = in_uid;
end $$;
revoke all on function erase_person(bigint) from public;
grant execute on function erase_person(bigint) to ${runtime_role};
