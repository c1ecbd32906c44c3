-- 1,000 merchants (1 to 1000) and 10,000 payers (100000 to 109999).
insert into coins (id, code, decimals) values (1, 'usdt', 6);
select mark_app_account(n, 'bench' || n) from generate_series(1, 1000) n;
insert into accounts (owner, kind, coin_id) values (0, 'ISSUER', 1);
insert into accounts (owner, kind, coin_id) select n, 'COIN', 1 from generate_series(1, 1000) n;
insert into accounts (owner, kind, coin_id)
  select n, 'COIN', 1 from generate_series(100000, 109999) n;
