-- How much of each app's deposit pay-service holds, as it told last.
create table app_deposits (
  app_id text not null references apps,
  coin   text not null check (length(coin) between 1 and 32),
  held   numeric(38, 18) not null check (held >= 0),
  -- Counts what happened to the deposit: what comes late is older.
  entry  bigint not null,
  primary key (app_id, coin)
);

grant select, insert on app_deposits to ${runtime_role};
grant update (held, entry) on app_deposits to ${runtime_role};
