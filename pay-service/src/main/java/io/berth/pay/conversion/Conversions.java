package io.berth.pay.conversion;

import static io.berth.service.sql.Rows.value;

import io.berth.api.Realm;
import io.berth.api.operator.OperatorPayOutcome.ConversionAccount;
import io.berth.api.order.Order;
import io.berth.pay.access.Amounts;
import io.berth.pay.coin.Coin;
import io.berth.pay.coin.Coins;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Stores quotes: the price of an order in another coin. A payer has one quote for an order at a
 * time, so that repeated requests do not fill the table. The database's clock says whether a quote
 * is still valid.
 */
@Repository
public class Conversions {
  private static final Duration FIXED = Duration.ofSeconds(60);
  private static final Duration KEPT = Duration.ofHours(1);
  private static final int MOST_OFFERS = 50;
  private static final String COIN = "c.id, c.code, c.decimals, c.price_usdt";

  private final DatabaseClient database;

  Conversions(DatabaseClient database) {
    this.database = database;
  }

  /** Other coins that the payer could pay this order with. */
  public Mono<Offers> offers(Order order, long uid) {
    return paid(order).flatMap(own -> offers(order, own, uid)).defaultIfEmpty(Offers.IMPOSSIBLE);
  }

  /**
   * The order's coin, where it has a price and enough of it is kept for conversions. In test, it is
   * given as it is needed: {@link TestConversions}.
   */
  private Mono<Coin> paid(Order order) {
    return database
        .sql(
            "select "
                + COIN
                + """
                   from coins c
                  where c.id = :coin and c.price_usdt > 0
                    and (:test or exists (select from accounts a
                      where a.owner = 0 and a.kind = 'CONVERSION' and a.coin_id = c.id
                        and a.balance - a.frozen >= :amount))
                """)
        .bind("test", Realm.of(order.appId()) == Realm.TEST)
        .bind("coin", order.coinId())
        .bind("amount", order.amount())
        .map(Coins::coin)
        .one();
  }

  private Mono<Offers> offers(Order order, Coin own, long uid) {
    return database
        .sql(
            "select "
                + COIN
                + """
                  , a.balance - a.frozen as available
                   from accounts a join coins c on c.id = a.coin_id
                  where a.owner = :uid and a.kind = :kind and a.coin_id <> :coin
                    and a.balance > a.frozen and c.price_usdt > 0
                  order by c.id limit :most
                """)
        .bind("uid", uid)
        .bind("kind", order.account().name())
        .bind("coin", order.coinId())
        .bind("most", MOST_OFFERS)
        .map(row -> new Held(Coins.coin(row), amount(row, "available")))
        .all()
        .<Offer>handle(
            (held, offered) -> {
              BigDecimal price = Rates.convert(order.amount(), own, held.coin);
              if (price != null) {
                offered.next(new Offer(held.coin, price, held.available));
              }
            })
        .collectList()
        .map(all -> new Offers(all, true));
  }

  private record Held(Coin coin, BigDecimal available) {}

  /** Fixes the price in a coin; empty where it is not among the payer's offers. */
  public Mono<Quote> fix(Order order, long uid, String code) {
    return offers(order, uid)
        .flatMapIterable(Offers::all)
        .filter(offer -> offer.enough() && offer.coin().code().equals(code))
        .next()
        .flatMap(offer -> store(order, uid, offer));
  }

  private Mono<Quote> store(Order order, long uid, Offer offer) {
    return database
        .sql(
            """
            insert into conversion_quotes (order_id, uid, coin_id, amount, expires_at)
            values (:order, :uid, :coin, :amount, clock_timestamp() + :fixed * interval '1 second')
            on conflict (order_id, uid) do update set id = excluded.id, coin_id = excluded.coin_id,
              amount = excluded.amount, expires_at = excluded.expires_at
              where conversion_quotes.paid_at is null
            returning id, expires_at
            """)
        .bind("order", order.id())
        .bind("uid", uid)
        .bind("coin", offer.coin().id())
        .bind("amount", offer.amount())
        .bind("fixed", FIXED.toSeconds())
        .map(
            row ->
                new Quote(
                    value(row, "id", Long.class),
                    offer.coin(),
                    offer.amount(),
                    value(row, "expires_at", Instant.class)))
        .one();
  }

  /** Empty where the payer has no such quote for the order, or its time is over. */
  public Mono<Quote> find(Order order, long uid, long id) {
    return database
        .sql(
            "select "
                + COIN
                + """
                  , q.id as quote_id, q.amount, q.expires_at
                   from conversion_quotes q join coins c on c.id = q.coin_id
                  where q.order_id = :order and q.uid = :uid and q.id = :id
                    and q.paid_at is null and q.expires_at > clock_timestamp()
                """)
        .bind("order", order.id())
        .bind("uid", uid)
        .bind("id", id)
        .map(
            row ->
                new Quote(
                    value(row, "quote_id", Long.class),
                    Coins.coin(row),
                    amount(row, "amount"),
                    value(row, "expires_at", Instant.class)))
        .one();
  }

  /** Keeps the quote for the order's receipt. */
  public Mono<Void> paid(Quote quote) {
    return database
        .sql("update conversion_quotes set paid_at = clock_timestamp() where id = :id")
        .bind("id", quote.id())
        .then();
  }

  /**
   * The coin and amount that an order was paid with, instead of its own coin; empty where it was
   * not.
   */
  public Mono<Paid> of(long orderId, long uid) {
    return database
        .sql(
            """
            select c.code, q.amount from conversion_quotes q join coins c on c.id = q.coin_id
            where q.order_id = :order and q.uid = :uid and q.paid_at is not null
            """)
        .bind("order", orderId)
        .bind("uid", uid)
        .map(row -> new Paid(value(row, "code", String.class), amount(row, "amount")))
        .one();
  }

  /** An amount in the coin with this code. */
  public record Paid(String coin, BigDecimal amount) {}

  /** Deletes expired quotes; returns how many. */
  public Mono<Long> forget(int most) {
    return database
        .sql(
            """
            delete from conversion_quotes where id = any (array(
              select id from conversion_quotes
              where paid_at is null and expires_at < clock_timestamp() - :kept * interval '1 second'
              order by expires_at limit :most for update skip locked))
            """)
        .bind("kept", KEPT.toSeconds())
        .bind("most", most)
        .fetch()
        .rowsUpdated();
  }

  /** What is kept for conversions, by coin; coins without any are left out. */
  public Mono<List<ConversionAccount>> kept() {
    return database
        .sql(
            """
            select c.code, a.balance from accounts a join coins c on c.id = a.coin_id
            where a.owner = 0 and a.kind = 'CONVERSION' order by c.id
            """)
        .map(row -> new ConversionAccount(value(row, "code", String.class), amount(row, "balance")))
        .all()
        .collectList();
  }

  private static BigDecimal amount(Readable row, String name) {
    return Amounts.canonical(value(row, name, BigDecimal.class));
  }
}
