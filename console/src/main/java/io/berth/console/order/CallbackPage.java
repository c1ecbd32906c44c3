package io.berth.console.order;

import io.berth.api.Permission;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.delivery.CallProblem;
import io.berth.api.delivery.DeliveryCommand.Filter;
import io.berth.api.delivery.DeliveryCommand.Position;
import io.berth.api.delivery.DeliveryCommand.ReadCallbackOverview;
import io.berth.api.delivery.DeliveryCommand.ResendCallbacks;
import io.berth.api.delivery.DeliveryCommand.ResendFailed;
import io.berth.api.delivery.DeliveryCommand.SearchDeliveries;
import io.berth.api.delivery.DeliveryCommand.SendTestCallback;
import io.berth.api.delivery.DeliveryOutcome.Deliveries;
import io.berth.api.delivery.DeliveryOutcome.Overview;
import io.berth.api.delivery.DeliveryOutcome.Resent;
import io.berth.api.delivery.DeliveryOutcome.Tried;
import io.berth.api.totals.TotalsRange;
import io.berth.console.live.LiveStreams;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Display;
import io.berth.console.page.DisplayedList;
import io.berth.console.page.Form;
import io.berth.console.page.FormResult;
import io.berth.console.page.GatewayClient;
import io.berth.console.page.PageView;
import io.berth.console.page.Paging;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows an app's callbacks and failures, resends them and sends test callbacks. */
final class CallbackPage {

  private static final Duration LOOK = Duration.ofSeconds(2);

  private final ConsolePages pages;
  private final GatewayClient platform;
  private final LiveStreams streams;

  CallbackPage(ConsolePages pages, GatewayClient platform, LiveStreams streams) {
    this.pages = pages;
    this.platform = platform;
    this.streams = streams;
  }

  Mono<ServerResponse> show(ServerRequest request) {
    return pages.app(request, head -> show(request, head, Map.of(), Map.of()));
  }

  private Mono<ServerResponse> show(
      ServerRequest request, Head head, Map<String, ?> beside, Map<String, String> problems) {
    SearchQuery query = query(request);
    Filter filter = filter(query);
    String appId = head.app().appId();
    return pages.ask(
        request,
        appId,
        new ReadCallbackOverview(),
        Overview.class,
        overview ->
            pages.ask(
                request,
                appId,
                search(query),
                Deliveries.class,
                list -> {
                  Map<String, @Nullable Object> model = new HashMap<>(beside);
                  model.put("overview", overview);
                  model.put("deliveries", list.deliveries());
                  model.put("filter", filter);
                  model.put("filters", Filter.values());
                  model.put("asked", query.values());
                  model.put("attempted", query.span("attempted"));
                  model.put("allTimes", query.without("attempted", "order", "delivery").address());
                  model.put("file", query.without("sort", "order", "delivery", "size").address());
                  model.put("oldestFirst", oldestFirst(query));
                  model.put(
                      "sort",
                      query
                          .without("order", "delivery")
                          .with("sort", oldestFirst(query) ? "latest" : "oldest"));
                  model.put("callProblems", CallProblem.values());
                  model.put("periods", TotalsRange.values());
                  model.put("sizes", SearchQuery.SIZES);
                  model.put("size", query.size());
                  model.put("columns", Display.of(request).columns(DisplayedList.CALLBACKS));
                  model.put("query", query.address());
                  model.put("version", LiveStreams.version(overview, list));
                  model.put("paging", paging(query, list.next()));
                  model.put("resent", query.number("resent"));
                  model.put("skipped", query.number("skipped"));
                  model.put("more", query.number("more"));
                  model.put("maySend", head.allows(Permission.CALLBACKS_WRITE));
                  return problems.isEmpty()
                      ? pages.render(request, head, "callbacks", "order/callbacks", model)
                      : pages.renderAgain(
                          request,
                          new PageView(head, "callbacks", "order/callbacks", model),
                          problems);
                }));
  }

