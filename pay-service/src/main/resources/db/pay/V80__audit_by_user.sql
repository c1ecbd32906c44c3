-- The audit log is searched for what concerns a user: credits, debits and gifts.
create index adjustments_by_user on adjustments (uid, id);
create index audit_log_by_user on audit_log ((details ->> 'uid')) where details ->> 'uid' is not null;
