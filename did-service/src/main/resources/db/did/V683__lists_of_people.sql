-- Operators list those who run the platform, and those who are frozen.
create index accounts_with_roles on accounts (uid) where roles <> '{}';
create index accounts_frozen on accounts (uid) where frozen_at is not null;
