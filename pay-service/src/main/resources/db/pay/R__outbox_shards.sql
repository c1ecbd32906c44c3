-- Renews a relay's lease, releases shards beyond its share or takes free ones up to it, and returns
-- all shards that it owns. Shards in kept are not released.
create or replace function share_outbox(me uuid, lease interval, kept smallint[]) returns setof smallint
  language plpgsql as $$
declare
  moment timestamptz := clock_timestamp();
  share integer;
  owned integer;
begin
  insert into outbox_relays as r (owner, until) values (me, moment + lease)
    on conflict (owner) do update set until = excluded.until;
  delete from outbox_relays where owner = any (array(
    select r.owner from outbox_relays r where r.until < moment - interval '1 hour'
      for update skip locked));
  select ceil((select count(*) from outbox_shards)::numeric / count(*)) into share
    from outbox_relays r where r.until >= moment;
  update outbox_shards s set until = moment + lease where s.owner = me;
  get diagnostics owned = row_count;
  if owned > share then
    update outbox_shards s set owner = null, until = '-infinity' where s.shard = any (array(
      select o.shard from outbox_shards o where o.owner = me and o.shard <> all (kept)
       order by o.shard limit owned - share));
  elsif owned < share then
    update outbox_shards s set owner = me, until = moment + lease where s.shard = any (array(
      select o.shard from outbox_shards o where o.owner is distinct from me and o.until < moment
       order by o.shard limit share - owned for update skip locked));
  end if;
  return query select s.shard from outbox_shards s where s.owner = me;
end $$;

-- Ends the lease of a relay that stops.
create or replace function leave_outbox(me uuid) returns void language sql as $$
  update outbox_shards set owner = null, until = '-infinity' where owner = me;
  delete from outbox_relays where owner = me;
$$;
