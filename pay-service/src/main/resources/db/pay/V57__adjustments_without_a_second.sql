-- Credits and debits of a platform with a single operator wait in place of the second; whoever asked
-- for one can withdraw it.

alter table adjustments
  drop constraint adjustments_state_check,
  drop constraint adjustments_check,
  add column applies_at timestamptz check (applies_at > requested_at),
  add column told_at timestamptz,
  add constraint adjustments_state_check check (state in ('WAITING', 'APPROVED', 'REJECTED',
    'WITHDRAWN', 'EXPIRED', 'POSTED', 'REFUSED')),
  add constraint adjustments_decider_check
    check (decided_by <> requested_by or state = 'WITHDRAWN');

create index adjustments_due on adjustments (applies_at) where state = 'WAITING';
create index adjustments_untold on adjustments (id) where state = 'WAITING' and told_at is null;
grant update (told_at) on adjustments to ${runtime_role};
