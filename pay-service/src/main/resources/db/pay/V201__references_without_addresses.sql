-- The ledger knows an opening balance by its reference for all time, which had the mail address of the
-- person in it. A digest of the address, behind an @, stands there now, so that an erasure leaves no
-- address, and the same bootstrap file gives no balance twice.
create function without_address(in_reference text) returns text language sql immutable as $$
  select coalesce(
    (select 'bootstrap/@' || encode(sha256(convert_to(part[1], 'UTF8')), 'hex') || '/' || part[2]
       from regexp_match(in_reference, '^bootstrap/(.+@.+)/([^/]+/[^/]+)$') as part
      where part is not null),
    in_reference)
$$;

update gifts set reference = without_address(reference) where reference like 'bootstrap/%@%';
update audit_log set object = 'gift/' || without_address(substring(object from 6))
 where object like 'gift/bootstrap/%@%';
update pending_changes p
   set command = replace(p.command::text, found.reference, without_address(found.reference))::jsonb
  from (select id, (regexp_match(command::text, '"(bootstrap/[^"]+@[^"]+)"'))[1] as reference
          from pending_changes where action = 'balance.give') found
 where p.id = found.id and found.reference is not null;

-- Also keeps an instance of the version before from giving a balance under the former reference.
alter table gifts add constraint gifts_without_address
  check (reference !~ '^bootstrap/.+@.+/[^/]+/[^/]+$');
