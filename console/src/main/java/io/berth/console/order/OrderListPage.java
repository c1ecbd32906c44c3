package io.berth.console.order;

import io.berth.api.app.AppOutcome.Head;
import io.berth.api.delivery.DeliveryCommand.ReadLatestRounds;
import io.berth.api.delivery.DeliveryOutcome.LatestRound;
import io.berth.api.delivery.DeliveryOutcome.LatestRounds;
import io.berth.api.order.Order;
import io.berth.api.order.OrderCommand;
import io.berth.api.order.OrderCommand.SearchOrders;
import io.berth.api.order.OrderOutcome.OrderList;
import io.berth.api.order.OrderStatus;
import io.berth.api.totals.TotalsRange;
import io.berth.console.export.Csv;
import io.berth.console.live.LiveStreams;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Display;
import io.berth.console.page.DisplayedList;
import io.berth.console.page.GatewayClient;
import io.berth.console.page.Paging;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Lists an app's orders with the state of their callbacks, as a page and as a CSV file. */
final class OrderListPage {

  private static final int FILE_PAGE = 100;

  private static final Duration LOOK = Duration.ofSeconds(2);

  private final ConsolePages pages;
  private final GatewayClient platform;
  private final LiveStreams streams;

  OrderListPage(ConsolePages pages, GatewayClient platform, LiveStreams streams) {
    this.pages = pages;
    this.platform = platform;
    this.streams = streams;
  }

  /** Sum of the orders shown in one coin. */
  public record CoinSum(String coin, long orders, BigDecimal amount, BigDecimal fee) {
    static CoinSum of(Order order) {
      return new CoinSum(order.coin(), 1, order.amount(), order.cut());
    }

    CoinSum plus(CoinSum other) {
      return new CoinSum(coin, orders + other.orders, amount.add(other.amount), fee.add(other.fee));
    }
  }

  private static SearchQuery query(ServerRequest request) {
    return SearchQuery.of(
        request, "number", "user", "coin", "status", "kind", "period", "from", "to", "ended",
        "sort", "size", "after");
  }

  private static SearchOrders search(
      SearchQuery query, Instant now, @Nullable Long after, int limit) {
    return new SearchOrders(
        query.text("number"),
        query.text("user"),
        query.text("coin"),
        query.choice("status", OrderStatus.class),
        query.choice("kind", OrderCommand.Kind.class),
        query.from(now),
        query.day("to", 1),
        query.span("ended"),
        oldestFirst(query),
        after,
        limit);
  }

  private static boolean oldestFirst(SearchQuery query) {
    return "oldest".equals(query.text("sort"));
  }

  Mono<ServerResponse> show(ServerRequest request, Head head) {
    SearchQuery query = query(request);
    String appId = head.app().appId();
    return pages.ask(
        request,
        appId,
        search(query, Instant.now(), query.number("after"), query.size()),
        OrderList.class,
        found ->
            rounds(request, appId, found.orders())
                .flatMap(
                    rounds ->
                        pages.render(
                            request,
                            head,
                            "orders",
                            "order/list",
                            model(request, query, found, rounds))));
  }

  /** Follows the list that the query finds. */
  Mono<ServerResponse> live(ServerRequest request) {
    SearchQuery query = query(request);
    String appId = request.pathVariable("appId");
    Mono<String> look =
        Mono.defer(
                () ->
                    platform.ask(
                        request,
                        appId,
                        search(query, Instant.now(), query.number("after"), query.size())))
            .ofType(OrderList.class)
            .flatMap(
                found ->
                    rounds(request, appId, found.orders())
                        .map(rounds -> LiveStreams.version(found, rounds)));
    return streams.open(request, LOOK, look);
  }

  /** By order; nothing where callback-service does not answer. */
  private Mono<Map<Long, LatestRound>> rounds(
      ServerRequest request, String appId, List<Order> orders) {
    return orders.isEmpty()
        ? Mono.just(Map.of())
        : platform
            .ask(request, appId, new ReadLatestRounds(orders.stream().map(Order::id).toList()))
            .map(
                outcome ->
                    outcome instanceof LatestRounds(var rounds)
                        ? rounds.stream()
                            .collect(Collectors.toMap(LatestRound::orderId, round -> round))
                        : Map.of());
  }

  private static Map<String, @Nullable Object> model(
      ServerRequest request, SearchQuery query, OrderList found, Map<Long, LatestRound> rounds) {
    Map<String, @Nullable Object> model = new HashMap<>();
    model.put("orders", found.orders());
    model.put("rounds", rounds);
    model.put("columns", Display.of(request).columns(DisplayedList.ORDERS));
    model.put("version", LiveStreams.version(found, rounds));
    model.put("sums", sums(found.orders()));
    model.put("asked", query.values());
    model.put("ended", query.span("ended"));
    model.put("allTimes", query.without("ended", "after").address());
    model.put("filtered", query.without("sort", "size", "after").values().size());
    model.put("more", found.next() != null);
    model.put("archivedBefore", found.archivedBefore());
    model.put("statuses", OrderStatus.values());
    model.put("kinds", OrderCommand.Kind.values());
    model.put("periods", TotalsRange.values());
    model.put("sizes", SearchQuery.SIZES);
    model.put("size", query.size());
    model.put("oldestFirst", oldestFirst(query));
    model.put("query", query.address());
    SearchQuery start = query.without("after");
    model.put("sort", start.with("sort", oldestFirst(query) ? "latest" : "oldest"));
    model.put("file", query.without("after", "size").address());
    model.put(
        "paging",
        new Paging(
            query.text("after") == null ? null : start.address(),
            found.next() == null ? null : query.with("after", found.next())));
    return model;
  }

  private static List<CoinSum> sums(List<Order> orders) {
    return List.copyOf(
        orders.stream()
            .map(CoinSum::of)
            .collect(Collectors.toMap(CoinSum::coin, sum -> sum, CoinSum::plus, TreeMap::new))
            .values());
  }

  /** Everything that the filter finds, read a page at a time. */
  Mono<ServerResponse> file(ServerRequest request) {
    SearchQuery query = query(request);
    Instant now = Instant.now();
    String appId = request.pathVariable("appId");
    return pages.ask(
        request,
        appId,
        search(query, now, null, FILE_PAGE),
        OrderList.class,
        first ->
            Csv.download(
                "orders.csv",
                Mono.just(first)
                    .expand(list -> next(request, appId, query, now, list))
                    .concatMapIterable(OrderList::orders, 1)
                    .map(OrderFile::row)
                    .startWith(OrderFile.header())));
  }

  private Mono<OrderList> next(
      ServerRequest request, String appId, SearchQuery query, Instant now, OrderList list) {
    return list.next() == null
        ? Mono.empty()
        : platform.expect(
            request, appId, search(query, now, list.next(), FILE_PAGE), OrderList.class);
  }
}
