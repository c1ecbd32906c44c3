-- Some migrations were rewritten before a release: V85's function moved into V50. The schema is the
-- same, and functions come from repeatable migrations, so a database that has the former ones
-- carries on.
do $$
begin
  if to_regclass('flyway_schema_history') is not null then
    update flyway_schema_history set checksum = 1543689568
      where version = '50' and checksum = 303858772;
    update flyway_schema_history set checksum = -1094232204
      where version = '85' and checksum = 135672312;
  end if;
end $$;
