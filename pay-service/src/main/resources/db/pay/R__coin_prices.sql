-- Keeps each price of a coin with the time in which it was valid.
create or replace function keep_coin_price() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  moment timestamptz := clock_timestamp();
begin
  if tg_op = 'UPDATE' then
    -- A confirmed price is the one that later prices are measured against, also if it is the same.
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
