-- No order, and a billion for each payer from the issuer.
truncate orders, order_numbers, outbox, entries, audited_accounts, payout_totals;
update accounts set balance = 0, frozen = 0, entries = 0;
update accounts set balance = 1000000000, entries = 1 where owner >= 100000;
update accounts set balance = -1000000000 * (select count(*) from accounts where owner >= 100000),
                    entries = 1
 where kind = 'ISSUER';
insert into entries (account_id, number, posted_at, transfer_id, coin_id, balance_change,
                     frozen_change)
  select id, 1, now(), 0, coin_id, balance, 0 from accounts where entries = 1;