  private static SearchQuery query(ServerRequest request) {
    return SearchQuery.of(
        request,
        "show",
        "problem",
        "period",
        "attempted",
        "sort",
        "order",
        "delivery",
        "size",
        "resent",
        "skipped",
        "more");
  }

  private static Filter filter(SearchQuery query) {
    return Objects.requireNonNullElse(query.choice("show", Filter.class), Filter.ALL);
  }

  private static boolean oldestFirst(SearchQuery query) {
    return "oldest".equals(query.text("sort"));
  }

  private static SearchDeliveries search(SearchQuery query) {
    Long order = query.number("order");
    Long delivery = query.number("delivery");
    return new SearchDeliveries(
        filter(query),
        query.choice("problem", CallProblem.class),
        query.from(Instant.now()),
        query.span("attempted"),
        oldestFirst(query),
        order == null || delivery == null ? null : new Position(order, delivery),
        query.size());
  }

  /** Follows the figures and the list that the query finds. */
  Mono<ServerResponse> live(ServerRequest request) {
    SearchQuery query = query(request);
    String appId = request.pathVariable("appId");
    Mono<String> look =
        Mono.zip(
                Mono.defer(() -> platform.ask(request, appId, new ReadCallbackOverview()))
                    .ofType(Overview.class),
                Mono.defer(() -> platform.ask(request, appId, search(query)))
                    .ofType(Deliveries.class))
            .map(both -> LiveStreams.version(both.getT1(), both.getT2()));
    return streams.open(request, LOOK, look);
  }

  private static Paging paging(SearchQuery query, @Nullable Position next) {
    if (next == null) {
      return new Paging(null, null);
    }
    String address =
        query
            .without("order", "delivery", "resent", "skipped", "more")
            .with("order", next.orderId());
    return new Paging(null, address + "&delivery=" + next.deliveryId());
  }

  Mono<ServerResponse> resend(ServerRequest request, Form form) {
    List<Long> orders =
        form.all("order").stream()
            .filter(text -> text.matches("[0-9]{1,18}"))
            .map(Long::valueOf)
            .toList();
    return orders.isEmpty()
        ? pages.done(address(request), "callbacks.none-chosen")
        : pages.ask(
            request,
            request.pathVariable("appId"),
            new ResendCallbacks(orders),
            Resent.class,
            resent -> resent(request, resent));
  }

  Mono<ServerResponse> resendFailed(ServerRequest request, Form form) {
    Duration back =
        switch (form.text("since")) {
          case "hour" -> Duration.ofHours(1);
          case "week" -> Duration.ofDays(7);
          case "month" -> Duration.ofDays(30);
          default -> Duration.ofDays(1);
        };
    return pages.ask(
        request,
        request.pathVariable("appId"),
        new ResendFailed(Instant.now().minus(back)),
        Resent.class,
        resent -> resent(request, resent));
  }

  private static Mono<ServerResponse> resent(ServerRequest request, Resent resent) {
    return ServerResponse.seeOther(
            URI.create(
                address(request)
                    + "?resent="
                    + resent.rounds()
                    + "&skipped="
                    + resent.skipped()
                    + (resent.more() ? "&more=1" : "")))
        .build();
  }

  /** Sends a test callback and shows its result, which is not stored. */
  Mono<ServerResponse> test(ServerRequest request, Form form) {
    String url = form.text("url");
    return pages.app(
        request,
        head ->
            pages.submit(
                request,
                head.app().appId(),
                new SendTestCallback(url.isEmpty() ? null : url),
                FormResult.of(
                    Tried.class,
                    tried -> show(request, head, tested(tried, url), Map.of()),
                    problems -> show(request, head, Map.of("url", url), problems))));
  }

  private static Map<String, ?> tested(Tried tried, String url) {
    return url.isEmpty() ? Map.of("tried", tried) : Map.of("tried", tried, "url", url);
  }

  private static String address(ServerRequest request) {
    return "/console/apps/" + request.pathVariable("appId") + "/callbacks";
  }
}
