-- When a merchant's books of the day before are ready; null: when everybody else's are.
alter table reconciliation_settings add column at time;
