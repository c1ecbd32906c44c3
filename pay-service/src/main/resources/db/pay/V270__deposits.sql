-- Deposits of apps. A DEPOSIT account belongs to the account of the app that has paid the deposit in.
-- No payment, payout, refund or withdrawal debits it.
alter table accounts drop constraint accounts_kind_check;
alter table accounts
  add constraint accounts_kind_check
    check (kind in ('COIN', 'OPEN', 'COMMISSION', 'SUSPENSE', 'CONVERSION', 'WITHDRAWAL', 'DEPOSIT',
                    'BANK', 'ISSUER'));

create table deposit_moves (
  id           bigint generated always as identity primary key,
  app_id       text not null,
  -- The app's account, as it was when the money moved.
  owner        bigint not null check (owner > 0),
  kind         text not null check (kind in ('PAY_IN', 'DRAW', 'RETURN')),
  coin_id      integer not null references coins,
  amount       numeric(38, 18) not null check (amount > 0),
  reason       text not null default '' check (length(reason) <= 1000),
  -- Made by the owner's form, so that it is one payment however often it is sent.
  key          text unique check (length(key) between 1 and 64),
  requested_by bigint,
  -- The change that another operator confirmed.
  change_id    bigint unique,
  state        text not null default 'REQUESTED' check (state in ('REQUESTED', 'POSTED', 'REFUSED')),
  requested_at timestamptz not null default clock_timestamp(),
  -- When did-service was notified of what is held.
  notified_at      timestamptz,
  check ((kind = 'PAY_IN') = (key is not null)),
  check ((kind = 'PAY_IN') = (change_id is null)),
  check (notified_at is null or state = 'POSTED')
);
create index deposit_moves_by_app on deposit_moves (app_id, id);
create index deposit_moves_open on deposit_moves (id)
  where state = 'REQUESTED' or state = 'POSTED' and notified_at is null;

create function deposit_moves_go_forward() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.state <> 'REQUESTED' and new.state <> old.state then
    raise exception 'deposit move % is %', old.id, old.state using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger deposit_moves_go_forward before update on deposit_moves
  for each row execute function deposit_moves_go_forward();

grant select, insert on deposit_moves to ${runtime_role};
grant update (state, notified_at) on deposit_moves to ${runtime_role};
