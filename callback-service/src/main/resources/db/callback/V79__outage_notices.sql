-- Since when an endpoint has not answered, and when its app's owners were last mailed.
alter table outages add column since timestamptz not null default clock_timestamp();

create table outage_notices (
  app_id     text        not null,
  origin     text        not null,
  mailed_at  timestamptz not null default clock_timestamp(),
  primary key (app_id, origin)
);
create index outage_notices_by_age on outage_notices (mailed_at);
grant select, insert, update, delete on outage_notices to ${runtime_role};
