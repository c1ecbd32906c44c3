package io.berth.console.order;

import io.berth.api.Permission;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.delivery.DeliveryCommand.ReadDeliveries;
import io.berth.api.delivery.DeliveryCommand.ResendCallbacks;
import io.berth.api.delivery.DeliveryOutcome.Deliveries;
import io.berth.api.delivery.DeliveryOutcome.Resent;
import io.berth.api.order.OrderCommand;
import io.berth.api.order.OrderCommand.ReadOrderLife;
import io.berth.api.order.OrderCommand.SearchOrders;
import io.berth.api.order.OrderOutcome.OrderLife;
import io.berth.api.order.OrderOutcome.OrderList;
import io.berth.api.order.OrderStatus;
import io.berth.api.totals.TotalsRange;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Paging;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Searches orders, and shows the history of one order. */
@Configuration(proxyBeanMethods = false)
class OrderRoutes {

  private static final int PAGE = 25;
  private static final String ORDERS = "/console/apps/{appId}/orders";
  private static final String ORDER = ORDERS + "/{orderId}";

  @Bean
  RouterFunction<ServerResponse> orders(ConsolePages pages) {
    return RouterFunctions.route()
        .GET(ORDERS, request -> pages.app(request, head -> list(pages, request, head)))
        .GET(ORDER, request -> pages.app(request, head -> life(pages, request, head)))
        .POST(ORDER + "/resend", request -> pages.form(request, _ -> resend(pages, request)))
        .build();
  }

  private static Mono<ServerResponse> list(ConsolePages pages, ServerRequest request, Head head) {
    SearchQuery query =
        SearchQuery.of(
            request, "number", "user", "coin", "status", "kind", "period", "from", "to", "before");
    SearchOrders search =
        new SearchOrders(
            query.text("number"),
            query.text("user"),
            query.text("coin"),
            query.choice("status", OrderStatus.class),
            query.choice("kind", OrderCommand.Kind.class),
            query.from(Instant.now()),
            query.day("to", 1),
            query.number("before"),
            PAGE);
    return pages.ask(
        request,
        head.app().appId(),
        search,
        OrderList.class,
        found -> {
          Map<String, @Nullable Object> model = new HashMap<>();
          model.put("orders", found.orders());
          model.put("asked", query.values());
          model.put("more", found.before() != null);
          model.put("statuses", OrderStatus.values());
          model.put("kinds", OrderCommand.Kind.values());
          model.put("periods", TotalsRange.values());
          model.put(
              "paging",
              new Paging(
                  null, found.before() == null ? null : query.with("before", found.before())));
          return pages.render(request, head, "orders", "order/list", model);
        });
  }

  private static Mono<ServerResponse> life(ConsolePages pages, ServerRequest request, Head head) {
    Long id = id(request);
    String appId = head.app().appId();
    return id == null
        ? pages.error(request, HttpStatus.NOT_FOUND)
        : pages.ask(
            request,
            appId,
            new ReadOrderLife(id),
            OrderLife.class,
            life ->
                pages.ask(
                    request,
                    appId,
                    new ReadDeliveries(id),
                    Deliveries.class,
                    deliveries -> life(pages, request, head, life, deliveries)));
  }

  private static Mono<ServerResponse> life(
      ConsolePages pages, ServerRequest request, Head head, OrderLife life, Deliveries deliveries) {
    Timeline timeline = new Timeline(life, deliveries.deliveries(), Instant.now());
    Map<String, @Nullable Object> model = new HashMap<>();
    model.put("life", life);
    model.put("order", life.order());
    model.put("events", timeline.events());
    model.put("poll", timeline.poll());
    model.put("hasCallbacks", !deliveries.deliveries().isEmpty());
    model.put("maySend", head.allows(Permission.CALLBACKS_WRITE));
    return pages.render(request, head, "orders", "order/life", model);
  }

  private static Mono<ServerResponse> resend(ConsolePages pages, ServerRequest request) {
    Long id = id(request);
    String appId = request.pathVariable("appId");
    return id == null
        ? pages.error(request, HttpStatus.NOT_FOUND)
        : pages.ask(
            request,
            appId,
            new ResendCallbacks(List.of(id)),
            Resent.class,
            resent ->
                pages.done(
                    "/console/apps/" + appId + "/orders/" + id,
                    resent.rounds() > 0 ? "callbacks.resent" : "callbacks.not-resent"));
  }

  private static @Nullable Long id(ServerRequest request) {
    try {
      return Long.valueOf(request.pathVariable("orderId"));
    } catch (NumberFormatException unreadable) {
      return null;
    }
  }
}
