-- People who work in companies, and what they may do with their company's apps.

create table company_members (
  company_id text not null references companies,
  uid bigint not null references accounts on delete cascade,
  role text not null check (role in ('OWNER', 'DEVELOPER', 'FINANCE', 'READ_ONLY')),
  created_at timestamptz not null default now(),
  primary key (company_id, uid)
);
create index company_members_by_uid on company_members (uid);

-- One open invitation per address: another one voids the former.
create table company_invitations (
  company_id text not null references companies,
  login text not null check (login = lower(login)),
  role text not null check (role in ('OWNER', 'DEVELOPER', 'FINANCE', 'READ_ONLY')),
  token_hash bytea not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (company_id, login),
  constraint company_invitations_token unique (token_hash)
);
create index company_invitations_by_expiry on company_invitations (expires_at);

-- Whoever has administered an app so far owns its company.
insert into company_members (company_id, uid, role)
  select distinct company_id, admin_uid, 'OWNER' from apps;

-- Whether somebody who runs the platform, or its settings, let the app in.
alter table apps add column approved boolean not null default true;

grant select, insert, update, delete on company_members, company_invitations to ${runtime_role};
