-- Companies and their apps.

create table companies (
  company_id text primary key check (company_id ~ '^[a-z][a-z0-9]{0,63}$'),
  name jsonb not null default '{}',
  enabled boolean not null default true,
  created_at timestamptz not null default now()
);

create table apps (
  app_id text primary key check (app_id ~ '^[a-z0-9][a-z0-9_.]{0,63}$'),
  company_id text not null references companies,
  version bigint not null default 1,
  enabled boolean not null default true,
  dialect text not null,
  name jsonb not null default '{}',
  admin_uid bigint not null references accounts,
  profit_uid bigint references accounts,
  redirect_urls text[] not null default '{}',
  entry text,
  callback_url text,
  scopes integer[] not null default '{}',
  coins text[] not null default '{}',
  cut_rate numeric(19, 18) not null default 0 check (cut_rate between 0 and 1),
  daily_payout_limit jsonb not null default '{}',
  returns_uncapped boolean not null default false,
  require_content_sha1 boolean not null default false,
  settings jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create index apps_by_company on apps (company_id);
create index apps_by_admin on apps (admin_uid);

create table app_keys (
  app_id text not null references apps,
  access_key text not null check (length(access_key) between 1 and 128),
  sealed_secret text not null,
  enabled boolean not null default true,
  ips text[] not null default '{}',
  created_at timestamptz not null default now(),
  primary key (app_id, access_key)
);

create table app_secrets (
  app_id text not null references apps,
  name text not null,
  sealed text not null,
  sealed_previous text,
  previous_until timestamptz,
  primary key (app_id, name)
);

grant select, insert, update on companies, apps, app_keys, app_secrets to ${runtime_role};
