package io.berth.console.order;

import io.berth.api.delivery.CallProblem;
import io.berth.api.delivery.CallResult;
import io.berth.api.delivery.Delivery;
import io.berth.api.delivery.DeliveryCommand.Filter;
import io.berth.api.delivery.DeliveryCommand.Position;
import io.berth.api.delivery.DeliveryCommand.SearchDeliveries;
import io.berth.api.delivery.DeliveryOutcome.Deliveries;
import io.berth.console.export.Csv;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.GatewayClient;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Writes the callbacks that the filter of the list finds as a CSV file, a page at a time. */
final class CallbackFile {

  private static final int PAGE = 100;
  private static final String HEADER =
      Csv.row(
          "delivery_id",
          "order_id",
          "trade_no",
          "state",
          "attempts",
          "created_at",
          "finished_at",
          "last_attempt_at",
          "last_http_status",
          "last_duration_ms",
          "last_problem");

  private final ConsolePages pages;
  private final GatewayClient platform;

  CallbackFile(ConsolePages pages, GatewayClient platform) {
    this.pages = pages;
    this.platform = platform;
  }

  Mono<ServerResponse> download(ServerRequest request) {
    SearchQuery query = SearchQuery.of(request, "show", "problem", "period", "attempted");
    Instant now = Instant.now();
    String appId = request.pathVariable("appId");
    return pages.ask(
        request,
        appId,
        search(query, now, null),
        Deliveries.class,
        first ->
            Csv.download(
                "callbacks.csv",
                Mono.just(first)
                    .expand(list -> next(request, appId, query, now, list))
                    .concatMapIterable(Deliveries::deliveries, 1)
                    .map(CallbackFile::row)
                    .startWith(HEADER)));
  }

  private static SearchDeliveries search(
      SearchQuery query, Instant now, @Nullable Position before) {
    return new SearchDeliveries(
        Objects.requireNonNullElse(query.choice("show", Filter.class), Filter.ALL),
        query.choice("problem", CallProblem.class),
        query.from(now),
        query.span("attempted"),
        false,
        before,
        PAGE);
  }

  private Mono<Deliveries> next(
      ServerRequest request, String appId, SearchQuery query, Instant now, Deliveries list) {
    return list.next() == null
        ? Mono.empty()
        : platform.expect(request, appId, search(query, now, list.next()), Deliveries.class);
  }

  private static String row(Delivery delivery) {
    Delivery.Attempt last = delivery.attempts().isEmpty() ? null : delivery.attempts().getFirst();
    CallResult result = last == null ? null : last.result();
    return Csv.row(
        delivery.id(),
        delivery.orderId(),
        delivery.tradeNo(),
        delivery.state(),
        delivery.made(),
        delivery.createdAt(),
        delivery.finishedAt(),
        last == null ? null : last.startedAt(),
        result == null ? null : result.httpStatus(),
        result == null ? null : result.durationMillis(),
        result == null ? null : result.problem());
  }
}
