package io.berth.console.order;

import static io.berth.api.order.OrderCommand.MOST_COMPARED;

import io.berth.api.Outcome;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.delivery.DeliveryCommand.ReadLatestRounds;
import io.berth.api.delivery.DeliveryOutcome.LatestRound;
import io.berth.api.delivery.DeliveryOutcome.LatestRounds;
import io.berth.api.order.Order;
import io.berth.api.order.OrderCommand;
import io.berth.api.order.OrderCommand.SearchOrders;
import io.berth.api.order.OrderCommand.SortOrders;
import io.berth.api.order.OrderCommand.SumOrders;
import io.berth.api.order.OrderOutcome;
import io.berth.api.order.OrderOutcome.OrderList;
import io.berth.api.order.OrderOutcome.OrderSums;
import io.berth.api.order.OrderOutcome.SortedOrders;
import io.berth.api.order.OrderStatus;
import io.berth.api.totals.TotalsRange;
import io.berth.console.export.Csv;
import io.berth.console.live.LiveStreams;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Display;
import io.berth.console.page.DisplayedList;
import io.berth.console.page.GatewayClient;
import io.berth.console.page.Paging;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Lists an app's orders with the state of their callbacks, as a page and as a CSV file. */
final class OrderListPage {

  private static final int FILE_PAGE = 100;

  private static final OrderSums NO_SUMS = new OrderSums(List.of(), true);

  private static final Duration LOOK = Duration.ofSeconds(2);

  private final ConsolePages pages;
  private final GatewayClient platform;
  private final LiveStreams streams;

  OrderListPage(ConsolePages pages, GatewayClient platform, LiveStreams streams) {
    this.pages = pages;
    this.platform = platform;
    this.streams = streams;
  }

  /**
   * A page of the list.
   *
   * @param next where it continues; null where there is no more
   * @param complete whether the page is of all orders of the filter, not only the latest
   */
  private record Listed(
      List<Order> orders,
      @Nullable String next,
      @Nullable LocalDate archivedBefore,
      boolean complete) {

    static @Nullable Listed of(Outcome outcome) {
      return switch (outcome) {
        case OrderList list ->
            new Listed(
                list.orders(),
                list.next() == null ? null : list.next().toString(),
                list.archivedBefore(),
                true);
        case SortedOrders list ->
            new Listed(
                list.orders(),
                list.next() == null ? null : OrderSorting.write(list.next()),
                null,
                list.complete());
        default -> null;
      };
    }
  }

  private static SearchQuery query(ServerRequest request) {
    return SearchQuery.of(
        request, "number", "user", "coin", "status", "kind", "period", "from", "to", "ended",
        "sort", "size", "after");
  }

  private static SearchOrders search(
      SearchQuery query, Instant now, @Nullable Long after, int limit) {
    OrderSorting sorting = OrderSorting.of(query);
    return new SearchOrders(
        query.text("number"),
        query.text("user"),
        query.text("coin"),
        query.choice("status", OrderStatus.class),
        query.choice("kind", OrderCommand.Kind.class),
        query.from(now),
        query.day("to", 1),
        query.span("ended"),
        sorting.by() == null && sorting.ascending(),
        after,
        limit);
  }

  /** The command that reads the page of the query. */
  private static OrderCommand listing(SearchQuery query) {
    OrderSorting sorting = OrderSorting.of(query);
    Long after = sorting.by() == null ? query.number("after") : null;
    SearchOrders search = search(query, Instant.now(), after, query.size());
    return sorting.by() == null
        ? search
        : new SortOrders(
            search,
            sorting.by(),
            sorting.ascending(),
            OrderSorting.read(query.text("after")),
            query.size());
  }

  Mono<ServerResponse> show(ServerRequest request, Head head) {
    SearchQuery query = query(request);
    String appId = head.app().appId();
    return pages.ask(
        request,
        appId,
        listing(query),
        OrderOutcome.class,
        outcome -> {
          Listed found = Objects.requireNonNull(Listed.of(outcome));
          return Mono.zip(rounds(request, appId, found.orders()), sums(request, appId, query))
              .flatMap(
                  both ->
                      pages.render(
                          request,
                          head,
                          "orders",
                          "order/list",
                          model(request, query, found, both.getT1(), both.getT2())));
        });
  }

  /** Sums of the whole filter; empty ones where pay-service does not answer. */
  private Mono<OrderSums> sums(ServerRequest request, String appId, SearchQuery query) {
    return platform
        .ask(request, appId, new SumOrders(search(query, Instant.now(), null, 1)))
        .map(outcome -> outcome instanceof OrderSums sums ? sums : NO_SUMS);
  }

  /** Follows the list that the query finds. */
  Mono<ServerResponse> live(ServerRequest request) {
    SearchQuery query = query(request);
    String appId = request.pathVariable("appId");
    Mono<String> look =
        Mono.defer(() -> platform.ask(request, appId, listing(query)))
            .mapNotNull(Listed::of)
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
      ServerRequest request,
      SearchQuery query,
      Listed found,
      Map<Long, LatestRound> rounds,
      OrderSums sums) {
    OrderSorting sorting = OrderSorting.of(query);
    Map<String, @Nullable Object> model = new HashMap<>();
    model.put("orders", found.orders());
    model.put("rounds", rounds);
    model.put("columns", Display.of(request).columns(DisplayedList.ORDERS));
    model.put("version", LiveStreams.version(found, rounds));
    model.put("sums", sums.sums());
    model.put("compared", sums.complete() && found.complete() ? null : MOST_COMPARED);
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
    model.put("oldestFirst", sorting.by() == null && sorting.ascending());
    model.put("sorts", sorting.headers(query));
    model.put("query", query.address());
    SearchQuery start = query.without("after");
    model.put("file", query.without("after", "size").address());
    model.put(
        "paging",
        new Paging(
            query.text("after") == null ? null : start.address(),
            found.next() == null ? null : query.with("after", found.next())));
    return model;
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
