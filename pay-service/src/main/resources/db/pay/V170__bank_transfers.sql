-- Money that comes in by bank transfer. A coin's BANK account is the other side of it: as far as it is
-- negative, the platform's bank account holds money for people. WITHDRAWAL holds what a person takes
-- out, until the bank has paid it.
do $$
declare
  name text;
begin
  for name in select conname from pg_constraint
              where conrelid = 'accounts'::regclass and contype = 'c'
                and (conname in ('accounts_owner_check', 'accounts_kind_check')
                  or pg_get_constraintdef(oid) like '%balance >= frozen%') loop
    execute format('alter table accounts drop constraint %I', name);
  end loop;
end $$;
alter table accounts
  add constraint accounts_owner_check
    check ((kind in ('ISSUER', 'CONVERSION', 'BANK')) = (owner = 0) and owner >= 0),
  add constraint accounts_kind_check
    check (kind in ('COIN', 'OPEN', 'COMMISSION', 'SUSPENSE', 'CONVERSION', 'WITHDRAWAL', 'BANK',
                    'ISSUER')),
  add constraint accounts_balance_check
    check (kind in ('ISSUER', 'BANK') or balance >= frozen);

-- Which coins are bought and sold by bank: so many of them for one unit of a currency.
create table bank_rates (
  coin_id  integer primary key references coins,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  rate     numeric(38, 18) not null check (rate > 0)
);

-- What people say that they will send. The reference that the bank carries tells whose money it is.
create sequence top_up_numbers maxvalue 99999999;
create table top_ups (
  id           bigint generated always as identity primary key,
  uid          bigint not null check (uid > 0),
  coin_id      integer not null references coins,
  amount       numeric(20, 4) not null check (amount > 0),
  currency     text not null,
  rate         numeric(38, 18) not null check (rate > 0),
  reference    text not null unique,
  requested_at timestamptz not null default clock_timestamp(),
  expires_at   timestamptz not null
);
create index top_ups_by_person on top_ups (uid, id);

-- Lines of bank statements, each once. What the bank wrote never changes.
create table bank_lines (
  id                   bigint generated always as identity primary key,
  account              text not null,
  entry_reference      text not null,
  booked_on            date not null,
  amount               numeric(20, 4) not null check (amount > 0),
  currency             text not null,
  incoming             boolean not null,
  counterparty         text not null,
  counterparty_account text not null,
  remittance           text not null,
  end_to_end_id        text not null,
  reference            text,
  imported_at          timestamptz not null default clock_timestamp(),
  state                text not null default 'OPEN'
                       check (state in ('OPEN', 'APPROVED', 'POSTED', 'RETURNED', 'IGNORED')),
  -- Whom it is credited to, and who said so.
  top_up_id            bigint unique references top_ups,
  uid                  bigint,
  coin_id              integer references coins,
  credit               numeric(38, 18) check (credit > 0),
  confirmed_by         bigint,
  confirmed_at         timestamptz,
  -- The change that another operator confirmed; null where one was enough.
  change_id            bigint references pending_changes,
  transfer_id          bigint,
  unique (account, entry_reference),
  check ((state in ('APPROVED', 'POSTED')) = (uid is not null)),
  check ((uid is null) = (credit is null) and (uid is null) = (coin_id is null)),
  check (uid is not null or top_up_id is null),
  check (uid is null or incoming),
  check ((state = 'POSTED') = (transfer_id is not null))
);
create index bank_lines_open on bank_lines (id) where state = 'OPEN';
create index bank_lines_approved on bank_lines (id) where state = 'APPROVED';
create index bank_lines_by_confirmer on bank_lines (confirmed_by, confirmed_at)
  where change_id is null;
create index bank_lines_by_user on bank_lines (uid);

-- A credited line stays credited, to the same person.
create function bank_lines_are_credited_once() returns trigger language plpgsql as $$
begin
  if old.state = 'POSTED' or (new.state = 'POSTED'
      and (old.uid, old.coin_id, old.credit) is distinct from (new.uid, new.coin_id, new.credit)) then
    raise exception 'bank line % is %', old.id, old.state using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger bank_lines_are_credited_once before update on bank_lines
  for each row execute function bank_lines_are_credited_once();

grant select, insert, update, delete on bank_rates to ${runtime_role};
grant usage on sequence top_up_numbers to ${runtime_role};
grant select, insert on top_ups, bank_lines to ${runtime_role};
grant update (state, top_up_id, uid, coin_id, credit, confirmed_by, confirmed_at, change_id,
  transfer_id) on bank_lines to ${runtime_role};
