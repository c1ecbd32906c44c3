-- Players choose scopes box by box. What an app declares as necessary cannot be left out, except
-- remembering the pay password (10) and payments without asking (12).
alter table apps add column required_scopes integer[] not null default '{}'
  check (not required_scopes && array[10, 12]);

-- What the player left out when they were last asked: later consents do not ask for it again.
alter table identities add column refused_scopes integer[] not null default '{}';
