-- Framed games: channels they are entered through, what players do there, and who their friends are.

create table channels (
  channel_id text primary key check (channel_id ~ '^[0-9A-Za-z._-]{1,64}$'),
  name text not null check (length(name) between 1 and 200),
  friends boolean not null
);

create table players (
  app_id text not null references apps,
  uid bigint not null references accounts on delete cascade,
  -- the channel last entered through; the game may have none
  channel_id text references channels,
  entered_at timestamptz not null,
  favorite boolean not null default false,
  primary key (app_id, uid)
);
create index players_by_uid on players (uid);

create table player_servers (
  app_id text not null,
  uid bigint not null,
  server_id text not null check (length(server_id) <= 64),
  server_name text not null default '' check (length(server_name) <= 64),
  chosen_at timestamptz not null,
  primary key (app_id, uid, server_id),
  foreign key (app_id, uid) references players on delete cascade
);

create table player_roles (
  app_id text not null,
  uid bigint not null,
  server_id text not null check (length(server_id) <= 64),
  role_id text not null check (length(role_id) <= 64),
  role_name text not null check (length(role_name) <= 64),
  role_level text not null check (length(role_level) <= 64),
  updated_at timestamptz not null,
  primary key (app_id, uid, server_id, role_id),
  foreign key (app_id, uid) references players on delete cascade
);

create table scores (
  app_id text not null references apps,
  uid bigint not null references accounts on delete cascade,
  server_id text not null check (length(server_id) <= 64),
  score numeric(24, 6) not null,
  reached_at timestamptz not null,
  primary key (app_id, server_id, uid)
);
create index scores_best on scores (app_id, server_id, score desc, reached_at);
create index scores_by_uid on scores (uid);

-- What a game's server shows to learn who plays; dies with the session that it was made in.
create table game_tokens (
  token_hash bytea primary key,
  app_id text not null references apps,
  uid bigint not null references accounts on delete cascade,
  session_id text not null references sessions on delete cascade,
  issued_at timestamptz not null,
  expires_at timestamptz not null
);
create index game_tokens_by_session on game_tokens (session_id, app_id);
create index game_tokens_by_uid on game_tokens (uid);
create index game_tokens_by_expiry on game_tokens (expires_at);

create table friend_requests (
  from_uid bigint not null references accounts on delete cascade,
  to_uid bigint not null references accounts on delete cascade,
  asked_at timestamptz not null default now(),
  primary key (from_uid, to_uid),
  check (from_uid <> to_uid)
);
create index friend_requests_by_to on friend_requests (to_uid);

grant select, insert, update on channels, players to ${runtime_role};
grant select, insert, update, delete on player_servers, player_roles, scores to ${runtime_role};
grant select, insert, update, delete on game_tokens, friend_requests to ${runtime_role};
