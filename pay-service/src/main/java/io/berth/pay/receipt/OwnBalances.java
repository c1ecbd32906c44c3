package io.berth.pay.receipt;

import io.berth.api.AccountKind;
import io.berth.pay.access.Amounts;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads a player's balances, and what changed them. */
@Repository
class OwnBalances {

  private final DatabaseClient database;

  OwnBalances(DatabaseClient database) {
    this.database = database;
  }

  /** One account of the player. */
  record OwnBalance(AccountKind kind, String coin, BigDecimal available, BigDecimal held) {}

  /** In the order of the coins, main accounts first. */
  Flux<OwnBalance> of(long uid) {
    return database
        .sql(
            """
            select a.kind, c.code, a.balance - a.frozen as available, a.frozen
              from accounts a join coins c on c.id = a.coin_id
             where a.owner = :uid and a.kind in ('COIN', 'OPEN')
             order by c.id, a.kind
            """)
        .bind("uid", uid)
        .map(
            row ->
                new OwnBalance(
                    AccountKind.valueOf(Objects.requireNonNull(row.get("kind", String.class))),
                    Objects.requireNonNull(row.get("code", String.class)),
                    amount(row, "available"),
                    amount(row, "frozen")))
        .all();
  }

  /**
   * @param change of the balance, negative where money left
   * @param orderId of the receipt; null where it belongs to no order of the player
   * @param appId of the order; null where there is none
   */
  record Movement(
      long number,
      Instant time,
      BigDecimal change,
      @Nullable Long orderId,
      @Nullable String appId) {}

  /**
   * Newest first.
   *
   * @param before number that the list goes on after
   */
  Flux<Movement> movements(long uid, AccountKind kind, String coin, long before, int limit) {
    return database
        .sql(
            """
            select e.number, e.posted_at, e.balance_change, o.id, o.app_id
              from (select number, posted_at, balance_change, transfer_id from entries
                     where account_id = (
                             select a.id from accounts a join coins c on c.id = a.coin_id
                              where a.owner = :uid and a.kind = :kind and c.code = :coin)
                       and number < :before and balance_change <> 0
                     order by number desc limit :limit) e
              left join orders o on o.id = e.transfer_id and o.uid = :uid
             order by e.number desc
            """)
        .bind("uid", uid)
        .bind("kind", kind.name())
        .bind("coin", coin)
        .bind("before", before)
        .bind("limit", limit)
        .map(
            row ->
                new Movement(
                    Objects.requireNonNull(row.get("number", Long.class)),
                    Objects.requireNonNull(row.get("posted_at", Instant.class)),
                    amount(row, "balance_change"),
                    row.get("id", Long.class),
                    row.get("app_id", String.class)))
        .all();
  }

  Mono<Boolean> exists(long uid, AccountKind kind, String coin) {
    return of(uid).any(own -> own.kind() == kind && own.coin().equals(coin));
  }

  private static BigDecimal amount(Readable row, String name) {
    return Amounts.canonical(Objects.requireNonNull(row.get(name, BigDecimal.class)));
  }
}
