package io.berth.pay.order;

import static io.berth.pay.order.OrderConditions.at;
import static io.berth.pay.order.OrderConditions.wanted;

import io.berth.api.Caller;
import io.berth.api.TimeSpan;
import io.berth.api.order.Order;
import io.berth.api.order.OrderCommand;
import io.berth.api.order.OrderCommand.OrderSort;
import io.berth.api.order.OrderCommand.SearchOrders;
import io.berth.api.order.OrderCommand.SortOrders;
import io.berth.api.order.OrderCommand.SortedPosition;
import io.berth.api.order.OrderCommand.SumOrders;
import io.berth.api.order.OrderOutcome.CoinSum;
import io.berth.api.order.OrderOutcome.OrderList;
import io.berth.api.order.OrderOutcome.OrderSums;
import io.berth.api.order.OrderOutcome.SortedOrders;
import io.berth.pay.access.Amounts;
import io.berth.service.command.CommandHandler;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Finds an app's orders. Number, user and period are looked up; everything else is looked for among
 * a bounded number of orders at a time, so that no question costs more than that.
 */
@Component
class OrderSearch implements CommandHandler<SearchOrders> {

  private static final int MOST = 100;
  private static final int SCAN = OrderCommand.MOST_COMPARED;

  /** An order ends at most a day after it was made, or as soon as the service runs again. */
  private static final Duration LONGEST_LIFE = Duration.ofDays(2);

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,38}(\\.[0-9]{1,18})?");

  private final DatabaseClient database;
  private final Orders orders;
  private final OrderRows rows;

  OrderSearch(DatabaseClient database, Orders orders, OrderRows rows) {
    this.database = database;
    this.orders = orders;
    this.rows = rows;
  }

  @Override
  public Mono<OrderList> handle(SearchOrders asked, Caller caller) {
    int limit = Math.clamp(asked.limit(), 1, MOST);
    return scope(asked, Objects.requireNonNull(caller.appId()))
        .doOnNext(
            scope ->
                scope.and(
                    asked.oldestFirst() ? "o.id > :after" : "o.id < :after",
                    "after",
                    asked.after()))
        .flatMap(scope -> search(asked, scope, limit))
        .defaultIfEmpty(new OrderList(List.of(), null))
        .flatMap(this::withArchive);
  }

  /** Sorts the latest orders of a filter: no index has these columns for every filter. */
  Mono<SortedOrders> sort(SortOrders asked, Caller caller) {
    int limit = Math.clamp(asked.limit(), 1, MOST);
    SortedPosition after = asked.after();
    if (after != null
        && asked.sort() != OrderSort.STATE
        && !DECIMAL.matcher(after.value()).matches()) {
      return Mono.just(new SortedOrders(List.of(), null, true));
    }
    return scope(asked.filter(), Objects.requireNonNull(caller.appId()))
        .flatMap(scope -> sort(asked, scope, limit))
        .defaultIfEmpty(new SortedOrders(List.of(), null, true));
  }

  private Mono<SortedOrders> sort(SortOrders asked, OrderConditions scope, int limit) {
    SortedPosition after = asked.after();
    scope.and("o.id <= :latest", "latest", after == null ? null : after.latest());
    String scanned = scanned(scope, false);
    String key = key(asked.sort());
    OrderConditions wanted = wanted(asked.filter());
    if (after != null) {
      String type = asked.sort() == OrderSort.STATE ? "text" : "numeric";
      wanted.and(
          "(%s, o.id) %s (cast(:value as %s), :last)"
              .formatted(key, asked.ascending() ? ">" : "<", type),
          "value",
          after.value());
      wanted.values().put("last", after.orderId());
    }
    String direction = asked.ascending() ? "" : " desc";
    Mono<List<Order>> found =
        matching(
                scanned,
                wanted,
                OrderRows.COLUMNS,
                " order by " + key + direction + ", o.id" + direction + " limit :limit")
            .bindValues(scope.values())
            .bind("limit", limit)
            .map(rows::order)
            .all()
            .collectList();
    Mono<Seen> seen = seen(scanned, scope, "max");
    return Mono.zip(found, seen)
        .map(
            both -> {
              List<Order> orders = both.getT1();
              Long latest = both.getT2().edge();
              SortedPosition next =
                  orders.size() < limit || latest == null
                      ? null
                      : position(asked.sort(), orders.getLast(), latest);
              return new SortedOrders(orders, next, both.getT2().orders() < SCAN);
            });
  }

  /** Never null, and compared as the position's value is. */
  private static String key(OrderSort sort) {
    return switch (sort) {
      case AMOUNT -> "o.amount";
      case USER -> "coalesce(o.uid, 0)::numeric";
      case STATE -> "o.status::text";
    };
  }

  private static SortedPosition position(OrderSort sort, Order last, long latest) {
    String value =
        switch (sort) {
          case AMOUNT -> last.amount().toPlainString();
          case USER -> Long.toString(last.uid() == null ? 0 : last.uid());
          case STATE -> last.status().name();
        };
    return new SortedPosition(value, last.id(), latest);
  }

  /** Sums up the latest orders of a filter. */
  Mono<OrderSums> sum(SumOrders asked, Caller caller) {
    return scope(asked.filter(), Objects.requireNonNull(caller.appId()))
        .flatMap(scope -> sum(asked.filter(), scope))
        .defaultIfEmpty(new OrderSums(List.of(), true));
  }

  private Mono<OrderSums> sum(SearchOrders filter, OrderConditions scope) {
    String scanned = scanned(scope, false);
    Mono<List<CoinSum>> sums =
        matching(
                scanned,
                wanted(filter),
                "c.code as coin, count(*) as orders, sum(o.amount) as amount, sum(o.cut) as fee",
                " group by c.code order by c.code")
            .bindValues(scope.values())
            .map(
                row ->
                    new CoinSum(
                        Objects.requireNonNull(row.get("coin", String.class)),
                        Objects.requireNonNull(row.get("orders", Long.class)),
                        Amounts.canonical(
                            Objects.requireNonNull(row.get("amount", BigDecimal.class))),
                        Amounts.canonical(
                            Objects.requireNonNull(row.get("fee", BigDecimal.class)))))
            .all()
            .collectList();
    return Mono.zip(sums, seen(scanned, scope, "max"))
        .map(both -> new OrderSums(both.getT1(), both.getT2().orders() < SCAN));
  }

  private Mono<OrderList> withArchive(OrderList list) {
    return list.next() != null
        ? Mono.just(list)
        : orders
            .archivedBefore()
            .map(day -> new OrderList(list.orders(), null, day))
            .defaultIfEmpty(list);
  }

  /** Empty where the app has no such number or user. */
  private Mono<OrderConditions> scope(SearchOrders asked, String appId) {
    OrderConditions scope = new OrderConditions();
    scope.and("o.app_id = :app", "app", appId);
    // The bound on the id is what leaves partitions out.
    scope.and("o.id >= order_id_at(:from) and o.created_at >= :from", "from", at(asked.from()));
    scope.and("o.id < order_id_at(:to) + 4096 and o.created_at < :to", "to", at(asked.to()));
    TimeSpan ended = asked.ended();
    if (ended != null) {
      scope.and("o.id >= order_id_at(:madeFrom)", "madeFrom", at(ended.from().minus(LONGEST_LIFE)));
      scope.and("o.id < order_id_at(:madeTo) + 4096", "madeTo", at(ended.to()));
    }
    return ids(asked.number(), appId)
        .doOnNext(ids -> scope.and("o.id = any(:ids)", "ids", ids.orElse(null)))
        .then(uid(asked.user(), appId))
        .doOnNext(uid -> scope.and("o.uid = :uid", "uid", uid.orElse(null)))
        .thenReturn(scope);
  }

  private Mono<Optional<Long[]>> ids(@Nullable String number, String appId) {
    if (number == null) {
      return Mono.just(Optional.empty());
    }
    Long id = DIGITS.matcher(number).matches() ? Long.valueOf(number) : null;
    return database
        .sql("select order_id from order_numbers where app_id = :app and trade_no = :number")
        .bind("app", appId)
        .bind("number", number)
        .mapValue(Long.class)
        .all()
        .concatWith(Mono.justOrEmpty(id))
        .collectList()
        .map(ids -> Optional.of(ids.toArray(Long[]::new)));
  }

  private Mono<Optional<Long>> uid(@Nullable String user, String appId) {
    if (user == null) {
      return Mono.just(Optional.empty());
    }
    long itself = DIGITS.matcher(user).matches() ? Long.parseLong(user) : -1;
    return database
        .sql("select uid from identities where app_id = :app and open_id = :user")
        .bind("app", appId)
        .bind("user", user)
        .map(row -> Optional.of(Objects.requireNonNull(row.get("uid", Long.class))))
        .one()
        .defaultIfEmpty(Optional.of(itself));
  }

  private Mono<OrderList> search(SearchOrders asked, OrderConditions scope, int limit) {
    String scanned = scanned(scope, asked.oldestFirst());
    return matching(
            scanned, wanted(asked), OrderRows.COLUMNS, order(asked.oldestFirst()) + " limit :limit")
        .bindValues(scope.values())
        .bind("limit", limit)
        .map(rows::order)
        .all()
        .collectList()
        .flatMap(
            found ->
                found.size() == limit
                    ? Mono.just(new OrderList(found, found.getLast().id()))
                    : end(found, scanned, scope, asked.oldestFirst()));
  }

  private static String order(boolean oldestFirst) {
    return oldestFirst ? " order by o.id" : " order by o.id desc";
  }

  private static String scanned(OrderConditions scope, boolean oldestFirst) {
    return "select o.* from orders o where " + scope.text() + order(oldestFirst) + " limit " + SCAN;
  }

  private DatabaseClient.GenericExecuteSpec matching(
      String scanned, OrderConditions wanted, String columns, String end) {
    return database
        .sql(
            "select "
                + columns
                + " from ("
                + scanned
                + ") o join coins c on c.id = o.coin_id where "
                + wanted.text()
                + end)
        .bindValues(wanted.values());
  }

  /** Fewer than asked for: either there are no more, or looking stopped somewhere. */
  private Mono<OrderList> end(
      List<Order> found, String scanned, OrderConditions scope, boolean oldestFirst) {
    return seen(scanned, scope, oldestFirst ? "max" : "min")
        .map(seen -> new OrderList(found, seen.orders() < SCAN ? null : seen.edge()));
  }

  /**
   * @param edge first or last id; null where there are none
   */
  private record Seen(long orders, @Nullable Long edge) {}

  private Mono<Seen> seen(String scanned, OrderConditions scope, String edge) {
    return database
        .sql("select count(*) as seen, " + edge + "(id) as edge from (" + scanned + ") o")
        .bindValues(scope.values())
        .map(
            row ->
                new Seen(
                    Objects.requireNonNull(row.get("seen", Long.class)),
                    row.get("edge", Long.class)))
        .one();
  }
}
