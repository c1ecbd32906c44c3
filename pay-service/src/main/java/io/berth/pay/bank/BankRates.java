package io.berth.pay.bank;

import io.berth.pay.coin.Coins;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores which coins are bought by bank transfer, and at which rate. */
@Repository
public class BankRates {
  private static final String SELECT =
      """
      select c.id, c.code, c.decimals, c.price_usdt, r.currency, r.rate
      from bank_rates r join coins c on c.id = r.coin_id
      """;

  private final DatabaseClient database;
  private final BankProperties properties;

  BankRates(DatabaseClient database, BankProperties properties) {
    this.database = database;
    this.properties = properties;
  }

  /** Coins that are bought in the currency of the platform's account; none without an account. */
  public Flux<BankRate> all() {
    return properties.isOn()
        ? database
            .sql(SELECT + "where r.currency = :currency order by c.id")
            .bind("currency", properties.currency())
            .map(BankRates::rate)
            .all()
        : Flux.empty();
  }

  /** Empty where the coin is not bought by bank transfer. */
  public Mono<BankRate> of(String coin) {
    return all().filter(rate -> rate.coin().code().equals(coin)).next();
  }

  /** Whether a coin has exactly this rate. */
  public Mono<Boolean> has(int coinId, String currency, BigDecimal rate) {
    return database
        .sql(
            """
            select exists (select from bank_rates
              where coin_id = :coin and currency = :currency and rate = :rate)
            """)
        .bind("coin", coinId)
        .bind("currency", currency)
        .bind("rate", rate)
        .mapValue(Boolean.class)
        .one();
  }

  /** Sets or changes the rate of a coin. */
  public Mono<Void> set(int coinId, String currency, BigDecimal rate) {
    return database
        .sql(
            """
            insert into bank_rates (coin_id, currency, rate) values (:coin, :currency, :rate)
            on conflict (coin_id) do update
              set currency = excluded.currency, rate = excluded.rate
            """)
        .bind("coin", coinId)
        .bind("currency", currency)
        .bind("rate", rate)
        .then();
  }

  public Mono<Void> delete(int coinId) {
    return database.sql("delete from bank_rates where coin_id = :coin").bind("coin", coinId).then();
  }

  private static BankRate rate(Readable row) {
    return new BankRate(
        Coins.coin(row),
        Objects.requireNonNull(row.get("currency", String.class)),
        Objects.requireNonNull(row.get("rate", BigDecimal.class)).stripTrailingZeros());
  }
}
