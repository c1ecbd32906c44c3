-- An instance mails a change of a launch until then; another one may after that.
alter table launch_changes add column mailing_until timestamptz;

grant update (mailing_until) on launch_changes to ${runtime_role};
