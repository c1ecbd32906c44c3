-- Members who see orders and respond to disputes.
alter table company_members drop constraint company_members_role_check;
alter table company_members add constraint company_members_role_check
  check (role in ('OWNER', 'DEVELOPER', 'FINANCE', 'SUPPORT', 'READ_ONLY'));
alter table company_invitations drop constraint company_invitations_role_check;
alter table company_invitations add constraint company_invitations_role_check
  check (role in ('OWNER', 'DEVELOPER', 'FINANCE', 'SUPPORT', 'READ_ONLY'));
