-- Operators look people up by an OpenId without knowing the app.
create index identities_by_open_id on identities (open_id);
