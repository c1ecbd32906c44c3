package io.berth.console.order;

import io.berth.api.Permission;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.delivery.DeliveryCommand.ReadDeliveries;
import io.berth.api.delivery.DeliveryCommand.ResendCallbacks;
import io.berth.api.delivery.DeliveryOutcome.Deliveries;
import io.berth.api.delivery.DeliveryOutcome.Resent;
import io.berth.api.dispute.DisputeCommand.ReadOrderDisputes;
import io.berth.api.dispute.DisputeOutcome.DisputeList;
import io.berth.api.order.OrderCommand.ReadOrderLife;
import io.berth.api.order.OrderOutcome;
import io.berth.api.order.OrderOutcome.OrderArchived;
import io.berth.api.order.OrderOutcome.OrderLife;
import io.berth.console.live.LiveStreams;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.GatewayClient;
import io.berth.console.place.Place;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
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

  private static final String ORDERS = "/console/apps/{appId}/orders";
  private static final String ORDER = ORDERS + "/{orderId}";

  @Bean
  RouterFunction<ServerResponse> orders(
      ConsolePages pages, GatewayClient platform, LiveStreams streams) {
    OrderListPage list = new OrderListPage(pages, platform, streams);
    return RouterFunctions.route()
        .GET(ORDERS, request -> pages.app(request, head -> list.show(request, head)))
        .GET(ORDERS + ".csv", list::file)
        .GET(ORDERS + "/live", list::live)
        .GET(ORDER, request -> pages.app(request, head -> life(pages, request, head)))
        .POST(ORDER + "/resend", request -> pages.form(request, _ -> resend(pages, request)))
        .build();
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
            OrderOutcome.class,
            found ->
                found instanceof OrderLife life
                    ? life(pages, request, head, life)
                    : found instanceof OrderArchived(LocalDate before)
                        ? pages.render(
                            request,
                            head,
                            "orders",
                            "order/archived",
                            Map.of("id", id, "before", before))
                        : pages.error(request, HttpStatus.NOT_FOUND));
  }

  private static Mono<ServerResponse> life(
      ConsolePages pages, ServerRequest request, Head head, OrderLife life) {
    String appId = head.app().appId();
    long id = life.order().id();
    return pages.ask(
        request,
        appId,
        new ReadDeliveries(id),
        Deliveries.class,
        deliveries ->
            pages.ask(
                request,
                appId,
                new ReadOrderDisputes(id),
                DisputeList.class,
                disputes -> life(pages, request, head, life, new Around(deliveries, disputes))));
  }

  /** Callbacks and disputes of an order. */
  private record Around(Deliveries deliveries, DisputeList disputes) {}

  private static Mono<ServerResponse> life(
      ConsolePages pages, ServerRequest request, Head head, OrderLife life, Around around) {
    Deliveries deliveries = around.deliveries();
    Timeline timeline = new Timeline(life, deliveries.deliveries(), Instant.now());
    Map<String, @Nullable Object> model = new HashMap<>();
    model.put(
        ConsolePages.PLACE,
        Place.order(head.app().appId(), life.order().id(), life.order().tradeNo()));
    model.put("life", life);
    model.put("order", life.order());
    model.put("events", timeline.events());
    model.put("poll", timeline.poll());
    model.put("disputes", around.disputes().disputes());
    model.put("hasCallbacks", !deliveries.deliveries().isEmpty());
    BigDecimal rest = life.refundable();
    model.put("mayRefund", rest != null && rest.signum() > 0 && head.allows(Permission.REFUND));
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
