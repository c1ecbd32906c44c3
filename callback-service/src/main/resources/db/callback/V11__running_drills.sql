-- One drill of an app at a time; one that its instance did not live to finish is marked.
alter table drills add column interrupted boolean not null default false;
create unique index drills_running on drills (app_id) where finished_at is null;
grant update (interrupted) on drills to ${runtime_role};
