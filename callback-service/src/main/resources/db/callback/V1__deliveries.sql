-- What merchants have to be told: one row per order event, whatever the broker repeats.
create table deliveries (
  id          bigint      generated always as identity primary key,
  event_id    text        not null unique,
  order_id    bigint      not null,
  app_id      text        not null,
  trade_no    text        not null,
  -- The whole event as it came; the request is built from it when it is sent.
  event       text        not null,
  request_id  text        not null,
  state       text        not null default 'PENDING'
              check (state in ('PENDING', 'DELIVERED', 'GIVEN_UP', 'NOT_WANTED')),
  -- Attempts that have a result. One that a crash cut short has none and is made again.
  attempts    integer     not null default 0 check (attempts >= 0),
  -- When to look at it next. A claimed row is due again when its lease ends.
  due_at      timestamptz not null,
  lease       uuid,
  created_at  timestamptz not null default now(),
  finished_at timestamptz,
  check ((state = 'PENDING') = (finished_at is null))
) with (fillfactor = 80);

-- Claims visit one app after another, so that the backlog of one is never in another's way.
create index deliveries_due on deliveries (app_id, due_at) where state = 'PENDING';
create index deliveries_of_order on deliveries (app_id, trade_no);
create index deliveries_finished on deliveries (finished_at) where state <> 'PENDING';

-- Every attempt, recorded before it is sent.
create table attempts (
  delivery_id bigint      not null references deliveries on delete cascade,
  number      integer     not null check (number > 0),
  -- More than one where a crash came between sending and recording the result.
  sends       integer     not null default 1,
  lease       uuid        not null,
  target      text        not null,
  started_at  timestamptz not null,
  finished_at timestamptz,
  -- 0 where no answer came.
  http_status integer,
  duration_ms integer,
  -- The first kilobyte.
  answer      bytea       check (octet_length(answer) <= 1024),
  error       text,
  delivered   boolean,
  published   boolean     not null default false,
  primary key (delivery_id, number)
) with (fillfactor = 80);

create index attempts_unpublished on attempts (finished_at)
  where finished_at is not null and not published;

-- Records of the topic that are no order events: kept for people to look at, never retried.
create table poison_records (
  topic     text        not null,
  partition integer     not null,
  "offset"  bigint      not null,
  key       bytea,
  value     bytea,
  error     text        not null,
  seen_at   timestamptz not null default now(),
  primary key (topic, partition, "offset")
);

create index poison_records_seen on poison_records (seen_at);

grant select, insert, delete on deliveries to ${runtime_role};
grant update (state, attempts, due_at, lease, finished_at) on deliveries to ${runtime_role};
grant select, insert on attempts to ${runtime_role};
grant update (sends, lease, target, started_at, finished_at, http_status, duration_ms, answer, error,
              delivered, published) on attempts to ${runtime_role};
grant select, insert, delete on poison_records to ${runtime_role};
