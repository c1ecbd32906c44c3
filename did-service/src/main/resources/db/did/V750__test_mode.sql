-- Test mode beside live. The realm is part of every id: ids of apps and logins of test begin with
-- "test:", uids of test from 9000000000000 on.

alter table apps drop constraint apps_app_id_check;
alter table apps add constraint apps_app_id_check
  check (app_id ~ '^(test:)?[a-z0-9][a-z0-9_.]{0,63}$');

create sequence test_uids start with 9000000000000 minvalue 9000000000000;
grant usage on sequence test_uids to ${runtime_role};

-- Nobody and nothing is of both realms.
alter table accounts add constraint accounts_are_of_one_realm
  check ((coalesce(login, app_id) like 'test:%') = (uid >= 9000000000000));
alter table friendships add constraint friends_are_of_one_realm
  check ((uid >= 9000000000000) = (friend_uid >= 9000000000000));
alter table friend_requests add constraint friend_requests_are_of_one_realm
  check ((from_uid >= 9000000000000) = (to_uid >= 9000000000000));
alter table identities add constraint identities_are_of_one_realm
  check ((app_id like 'test:%') = (uid >= 9000000000000));

-- The next free uid in the realm of whom it is for, an app's id or a login. The first one of test is
-- the platform's own there.
create function next_uid(for_id text) returns bigint language plpgsql as $$
declare
  candidate bigint;
begin
  if for_id not like 'test:%' then
    return next_uid();
  end if;
  loop
    candidate := nextval('test_uids');
    exit when candidate > 9000000000000
      and not exists (select from accounts where uid = candidate)
      and not exists (select from reserved_uids where uid = candidate);
  end loop;
  return candidate;
end $$;

-- What would have been mailed to a person in test; shown to whoever asks.
create table test_mails (
  id bigint generated always as identity primary key,
  login text not null,
  subject text not null,
  body text not null,
  sent_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null default clock_timestamp() + interval '1 day'
);
create index test_mails_by_login on test_mails (login, id);
create index test_mails_by_expiry on test_mails (expires_at);
grant select, insert, update, delete on test_mails to ${runtime_role};
