-- A service compares this history with what it needs when it starts; the owner alone writes it.
grant select on flyway_schema_history to ${runtime_role};
