-- When an event was written, so that one that waits for long is noticed.
alter table outbox add column at timestamptz not null default clock_timestamp();
