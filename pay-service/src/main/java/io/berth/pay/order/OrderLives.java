package io.berth.pay.order;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.order.Order;
import io.berth.api.order.OrderCommand.Kind;
import io.berth.api.order.OrderCommand.ReadOrderLife;
import io.berth.api.order.OrderOutcome;
import io.berth.api.order.OrderOutcome.Event;
import io.berth.api.order.OrderOutcome.OrderLife;
import io.berth.api.order.OrderOutcome.Owner;
import io.berth.api.order.OrderOutcome.Posting;
import io.berth.api.order.OrderStatus;
import io.berth.pay.access.Amounts;
import io.berth.service.command.CommandHandler;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads the history of one order: payment, events, refunds. */
@Component
class OrderLives implements CommandHandler<ReadOrderLife> {

  private static final int MOST_RETURNS = 100;
  private static final int MOST_EVENTS = 100;
  private static final Instant START_OF_IDS = Instant.parse("2025-01-01T00:00:00Z");

  private static final String POSTINGS =
      """
      select a.kind, a.owner, e.balance_change, e.posted_at
      from entries e join accounts a on a.id = e.account_id
      where e.posted_at between :at - interval '1 second' and :at + interval '1 second'
        and e.transfer_id = :id and e.coin_id = :coin and e.balance_change <> 0
      order by e.balance_change
      """;

  private static final String EVENTS =
      """
      select version, kind, at, published_at, noticed_at from outbox
      where order_id = :id order by version limit :most
      """;

  private record PageView(@Nullable Instant openedAt, @Nullable Instant codeMailedAt) {
    static final PageView NONE = new PageView(null, null);
  }

  private final DatabaseClient database;
  private final Orders orders;
  private final OrderRows rows;

  OrderLives(DatabaseClient database, Orders orders, OrderRows rows) {
    this.database = database;
    this.orders = orders;
    this.rows = rows;
  }

  @Override
  public Mono<Outcome> handle(ReadOrderLife command, Caller caller) {
    return orders
        .byId(command.orderId())
        .filter(stored -> stored.order().appId().equals(caller.appId()))
        .flatMap(this::life)
        .<Outcome>map(life -> life)
        .switchIfEmpty(
            orders
                .archivedBefore()
                .filter(
                    day ->
                        openedAt(command.orderId())
                            .isBefore(day.atStartOfDay(ZoneOffset.UTC).toInstant()))
                .map(OrderOutcome.OrderArchived::new))
        .defaultIfEmpty(Refusal.of(ErrorCode.ORDER_UNKNOWN));
  }

  /** The time that an order's id tells. */
  private static Instant openedAt(long orderId) {
    return START_OF_IDS.plusMillis(orderId >> 12);
  }

  private Mono<OrderLife> life(StoredOrder stored) {
    Order order = stored.order();
    StoredOrder.Prepayment page = stored.prepayment();
    return Mono.zip(
            pageView(order.id()),
            postings(order),
            events(order.id()),
            original(order),
            returns(order),
            refundable(order))
        .map(
            all ->
                new OrderLife(
                    order,
                    page == null ? null : page.expiresAt(),
                    all.getT1().openedAt(),
                    all.getT1().codeMailedAt(),
                    all.getT2(),
                    all.getT3(),
                    all.getT4().orElse(null),
                    all.getT5(),
                    all.getT6().orElse(null)));
  }

  private Mono<PageView> pageView(long id) {
    return database
        .sql("select opened_at, code_mailed_at from checkout_visits where order_id = :id")
        .bind("id", id)
        .mapProperties(PageView.class)
        .one()
        .defaultIfEmpty(PageView.NONE);
  }

  private Mono<List<Posting>> postings(Order order) {
    Instant settledAt = order.settledAt();
    if (settledAt == null) {
      return Mono.just(List.of());
    }
    return database
        .sql(POSTINGS)
        .bind("at", settledAt.atOffset(ZoneOffset.UTC))
        .bind("id", order.id())
        .bind("coin", order.coinId())
        .map(row -> posting(row, order))
        .all()
        .collectList();
  }

  private static Posting posting(Readable row, Order order) {
    String kind = row.get("kind", String.class);
    boolean commission = "COMMISSION".equals(kind);
    // Where the user paid with another coin, the conversion account stands for them in this one.
    boolean user =
        "CONVERSION".equals(kind) || Objects.equals(row.get("owner", Long.class), order.uid());
    return new Posting(
        commission ? Owner.PLATFORM : user ? Owner.USER : Owner.APP,
        Amounts.canonical(Objects.requireNonNull(row.get("balance_change", BigDecimal.class))),
        Objects.requireNonNull(row.get("posted_at", Instant.class)));
  }

  private Mono<List<Event>> events(long id) {
    return database
        .sql(EVENTS)
        .bind("id", id)
        .bind("most", MOST_EVENTS)
        .mapProperties(Event.class)
        .all()
        .collectList();
  }

  private Mono<Optional<Order>> original(Order order) {
    String returned = order.returnOf();
    return returned == null
        ? Mono.just(Optional.empty())
        : orders
            .byNumber(order.appId(), returned)
            .map(stored -> Optional.of(stored.order()))
            .defaultIfEmpty(Optional.empty());
  }

  private Mono<Optional<BigDecimal>> refundable(Order order) {
    return order.kind() == Kind.PAYMENT && order.status() == OrderStatus.PAID
        ? database
            .sql("select greatest(amount - returned, 0) from orders where id = :id")
            .bind("id", order.id())
            .mapValue(BigDecimal.class)
            .one()
            .map(rest -> Optional.of(Amounts.canonical(rest)))
        : Mono.just(Optional.empty());
  }

  private Mono<List<Order>> returns(Order order) {
    return database
        .sql(
            "select "
                + OrderRows.COLUMNS
                + """
                 from orders o join coins c on c.id = o.coin_id
                where o.app_id = :app and o.return_of = :number
                order by o.id desc limit :most
                """)
        .bind("app", order.appId())
        .bind("number", order.tradeNo())
        .bind("most", MOST_RETURNS)
        .map(rows::order)
        .all()
        .collectList();
  }
}
