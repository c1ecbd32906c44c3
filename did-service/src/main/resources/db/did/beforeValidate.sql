-- Some migrations were rewritten before a release: V602 moved into V540. The schema is the
-- same, and functions come from repeatable migrations, so a database that has the former ones
-- carries on.
do $$
begin
  if to_regclass('flyway_schema_history') is not null then
    update flyway_schema_history set checksum = 578404296
      where version = '540' and checksum = 712426774;
    delete from flyway_schema_history where version = '602' and script = 'V602__pay_tokens_by_grant.sql';
  end if;
end $$;
