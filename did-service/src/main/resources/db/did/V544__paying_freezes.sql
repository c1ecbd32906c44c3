-- How often paying was frozen for wrong pay passwords since the last right one: each time for longer.
alter table accounts add column paying_freezes integer not null default 0;
