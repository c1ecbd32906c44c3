-- Payments that users report: companies answer, operators decide.

create table disputes (
  id          bigint generated always as identity primary key,
  app_id      text not null,
  order_id    bigint not null,
  -- counts the disputes of the order
  number      smallint not null check (number between 1 and 3),
  trade_no    text not null,
  uid         bigint not null,
  amount      numeric(38, 18) not null check (amount > 0),
  coin        text not null,
  reason      text not null check (reason in
              ('NOT_RECEIVED', 'NOT_AS_DESCRIBED', 'WRONG_AMOUNT', 'PAID_TWICE', 'NOT_MINE', 'OTHER')),
  text        text not null check (length(text) between 1 and 1000),
  state       text not null default 'OPEN' check (state in
              ('OPEN', 'ANSWERED', 'UNANSWERED', 'REFUNDED', 'CLOSED')),
  opened_at   timestamptz not null default clock_timestamp(),
  answer_by   timestamptz not null,
  answer      text not null default '' check (length(answer) <= 1000),
  answered_by bigint,
  answered_at timestamptz,
  -- the only trade number that a refund of this dispute can have
  refund_no   text not null,
  -- a refund is being made, so that nobody closes the dispute meanwhile
  refunding_until timestamptz,
  decision    text not null default '' check (length(decision) <= 500),
  decided_by  bigint,
  decided_at  timestamptz,
  unique (order_id, number),
  check ((decided_at is not null) = (state in ('REFUNDED', 'CLOSED')))
);
create unique index disputes_open_by_order on disputes (order_id) where decided_at is null;
create index disputes_by_app on disputes (app_id, id);
create index disputes_open_by_app on disputes (app_id, id) where decided_at is null;
create index disputes_by_user on disputes (uid, opened_at);
create index disputes_due on disputes (answer_by) where state = 'OPEN';
create index disputes_waiting on disputes (id) where state in ('ANSWERED', 'UNANSWERED');
create index disputes_refunding on disputes (id)
  where decided_at is null and refunding_until is not null;
create index disputes_decided on disputes (decided_at) where decided_at is not null;

-- Mails about disputes until they are handed over; a day at most.
create table dispute_notices (
  id            bigint generated always as identity primary key,
  dispute_id    bigint not null references disputes on delete cascade,
  event         text not null check (event in
                ('OPENED', 'ANSWERED', 'UNANSWERED', 'REFUNDED', 'CLOSED')),
  created_at    timestamptz not null default clock_timestamp(),
  mailing_until timestamptz
);

create function keep_disputes() returns trigger
  language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if old.decided_at is not null and new.state <> old.state then
    raise exception 'a decided dispute stays decided' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger keep_disputes before update on disputes
  for each row execute function keep_disputes();

grant select, insert on disputes to ${runtime_role};
grant update (state, text, answer, answered_by, answered_at, refunding_until, decision, decided_by,
  decided_at) on disputes to ${runtime_role};
grant select, insert, delete on dispute_notices to ${runtime_role};
grant update (mailing_until) on dispute_notices to ${runtime_role};
