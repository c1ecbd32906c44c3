package io.berth.pay.coin;

import static io.berth.service.sql.Rows.value;

import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Reads former prices, which a trigger keeps. A limit that is computed from a price is only as good
 * as the price: otherwise one operator could set it to nothing, credit an account, and set it back.
 */
@Repository
public class CoinPrices {
  private static final BigDecimal HIGHEST_RISE = new BigDecimal("1.05");
  private static final BigDecimal LOWEST_FALL = new BigDecimal("0.95");

  private final DatabaseClient database;

  CoinPrices(DatabaseClient database) {
    this.database = database;
  }

  /** The highest price of the last 7 days; empty where there was none, or nothing but zero. */
  public Mono<BigDecimal> highestOfAWeek(int coinId) {
    return database
        .sql(
            """
            select coalesce(max(price_usdt), 0) from coin_prices
            where coin_id = :id
              and (until is null or until > clock_timestamp() - interval '7 days')
            """)
        .bind("id", coinId)
        .mapValue(BigDecimal.class)
        .one()
        .filter(highest -> highest.signum() > 0);
  }

  /** The present price of a coin and whether another one takes four eyes. */
  public record Verdict(@Nullable BigDecimal present, boolean fourEyes) {}

  /**
   * Measures a price against every one of the last 24 hours, not only the latest, so that small
   * steps count together; what was confirmed begins a new measure. The first price of a coin that
   * is there takes four eyes. Empty where the coin is new. Holds the coin until the transaction
   * ends.
   */
  public Mono<Verdict> assess(int coinId, BigDecimal price) {
    return database
        .sql("select price_usdt from coins where id = :id for no key update")
        .bind("id", coinId)
        .map(row -> new Present(row.get("price_usdt", BigDecimal.class)))
        .one()
        .flatMap(present -> assess(coinId, price, present.price()));
  }

  private record Present(@Nullable BigDecimal price) {}

  private Mono<Verdict> assess(int coinId, BigDecimal price, @Nullable BigDecimal present) {
    if (present != null && present.compareTo(price) == 0) {
      return Mono.just(new Verdict(present, false));
    }
    return database
        .sql(
            """
            select min(p.price_usdt) as lowest, max(p.price_usdt) as highest,
              count(*) filter (where p.price_usdt is null) as without
            from coin_prices p join coins c on c.id = p.coin_id
            where p.coin_id = :id and (p.until is null or p.until >
              greatest(clock_timestamp() - interval '24 hours', c.price_confirmed_at))
            """)
        .bind("id", coinId)
        .map(row -> new Verdict(present, isFar(price, row)))
        .one();
  }

  private static boolean isFar(BigDecimal price, Readable row) {
    BigDecimal lowest = row.get("lowest", BigDecimal.class);
    BigDecimal highest = row.get("highest", BigDecimal.class);
    return lowest == null
        || highest == null
        || value(row, "without", Long.class) > 0
        || price.compareTo(lowest.multiply(HIGHEST_RISE)) > 0
        || price.compareTo(highest.multiply(LOWEST_FALL)) < 0;
  }
}
