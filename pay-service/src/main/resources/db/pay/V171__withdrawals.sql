-- Money that goes out by bank transfer. A withdrawal is held by a ledger transaction as soon as it is
-- asked for, and ends by another: to the bank once a statement has it, or back to the person. Both ends
-- have one name in the ledger, so that only one of them is ever posted.
create sequence bank_export_numbers;

-- Files of payments for the bank, as they were made.
create table bank_exports (
  id         bigint primary key,
  message_id text not null unique,
  payments   integer not null check (payments > 0),
  total      numeric(20, 4) not null check (total > 0),
  file       text not null,
  created_by bigint not null,
  created_at timestamptz not null default clock_timestamp()
);

create table withdrawals (
  id           bigint generated always as identity primary key,
  uid          bigint not null check (uid > 0),
  -- Made by the person's form, so that it is one withdrawal however often it is sent.
  key          text not null check (length(key) between 1 and 64),
  coin_id      integer not null references coins,
  amount       numeric(38, 18) not null check (amount > 0),
  money        numeric(20, 4) not null check (money > 0),
  currency     text not null,
  iban         text not null,
  holder       text not null check (length(holder) between 1 and 70),
  state        text not null default 'REQUESTED' check (state in ('REQUESTED', 'HELD', 'REFUSED',
                 'APPROVED', 'EXPORTED', 'PAYING', 'PAID', 'CANCELLING', 'REJECTED')),
  end_to_end_id text generated always as ('BERTH-W' || id) stored unique,
  requested_at timestamptz not null default clock_timestamp(),
  approved_by  bigint,
  approved_at  timestamptz,
  -- The change that another operator confirmed; null where one was enough.
  change_id    bigint,
  export_id    bigint references bank_exports,
  unique (uid, key),
  check (state not in ('APPROVED', 'EXPORTED', 'PAYING', 'PAID') or approved_by is not null),
  check (state not in ('EXPORTED', 'PAYING', 'PAID') or export_id is not null)
);
create index withdrawals_open on withdrawals (id)
  where state in ('REQUESTED', 'PAYING', 'CANCELLING');
create index withdrawals_waiting on withdrawals (id) where state in ('HELD', 'APPROVED', 'EXPORTED');
create index withdrawals_by_person on withdrawals (uid, id);
create index withdrawals_by_approver on withdrawals (approved_by, approved_at)
  where change_id is null;

create function withdrawals_go_forward() returns trigger language plpgsql as $$
begin
  if old.state || ' ' || new.state not in ('REQUESTED HELD', 'REQUESTED REFUSED', 'HELD APPROVED',
       'HELD CANCELLING', 'APPROVED EXPORTED', 'APPROVED CANCELLING', 'EXPORTED PAYING',
       'EXPORTED CANCELLING', 'PAYING PAID', 'CANCELLING REJECTED')
     or old.export_id is not null and new.export_id is distinct from old.export_id then
    raise exception 'withdrawal % is %, not to be %', old.id, old.state, new.state
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger withdrawals_go_forward before update on withdrawals
  for each row execute function withdrawals_go_forward();

-- A change is deleted some day, and what it decided stays.
alter table bank_lines drop constraint bank_lines_change_id_fkey;

-- A line that left the account pays a withdrawal, one that came in returns it: each once.
alter table bank_lines
  add column withdrawal_id bigint references withdrawals,
  add constraint bank_lines_withdrawal unique (withdrawal_id, incoming),
  drop constraint bank_lines_state_check,
  add constraint bank_lines_state_check
    check (state in ('OPEN', 'APPROVED', 'POSTED', 'RETURNED', 'IGNORED', 'PAID_OUT')),
  add constraint bank_lines_paid_out_check
    check (state <> 'PAID_OUT' or not incoming and withdrawal_id is not null),
  add constraint bank_lines_one_purpose_check check (withdrawal_id is null or top_up_id is null);

grant usage on sequence bank_export_numbers to ${runtime_role};
grant select, insert on bank_exports, withdrawals to ${runtime_role};
grant update (state, approved_by, approved_at, change_id, export_id) on withdrawals to ${runtime_role};
grant update (withdrawal_id) on bank_lines to ${runtime_role};
