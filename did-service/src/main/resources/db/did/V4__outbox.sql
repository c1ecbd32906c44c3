-- What the other services are to hear, written with the change that caused it and deleted once the
-- broker has acknowledged it.

create table outbox (
  id bigint generated always as identity primary key,
  topic text not null,
  key text not null,
  payload text not null
);

grant select, insert, delete on outbox to ${runtime_role};
