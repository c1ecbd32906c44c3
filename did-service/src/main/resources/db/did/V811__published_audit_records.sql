-- Records of the audit log that are still to be published on Kafka, where the service is set to.

-- Whether records are published: the service says it at each start.
create table audit_publication (
  wanted boolean not null
);
insert into audit_publication values (false);
grant select, update on audit_publication to ${runtime_role};

create table audit_unpublished (
  id bigint primary key references audit_log on delete cascade
);
grant select, delete on audit_unpublished to ${runtime_role};

create function note_unpublished_record() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into audit_unpublished select new.id where (select wanted from audit_publication);
  return null;
end $$;
revoke all on function note_unpublished_record() from public;

create trigger audit_log_published after insert on audit_log
  for each row execute function note_unpublished_record();
