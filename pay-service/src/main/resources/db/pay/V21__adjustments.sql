-- Credits and debits by operators. What was asked for never changes; who asked never decides.
create table adjustments (
  id              bigint generated always as identity primary key,
  key             text not null unique check (length(key) between 1 and 64),
  side            text not null check (side in ('CREDIT', 'DEBIT')),
  uid             bigint not null check (uid > 0),
  account         text not null check (account in ('COIN', 'OPEN')),
  coin_id         integer not null references coins,
  amount          numeric(38, 18) not null check (amount > 0),
  reason          text not null check (length(reason) between 1 and 500),
  state           text not null
                  check (state in ('WAITING', 'APPROVED', 'REJECTED', 'POSTED', 'REFUSED')),
  -- What it was worth when it was asked for; null where the coin has no price.
  value_usdt      numeric(38, 18),
  requested_by    bigint not null,
  requested_at    timestamptz not null default clock_timestamp(),
  decided_by      bigint,
  decided_at      timestamptz,
  decision_reason text,
  transfer_id     bigint,
  finished_at     timestamptz,
  check (decided_by <> requested_by),
  check ((decided_by is null) = (decided_at is null)),
  check ((state = 'POSTED') = (transfer_id is not null))
);
create index adjustments_waiting on adjustments (id) where state = 'WAITING';
create index adjustments_approved on adjustments (id) where state = 'APPROVED';
create index adjustments_by_requester on adjustments (requested_by, requested_at);

grant select, insert on adjustments to ${runtime_role};
grant update (state, decided_by, decided_at, decision_reason, transfer_id, finished_at)
  on adjustments to ${runtime_role};
