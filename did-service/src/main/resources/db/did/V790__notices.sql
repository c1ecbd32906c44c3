-- Emails that people do not want; security notices have no row here.
create table notices_off (
  uid    bigint not null references accounts,
  topic  text not null check (topic in
         ('RECEIPT', 'PAYOUT', 'REFUND', 'CALLBACKS', 'APPLICATIONS')),
  off_at timestamptz not null default clock_timestamp(),
  primary key (uid, topic)
);

-- Payments that people are mailed about. Mailed ones stay, so that an event that comes again is
-- known and those of an hour can be counted.
create table payment_notices (
  id            bigint generated always as identity primary key,
  event_id      text not null unique check (length(event_id) between 1 and 200),
  uid           bigint not null references accounts,
  topic         text not null check (topic in ('RECEIPT', 'PAYOUT', 'REFUND')),
  app_id        text not null,
  order_id      bigint not null,
  amount        text not null check (length(amount) <= 100),
  -- no more are mailed within the hour, and this one says so
  last_of_hour  boolean not null,
  created_at    timestamptz not null default clock_timestamp(),
  mailing_until timestamptz,
  mailed_at     timestamptz
);
create index payment_notices_waiting on payment_notices (id) where mailed_at is null;
create index payment_notices_by_user on payment_notices (uid, created_at);
create index payment_notices_by_time on payment_notices (created_at);

-- Nobody is mailed what they paid before there were such emails.
create table payment_notices_start (
  at timestamptz not null default clock_timestamp()
);
insert into payment_notices_start default values;

grant select, insert, delete on notices_off to ${runtime_role};
grant select, insert, delete on payment_notices to ${runtime_role};
grant update (mailing_until, mailed_at) on payment_notices to ${runtime_role};
grant select on payment_notices_start to ${runtime_role};
