-- Prices as they were: a credit is valued at the highest of the last week, and a change is measured
-- against every price of the last day. A trigger keeps them, so that no way of setting a price goes
-- past it; the service's role cannot change what was.

alter table coins add column price_confirmed_at timestamptz;

create table coin_prices (
  coin_id    integer not null references coins,
  -- null where there was none
  price_usdt numeric(38, 18),
  since      timestamptz not null,
  until      timestamptz
);
create unique index coin_prices_present on coin_prices (coin_id) where until is null;
create index coin_prices_by_coin on coin_prices (coin_id, until);

create function keep_coin_price() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  moment timestamptz := clock_timestamp();
begin
  if tg_op = 'UPDATE' then
    -- What was confirmed begins a new measure, also at the price there is.
    if old.price_usdt is not distinct from new.price_usdt
        and old.price_confirmed_at is not distinct from new.price_confirmed_at then
      return null;
    end if;
    if old.price_confirmed_at is distinct from new.price_confirmed_at then
      moment := new.price_confirmed_at;
    end if;
    update coin_prices set until = moment where coin_id = new.id and until is null;
    delete from coin_prices
      where coin_id = new.id and until < clock_timestamp() - interval '30 days';
  end if;
  insert into coin_prices (coin_id, price_usdt, since) values (new.id, new.price_usdt, moment);
  return null;
end $$;

create trigger keep_coin_price after insert or update of price_usdt, price_confirmed_at on coins
  for each row execute function keep_coin_price();

insert into coin_prices (coin_id, price_usdt, since)
  select id, price_usdt, clock_timestamp() from coins;

grant select on coin_prices to ${runtime_role};
