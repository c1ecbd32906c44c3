-- Every app has an account of its own, with a uid, to which nobody signs in. Until now an app's money
-- was in the account of the person who administered it, and several apps could share one.

alter table accounts alter column login drop not null;
-- Deferred: an app's account is made before the app, which names it.
alter table accounts add column app_id text
  references apps deferrable initially deferred;
alter table accounts add constraint accounts_by_app unique (app_id);
alter table accounts add constraint accounts_are_of_people_or_apps
  check ((login is null) <> (app_id is null));
-- What an app's account has as pay password is the app's payout password.
alter table accounts add constraint accounts_of_apps_have_no_sign_in
  check (app_id is null or (password_hash is null and roles = '{}'));

-- Uids that are going to be given to somebody by name, and to nobody else.
create table reserved_uids (
  uid bigint primary key check (uid >= 1000000)
);

create or replace function next_uid() returns bigint language plpgsql as $$
declare
  candidate bigint;
begin
  loop
    candidate := nextval('uids');
    exit when not exists (select from accounts where uid = candidate)
      and not exists (select from reserved_uids where uid = candidate);
  end loop;
  return candidate;
end $$;

-- Apps whose money is still, or was, in a person's account. pay-service asks for them and moves it.
create table account_moves (
  app_id text primary key references apps,
  former_uid bigint not null references accounts,
  uid bigint not null references accounts,
  -- Whether the other services have been told of the app's new account.
  published boolean not null default false,
  moved_at timestamptz
);
-- Until it is moved, the person cannot spend what is there.
create index account_moves_under_way on account_moves (former_uid) where moved_at is null;

do $$
declare
  app record;
  own_uid bigint;
begin
  for app in select app_id, admin_uid from apps order by created_at, app_id for update loop
    own_uid := next_uid();
    -- Payouts go on with the password that they were made with, and stay frozen where they are.
    insert into accounts (uid, app_id, pay_password_hash, pay_password_changed_at,
                          pay_password_wrong_tries, paying_frozen_until)
      select own_uid, app.app_id, a.pay_password_hash, a.pay_password_changed_at,
             a.pay_password_wrong_tries, a.paying_frozen_until
        from accounts a where a.uid = app.admin_uid;
    insert into account_moves (app_id, former_uid, uid) values (app.app_id, app.admin_uid, own_uid);
    -- Who was both had no profit moved, and must not begin to get it.
    update apps set admin_uid = own_uid, profit_uid = nullif(profit_uid, admin_uid),
        version = version + 1
      where app_id = app.app_id;
  end loop;
end $$;

set constraints all immediate;
alter table apps add constraint apps_by_account unique (admin_uid);
drop index apps_by_admin;

grant select, insert on reserved_uids to ${runtime_role};
grant select on account_moves to ${runtime_role};
grant update (published, moved_at) on account_moves to ${runtime_role};
