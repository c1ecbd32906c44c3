-- The service deletes what counts for a while only; records of operators are deleted by a function.
grant delete on checkout_visits, reconciliations to ${runtime_role};
create index payout_totals_by_day on payout_totals (day);
create index reconciliations_by_day on reconciliations (day);
create index pending_changes_by_time on pending_changes (requested_at);
create index adjustments_by_time on adjustments (requested_at);
