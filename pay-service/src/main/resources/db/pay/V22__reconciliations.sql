-- Where each merchant keeps books of its own, and what came of comparing them with ours.
create table reconciliation_settings (
  app_id     text primary key,
  url        text,
  profit_url text
);

create table reconciliations (
  app_id   text not null,
  day      date not null,
  state    text not null
           check (state in ('RUNNING', 'TOTALS_ONLY', 'AGREED', 'DIFFERENT', 'FAILED')),
  problem  text,
  -- both sides row by row, as compared
  rows     jsonb not null default '[]',
  profits  jsonb not null default '[]',
  attempts integer not null default 0,
  at       timestamptz not null default clock_timestamp(),
  -- Whoever compares has the row until then; a result counts only with the present token.
  leased_until timestamptz,
  lease    uuid,
  primary key (app_id, day)
);
create index reconciliations_failed on reconciliations (day) where state in ('DIFFERENT', 'FAILED');

grant select, insert, update on reconciliation_settings, reconciliations to ${runtime_role};
