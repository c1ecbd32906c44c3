-- The names that companies carry, by what people can tell apart (UTS #39 skeleton): no other company
-- and no other company's app may carry one that looks the same.

create table company_names (
  skeleton text primary key,
  company_id text not null references companies
);
create index company_names_by_company on company_names (company_id);

grant select, insert, delete on company_names to ${runtime_role};
