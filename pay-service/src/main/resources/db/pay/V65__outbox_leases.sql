-- Which relay publishes which shard of the outbox: an owner with a lease, both written here and by
-- this server's clock alone. Advisory locks counted what a session had locked twice, so that a shard
-- could stay locked by a relay that no longer served it.
create table outbox_shards (
  shard smallint primary key,
  owner uuid,
  until timestamptz not null default '-infinity'
);
insert into outbox_shards (shard) select generate_series(0, 7);

-- Relays that are alive: they share the shards evenly.
create table outbox_relays (
  owner uuid primary key,
  until timestamptz not null
);

grant select, update on outbox_shards to ${runtime_role};
grant select, insert, update, delete on outbox_relays to ${runtime_role};

-- Renews the lease of a relay, lets go of what is more than its share or takes what it lacks and
-- nobody owns, and answers with all that it owns now. Shards in kept are not let go of.
create function share_outbox(me uuid, lease interval, kept smallint[]) returns setof smallint
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
create function leave_outbox(me uuid) returns void language sql as $$
  update outbox_shards set owner = null, until = '-infinity' where owner = me;
  delete from outbox_relays where owner = me;
$$;

-- What callback-service takes for an event: an id that it does not accept makes a dead letter.
update outbox set request_id = 'berth-' || rpad(request_id, 8, '-') where length(request_id) < 8;
alter table outbox add constraint outbox_request_id check (length(request_id) between 8 and 64);
