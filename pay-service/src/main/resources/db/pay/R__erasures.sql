-- Makes an account that begins after its owner was erased a closed one. The lock keeps begin_erasure()
-- from missing an account that is being made; whoever makes accounts holds no account's lock yet.
create or replace function close_accounts_of_erased() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('person ' || new.owner, 5));
  new.closed := exists (select from erasures where uid = new.owner);
  return new;
end $$;

-- Closes the accounts of a person who is to be erased; returns why not, or null. Begun again, it
-- goes on.
create or replace function begin_erasure(in_uid bigint) returns text language plpgsql as $$
declare
  owned record;
begin
  perform pg_advisory_xact_lock(hashtextextended('person ' || in_uid, 5));
  perform from accounts where owner = in_uid order by id for no key update;
  select string_agg(trim_scale(a.balance) || ' ' || c.code, ', ' order by a.kind, c.id) as sums
    into owned
    from accounts a join coins c on c.id = a.coin_id
   where a.owner = in_uid and a.kind in ('COIN', 'OPEN', 'SUSPENSE', 'WITHDRAWAL')
     and (a.balance <> 0 or a.frozen <> 0);
  if owned.sums is not null then
    return 'balance ' || owned.sums;
  elsif exists (select from orders o
                 where o.uid = in_uid and o.status = 'PENDING'
                   and o.expires_at > clock_timestamp()) then
    return 'open-orders';
  elsif exists (select from adjustments d
                 where d.uid = in_uid and d.state in ('WAITING', 'APPROVED')) then
    return 'adjustment';
  end if;
  insert into erasures (uid) values (in_uid)
    on conflict (uid) do update set begun_at = clock_timestamp();
  update accounts set closed = true where owner = in_uid and kind in ('COIN', 'OPEN') and not closed;
  return null;
end $$;

-- Opens the accounts of a person again who was not erased.
create or replace function cancel_erasure(in_uid bigint) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('person ' || in_uid, 5));
  delete from erasures where uid = in_uid and finished_at is null;
  if found then
    update accounts set closed = false where owner = in_uid and closed;
  end if;
end $$;

-- Notes that a person is erased: apps find them neither by OpenId nor by uid any more.
create or replace function finish_erasure(in_uid bigint) returns void language sql as $$
  update erasures set finished_at = clock_timestamp() where uid = in_uid and finished_at is null;
  update disputes set text = '–' where uid = in_uid and text <> '–'
     and exists (select from erasures where uid = in_uid);
  delete from identities where uid = in_uid
     and exists (select from erasures where uid = in_uid);
$$;
