-- Topics whose records have been published once more with signatures, after a version that did not
-- sign them.

create table signed_topics (
  topic text primary key,
  since timestamptz not null default now()
);

grant select, insert on signed_topics to ${runtime_role};
