package io.berth.pay.coin;

import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** All coins: few, and nearly always the same, so they are kept for a moment. */
@Repository
public class Coins {

  private static final Duration KEPT = Duration.ofSeconds(5);

  private final Mono<List<Coin>> fresh;
  private final Mono<List<Coin>> kept;

  Coins(DatabaseClient database) {
    this.fresh =
        database
            .sql("select id, code, decimals, price_usdt from coins")
            .map(Coins::coin)
            .all()
            .sort(Comparator.comparingInt(Coin::id))
            .collectList();
    this.kept = fresh.cache(coins -> KEPT, error -> Duration.ZERO, () -> Duration.ZERO);
  }

  /** By id, at most a few seconds old. */
  public Mono<List<Coin>> all() {
    return kept;
  }

  /** Empty where there is no such coin. */
  public Mono<Coin> byCode(String code) {
    return find(coin -> coin.code().equals(code));
  }

  /** Empty where there is no such coin. */
  public Mono<Coin> byId(int id) {
    return find(coin -> coin.id() == id);
  }

  // A coin that is not known here may have come a moment ago, by another instance.
  private Mono<Coin> find(Predicate<Coin> wanted) {
    return first(kept, wanted).switchIfEmpty(first(fresh, wanted));
  }

  private static Mono<Coin> first(Mono<List<Coin>> coins, Predicate<Coin> wanted) {
    return coins.flatMap(all -> Mono.justOrEmpty(all.stream().filter(wanted).findFirst()));
  }

  /** Reads a row with the columns {@code id, code, decimals, price_usdt}. */
  public static Coin coin(Readable row) {
    return new Coin(
        Objects.requireNonNull(row.get("id", Integer.class)),
        Objects.requireNonNull(row.get("code", String.class)),
        Objects.requireNonNull(row.get("decimals", Integer.class)),
        row.get("price_usdt", BigDecimal.class));
  }
}
