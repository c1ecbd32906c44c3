-- An order's id is milliseconds since 2025 times 4096 plus a running number: ascending with time,
-- exact in a JavaScript number until 2094, and the key by which orders are partitioned.
create sequence order_sequence cache 1;

create function order_id_at(moment timestamptz) returns bigint language sql immutable as $$
  select (floor(extract(epoch from moment) * 1000)::bigint - 1735689600000) * 4096
$$;

create function next_order_id() returns bigint language sql volatile as $$
  select order_id_at(clock_timestamp()) + nextval('order_sequence') % 4096
$$;

create table orders (
  id            bigint  primary key default next_order_id(),
  app_id        text    not null,
  trade_no      text    not null,
  open_id       text,
  uid           bigint,
  coin_id       integer not null references coins,
  amount        numeric(38, 18) not null check (amount > 0),
  cut           numeric(38, 18) not null check (cut >= 0 and cut <= amount),
  direction     text    not null check (direction in ('USER_TO_APP', 'APP_TO_USER')),
  account       text    not null check (account in ('COIN', 'OPEN')),
  status        text    not null
                check (status in ('PENDING', 'PAID', 'FAILED', 'CANCELLED', 'EXPIRED')),
  created_at    timestamptz not null default clock_timestamp(),
  settled_at    timestamptz,
  return_of     text,
  -- What its returns have paid back so far.
  returned      numeric(38, 18) not null default 0,
  attributes    jsonb   not null default '{}',
  -- Of prepayments only.
  expires_at    timestamptz,
  specified_uid bigint,
  device        text,
  state         text,
  redirect_url  text,
  -- Events so far.
  version       bigint  not null default 0,
  check ((status = 'PAID') = (settled_at is not null)),
  check (status <> 'PENDING' or expires_at is not null),
  check (status <> 'PAID' or uid is not null)
) partition by range (id);

create index orders_by_app on orders (app_id, id);
create index orders_by_user on orders (uid, app_id, id);
create index orders_pending on orders (expires_at) where status = 'PENDING';

-- An order leaves PENDING once and for all; what was agreed never changes.
create function orders_keep_state() returns trigger language plpgsql as $$
begin
  if old.status <> 'PENDING' and new.status <> old.status then
    raise exception 'order % is % and cannot become %', old.id, old.status, new.status
      using errcode = 'check_violation';
  end if;
  return new;
end $$;

create trigger orders_keep_state before update of status on orders
  for each row execute function orders_keep_state();

-- Which attempt a merchant's number stands for. Not partitioned: unique for all time.
create table order_numbers (
  app_id   text   not null,
  trade_no text   not null,
  order_id bigint not null,
  attempt  integer not null default 1,
  primary key (app_id, trade_no)
);

create table pay_codes (
  code_hash bytea  primary key,
  order_id  bigint not null,
  expires_at timestamptz not null
);
create index pay_codes_by_expiry on pay_codes (expires_at);

create table outbox (
  id           bigint generated always as identity primary key,
  order_id     bigint  not null,
  version      bigint  not null,
  kind         text    not null check (kind in ('SETTLED', 'REDO')),
  shard        smallint not null generated always as ((order_id % 8)::smallint) stored,
  request_id   text    not null,
  at           timestamptz not null default clock_timestamp(),
  published_at timestamptz,
  -- When callback-service first said that it knows of the event.
  noticed_at   timestamptz,
  republished  integer not null default 0,
  unique (order_id, version)
);
create index outbox_waiting on outbox (shard, id) where published_at is null;
create index outbox_unnoticed on outbox (published_at)
  where published_at is not null and noticed_at is null;
create index outbox_by_age on outbox (published_at) where published_at is not null;

create table identities (
  app_id         text   not null,
  uid            bigint not null,
  open_id        text   not null,
  union_id       text   not null,
  granted_scopes integer[] not null,
  version        bigint not null,
  primary key (app_id, uid),
  unique (app_id, open_id)
);

-- What the auditor has found right: the account up to and including entry number entries.
create table audited_accounts (
  account_id bigint primary key,
  balance    numeric(38, 18) not null,
  frozen     numeric(38, 18) not null,
  entries    bigint not null,
  at         timestamptz not null
);

create table audit_passes (
  kind        text primary key check (kind in ('INCREMENTAL', 'FULL')),
  finished_at timestamptz not null,
  differences bigint not null
);

-- Makes the monthly partitions from the last month to so many months ahead; whoever runs the
-- service may call this and needs no right to make tables otherwise.
create function ensure_partitions(months_ahead integer) returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  month timestamptz;
  upto timestamptz;
  made integer := 0;
begin
  perform pg_advisory_xact_lock(hashtextextended('berth partitions', 0));
  for i in -1..least(months_ahead, 120) loop
    month := (date_trunc('month', now() at time zone 'UTC') + make_interval(months => i))
      at time zone 'UTC';
    upto := (date_trunc('month', now() at time zone 'UTC') + make_interval(months => i + 1))
      at time zone 'UTC';
    if to_regclass('public.orders_' || to_char(month at time zone 'UTC', 'YYYYMM')) is null then
      execute format('create table public.%I partition of public.orders for values from (%s) to (%s)',
        'orders_' || to_char(month at time zone 'UTC', 'YYYYMM'),
        public.order_id_at(month), public.order_id_at(upto));
      execute format(
        'create table public.%I partition of public.entries for values from (%L) to (%L)',
        'entries_' || to_char(month at time zone 'UTC', 'YYYYMM'), month, upto);
      made := made + 1;
    end if;
  end loop;
  return made;
end $$;
revoke all on function ensure_partitions(integer) from public;
grant execute on function ensure_partitions(integer) to ${runtime_role};
select ensure_partitions(12);

grant usage on sequence order_sequence to ${runtime_role};
grant select, insert on orders to ${runtime_role};
grant update (open_id, uid, status, settled_at, returned, version) on orders to ${runtime_role};
grant select, insert on order_numbers to ${runtime_role};
grant update (order_id, attempt) on order_numbers to ${runtime_role};
grant select, insert, delete on pay_codes, outbox to ${runtime_role};
grant update (published_at, noticed_at, republished) on outbox to ${runtime_role};
grant select, insert, update on identities, audited_accounts, audit_passes to ${runtime_role};
