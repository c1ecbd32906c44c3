-- Changes that take four eyes. What was proposed never changes; who proposed never confirms.
create table pending_changes (
  id              bigint generated always as identity primary key,
  action          text not null check (length(action) between 1 and 64),
  object          text not null check (length(object) between 1 and 200),
  differences     jsonb not null,
  command         jsonb not null,
  reason          text not null check (length(reason) <= 500),
  state           text not null default 'WAITING' check (state in
                  ('WAITING', 'CONFIRMED', 'APPLIED', 'WITHDRAWN', 'REFUSED', 'EXPIRED', 'FAILED')),
  -- null where the operator's token carried it
  requested_by    bigint,
  tool            text,
  requested_at    timestamptz not null default clock_timestamp(),
  -- when it is carried out without a second operator; null where one has to confirm it
  applies_at      timestamptz,
  expires_at      timestamptz not null,
  told_at         timestamptz,
  decided_by      bigint,
  decided_at      timestamptz,
  decision_reason text,
  finished_at     timestamptz,
  check ((requested_by is null) = (tool is not null)),
  check (decided_by <> requested_by or state = 'WITHDRAWN'),
  check (state <> 'CONFIRMED' or decided_by is not null or applies_at is not null),
  check (applies_at is null or applies_at > requested_at)
);
create index pending_changes_waiting on pending_changes (id) where state = 'WAITING';
create index pending_changes_due on pending_changes (applies_at) where state = 'WAITING';
create index pending_changes_confirmed on pending_changes (id) where state = 'CONFIRMED';
create index pending_changes_untold on pending_changes (id)
  where state = 'WAITING' and told_at is null;
create index pending_changes_by_object on pending_changes (object) where state = 'WAITING';
create index pending_changes_by_requester on pending_changes (requested_by)
  where state = 'WAITING';

grant select, insert on pending_changes to ${runtime_role};
grant update (state, told_at, decided_by, decided_at, decision_reason, finished_at)
  on pending_changes to ${runtime_role};
