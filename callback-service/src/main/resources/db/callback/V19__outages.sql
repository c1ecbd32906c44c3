-- Endpoints that do not answer, as the instances' breakers tell when they open and close: for people
-- to look at. Nothing is decided by it.
create table outages (
  app_id text        not null,
  origin text        not null,
  -- Left alone until then; one call may try again afterwards.
  until  timestamptz not null,
  primary key (app_id, origin)
);

create index outages_by_age on outages (until);

grant select, insert, update, delete on outages to ${runtime_role};
