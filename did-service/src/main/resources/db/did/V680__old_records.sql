-- Ended changes are deleted when they are old.
create index pending_changes_by_time on pending_changes (requested_at);
