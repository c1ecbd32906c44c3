package io.berth.pay.coin;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.balance.BalanceCommand.PutCoin;
import io.berth.api.balance.BalanceCommand.ReadPrices;
import io.berth.api.balance.BalanceOutcome;
import io.berth.api.balance.BalanceOutcome.CoinDetail;
import io.berth.service.json.BerthJson;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/** Stores coins with their details and prices. */
@Component
public class CoinCatalog {

  private static final String QUOTE = "_USDT";
  private static final int MOST_DECIMALS = 18;
  private static final Duration KEPT = Duration.ofSeconds(5);
  private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};

  private final Coins coins;
  private final DatabaseClient database;
  private final Mono<List<CoinDetail>> details;

  CoinCatalog(Coins coins, DatabaseClient database) {
    this.coins = coins;
    this.database = database;
    this.details = readDetails().cache(found -> KEPT, error -> Duration.ZERO, () -> Duration.ZERO);
  }

  /** The same, read now. */
  public Mono<List<CoinDetail>> readDetails() {
    return database
        .sql("select id, code, decimals, price_usdt, attributes from coins order by id")
        .map(CoinCatalog::detail)
        .all()
        .collectList();
  }

  /** All coins with their details, at most a few seconds old. */
  public Mono<List<CoinDetail>> details() {
    return details;
  }

  private static CoinDetail detail(Readable row) {
    BigDecimal price = row.get("price_usdt", BigDecimal.class);
    return new CoinDetail(
        Objects.requireNonNull(row.get("id", Integer.class)),
        Objects.requireNonNull(row.get("code", String.class)),
        Objects.requireNonNull(row.get("decimals", Integer.class)),
        price == null ? null : price.stripTrailingZeros(),
        BerthJson.mapper()
            .readValue(
                Objects.requireNonNull(row.get("attributes", Json.class)).asString(), ATTRIBUTES));
  }

  public Mono<Outcome> readPrices(ReadPrices command) {
    return coins
        .all()
        .map(all -> all.stream().collect(Collectors.toMap(Coin::code, Function.identity())))
        .map(
            byCode ->
                new BalanceOutcome.Prices(
                    command.symbols().stream()
                        .distinct()
                        .flatMap(symbol -> price(byCode, symbol).stream())
                        .toList()));
  }

  private static List<BalanceOutcome.Price> price(Map<String, Coin> byCode, String symbol) {
    if (!symbol.endsWith(QUOTE)) {
      return List.of();
    }
    String code = symbol.substring(0, symbol.length() - QUOTE.length()).toLowerCase(Locale.ROOT);
    Coin coin = byCode.get(code);
    BigDecimal price = coin == null ? null : coin.priceUsdt();
    return price == null ? List.of() : List.of(new BalanceOutcome.Price(symbol, price));
  }

  /** Price and attributes follow the command; a code stays, and decimals only grow. */
  public Mono<Outcome> putCoin(PutCoin command) {
    if (command.decimals() < 0 || command.decimals() > MOST_DECIMALS || command.id() <= 0) {
      return Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, "id or decimals out of range"));
    }
    GenericExecuteSpec upsert =
        database
            .sql(
                """
                insert into coins as old (id, code, decimals, price_usdt, attributes)
                values (:id, :code, :decimals, :price, coalesce(:attributes, '{}'))
                on conflict (id) do update
                  set decimals = excluded.decimals,
                      price_usdt = coalesce(excluded.price_usdt, old.price_usdt),
                      attributes = coalesce(:attributes, old.attributes)
                  where old.code = excluded.code and old.decimals <= excluded.decimals
                """)
            .bind("id", command.id())
            .bind("code", command.code())
            .bind("decimals", command.decimals());
    upsert = bind(upsert, "price", command.priceUsdt(), BigDecimal.class);
    Map<String, String> attributes = command.attributes();
    Json document =
        attributes == null ? null : Json.of(BerthJson.mapper().writeValueAsString(attributes));
    return bind(upsert, "attributes", document, Json.class)
        .fetch()
        .rowsUpdated()
        .map(
            rows ->
                rows == 1
                    ? new Outcome.Done()
                    : Refusal.of(
                        ErrorCode.BAD_PARAMETER,
                        "coin " + command.id() + " has another code or more decimals"));
  }

  /** Sets a price that a second pair of eyes has seen; later ones are measured against it. */
  public Mono<Outcome> confirmPrice(PutCoin put) {
    return database
        .sql(
            """
            update coins set price_usdt = :price, price_confirmed_at = clock_timestamp()
            where id = :id and code = :code
            """)
        .bind("price", Objects.requireNonNull(put.priceUsdt()))
        .bind("id", put.id())
        .bind("code", put.code())
        .fetch()
        .rowsUpdated()
        .map(
            rows ->
                rows == 1 ? new Outcome.Done() : Refusal.of(ErrorCode.COIN_UNKNOWN, put.code()));
  }

  private static <T> GenericExecuteSpec bind(
      GenericExecuteSpec call, String name, @Nullable T value, Class<T> type) {
    return value == null ? call.bindNull(name, type) : call.bind(name, value);
  }
}
