-- Every event is written three times: when it happens, is published, is noticed. Its row goes by
-- order and version, which are unique, and old ones are found by the order's id, which tells its time.
alter table outbox drop constraint outbox_pkey;
drop index outbox_by_age;
