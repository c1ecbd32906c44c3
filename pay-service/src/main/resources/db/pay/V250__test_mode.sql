-- Test mode beside live. Owners from 9000000000000 on are of test, the first of them the platform
-- itself there; their accounts have negative ids, so that entries tell the realm without a look at
-- their accounts.
alter table accounts drop constraint accounts_owner_check;
alter table accounts
  add constraint accounts_owner_check
    check ((kind in ('ISSUER', 'CONVERSION', 'BANK')) = (owner in (0, 9000000000000)) and owner >= 0),
  add constraint accounts_are_of_one_realm check ((id < 0) = (owner >= 9000000000000));

create sequence test_account_ids increment -1 maxvalue -1 start -1;
grant usage on sequence test_account_ids to ${runtime_role};

create function number_test_account() returns trigger language plpgsql as $$
begin
  new.id := nextval('test_account_ids');
  return new;
end $$;
create trigger number_test_account before insert on accounts
  for each row when (new.owner >= 9000000000000) execute function number_test_account();
