-- People who are erased, or being erased: nothing is credited to them any more.
create table erasures (
  uid         bigint primary key,
  begun_at    timestamptz not null default clock_timestamp(),
  -- Null until did-service has erased the person.
  finished_at timestamptz
);
create index erasures_unfinished on erasures (begun_at) where finished_at is null;

-- Whatever comes too late, such as a payout that was under way, fails as a whole.
alter table accounts add column closed boolean not null default false;
alter table accounts add constraint accounts_closed_are_empty
  check (not closed or (balance = 0 and frozen = 0)) not valid;
alter table accounts validate constraint accounts_closed_are_empty;

create index identities_by_uid on identities (uid);

grant select, insert, delete on erasures to ${runtime_role};
grant update (begun_at, finished_at) on erasures to ${runtime_role};
grant update (closed) on accounts to ${runtime_role};
grant delete on identities to ${runtime_role};

create function close_accounts_of_erased() returns trigger language plpgsql as $$
begin
  return new;
end $$;
create trigger close_accounts_of_erased before insert on accounts
  for each row when (new.kind in ('COIN', 'OPEN'))
  execute function close_accounts_of_erased();
