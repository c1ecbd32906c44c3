-- Results that are committed but not known to be published: a row for each statement that recorded
-- some, gone when all of them are out. attempts.published and its index cost every attempt a write
-- of its own; the column stays until no instance of the version before runs any more.
create table unpublished_results (
  id           bigint      generated always as identity primary key,
  recorded_at  timestamptz not null default now(),
  delivery_ids bigint[]    not null,
  numbers      integer[]   not null,
  check (cardinality(delivery_ids) = cardinality(numbers))
);

insert into unpublished_results (delivery_ids, numbers)
select array_agg(delivery_id), array_agg(number)
from (select delivery_id, number, row_number() over (order by finished_at) as place
      from attempts where finished_at is not null and not published) as waiting
group by place / 100;

drop index attempts_unpublished;
alter table attempts alter published set default true;

grant select, insert, delete on unpublished_results to ${runtime_role};
