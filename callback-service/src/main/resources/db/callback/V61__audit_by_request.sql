create index audit_log_by_request on audit_log (request_id, id);
