-- Withdrawals of an app's money to the bank account of its company. Their uid is the owner of the
-- app's account, and they go the way of people's.
alter table app_accounts add constraint app_accounts_with_app unique (uid, app_id);
alter table withdrawals
  add column app_id text,
  add constraint withdrawals_of_app foreign key (uid, app_id) references app_accounts (uid, app_id);
create index withdrawals_by_app on withdrawals (app_id, id) where app_id is not null;

create table app_bank_accounts (
  app_id      text primary key,
  iban        text not null check (length(iban) between 5 and 34),
  holder      text not null check (length(holder) between 1 and 70),
  changed_by  bigint not null,
  changed_at  timestamptz not null default clock_timestamp(),
  -- When the owners were mailed that it was changed.
  notified_at timestamptz,
  schedule    text not null default 'MANUAL'
                check (schedule in ('MANUAL', 'DAILY', 'WEEKLY', 'MONTHLY')),
  -- The next day on which the schedule withdraws.
  next_on     date,
  check ((schedule = 'MANUAL') = (next_on is null))
);
create index app_bank_accounts_due on app_bank_accounts (next_on) where next_on is not null;
create index app_bank_accounts_to_notify on app_bank_accounts (changed_at) where notified_at is null;

grant select, insert on app_bank_accounts to ${runtime_role};
grant update (iban, holder, changed_by, changed_at, notified_at, schedule, next_on)
  on app_bank_accounts to ${runtime_role};
