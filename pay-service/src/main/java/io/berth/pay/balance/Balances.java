package io.berth.pay.balance;

import io.berth.api.AccountKind;
import io.berth.api.balance.BalanceOutcome.Balance;
import io.berth.pay.access.Amounts;
import io.berth.pay.coin.Coin;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Reads balances. */
@Repository
public class Balances {

  private final DatabaseClient database;

  Balances(DatabaseClient database) {
    this.database = database;
  }

  /** One balance per coin, in the order of the coins; zero where there is no account. */
  public Mono<List<Balance>> of(long uid, AccountKind account, List<Coin> wanted) {
    return database
        .sql("select coin_id, balance, frozen from accounts where owner = :uid and kind = :kind")
        .bind("uid", uid)
        .bind("kind", account.name())
        .map(row -> new Holding(coinId(row), amount(row, "balance"), amount(row, "frozen")))
        .all()
        .collectMap(Holding::coinId)
        .map(
            holdings ->
                wanted.stream()
                    .map(
                        coin -> {
                          Holding holding = holdings.getOrDefault(coin.id(), Holding.NONE);
                          return new Balance(
                              uid, coin.id(), coin.code(), holding.total, holding.held);
                        })
                    .toList());
  }

  /** What the owner can use of one balance: without what is held. */
  public Mono<BigDecimal> available(long uid, AccountKind account, Coin coin) {
    return of(uid, account, List.of(coin))
        .map(List::getFirst)
        .map(balance -> balance.total().subtract(balance.frozen()));
  }

  private record Holding(int coinId, BigDecimal total, BigDecimal held) {
    static final Holding NONE = new Holding(0, BigDecimal.ZERO, BigDecimal.ZERO);
  }

  private static int coinId(Readable row) {
    return Objects.requireNonNull(row.get("coin_id", Integer.class));
  }

  private static BigDecimal amount(Readable row, String name) {
    return Amounts.canonical(Objects.requireNonNull(row.get(name, BigDecimal.class)));
  }
}
