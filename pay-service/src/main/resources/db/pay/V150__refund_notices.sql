-- Refunds that people make in the console, until they are mailed; a day at most.
create table refund_notices (
  app_id        text not null,
  trade_no      text not null,
  reason        text not null,
  requested_at  timestamptz not null default clock_timestamp(),
  mailing_until timestamptz,
  primary key (app_id, trade_no)
);

grant select, insert, delete on refund_notices to ${runtime_role};
grant update (reason, mailing_until) on refund_notices to ${runtime_role};
