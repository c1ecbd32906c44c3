-- Of an erased person the uid stays, so that books keep whose they are and nobody else gets it.
alter table accounts add column erased_at timestamptz;
alter table accounts drop constraint accounts_are_of_people_or_apps;
alter table accounts add constraint accounts_are_of_people_or_apps check (
  case when erased_at is null then (login is null) <> (app_id is null)
       else login is null and app_id is null and name = '' and avatar = '' and language is null
         and password_hash is null and pay_password_hash is null and roles = '{}' end);
