-- Legal details of companies, the documents that prove them, and what owners and operators are
-- mailed about their companies.

create table company_legal (
  company_id   text primary key references companies,
  legal_name   text not null check (length(legal_name) between 1 and 200),
  address      text not null check (length(address) between 1 and 500),
  registration text not null check (length(registration) <= 100),
  state        text not null default 'UNCHECKED' check (state in ('UNCHECKED', 'CHECKED', 'REFUSED')),
  version      bigint not null default 1,
  changed_at   timestamptz not null default clock_timestamp(),
  reason       text not null default '' check (length(reason) <= 500),
  decided_by   bigint,
  decided_at   timestamptz,
  check ((state = 'UNCHECKED') = (decided_at is null)),
  check ((decided_at is null) = (decided_by is null))
);
create index company_legal_unchecked on company_legal (changed_at) where state = 'UNCHECKED';

create table company_documents (
  id          bigint generated always as identity primary key,
  company_id  text not null references company_legal,
  name        text not null check (length(name) between 1 and 120),
  type        text not null check (type in ('PDF', 'PNG', 'JPEG')),
  bytes       integer not null check (bytes between 1 and 716800),
  sealed      text not null,
  uploaded_at timestamptz not null default clock_timestamp()
);
create index company_documents_by_company on company_documents (company_id, id);

create table company_news (
  id            bigint generated always as identity primary key,
  company_id    text not null references companies,
  app_id        text references apps,
  kind          text not null check (length(kind) between 1 and 64),
  for_operators boolean not null,
  reason        text not null check (length(reason) <= 2000),
  page          text not null check (page like '/%' and length(page) <= 300),
  created_at    timestamptz not null default clock_timestamp(),
  mailing_until timestamptz
);

grant select, insert, update on company_legal to ${runtime_role};
grant select, insert, delete on company_documents to ${runtime_role};
grant update (sealed) on company_documents to ${runtime_role};
grant select, insert, delete on company_news to ${runtime_role};
grant update (mailing_until) on company_news to ${runtime_role};
