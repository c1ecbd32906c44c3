-- What people look at and have sent again.

-- An order's deliveries, and an app's with the latest orders first. Trade numbers were looked up by
-- nobody.
create index deliveries_by_order on deliveries (app_id, order_id, id);
drop index deliveries_of_order;

-- Those that failed: a row enters only when an attempt was not acknowledged.
create index deliveries_failed on deliveries (app_id, order_id, id)
  where state = 'GIVEN_UP' or (state = 'PENDING' and attempts > 0);

-- SUPERSEDED: a later round has taken its place.
alter table deliveries drop constraint deliveries_state_check;
alter table deliveries add constraint deliveries_state_check
  check (state in ('PENDING', 'DELIVERED', 'GIVEN_UP', 'NOT_WANTED', 'SUPERSEDED'));

-- Drills of receivers, and every call that they made. Orders in them exist nowhere else.
create table drills (
  id          bigint      generated always as identity primary key,
  app_id      text        not null,
  url         text,
  started_at  timestamptz not null default now(),
  finished_at timestamptz
);
create index drills_of_app on drills (app_id, id);
create index drills_by_age on drills (started_at);

create table drill_calls (
  drill_id    bigint      not null references drills on delete cascade,
  number      integer     not null check (number > 0),
  exercise    text        not null,
  step        text        not null,
  trade_no    text        not null,
  sent_at     timestamptz not null,
  -- JSON of the request and of what came of it.
  request     text        not null,
  result      text        not null,
  primary key (drill_id, number)
);

grant select, insert, delete on drills to ${runtime_role};
grant update (finished_at) on drills to ${runtime_role};
grant select, insert on drill_calls to ${runtime_role};
