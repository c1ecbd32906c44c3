package io.berth.console.order;

import io.berth.api.Outcome.Invalid;
import io.berth.api.Permission;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.order.OrderCommand;
import io.berth.api.order.OrderCommand.ReadOrderLife;
import io.berth.api.order.OrderCommand.RefundOrder;
import io.berth.api.order.OrderOutcome;
import io.berth.api.order.OrderOutcome.OrderLife;
import io.berth.api.order.OrderOutcome.Refunded;
import io.berth.console.page.Amount;
import io.berth.console.page.ConsolePages;
import io.berth.console.page.Form;
import io.berth.console.page.FormResult;
import io.berth.console.page.PageView;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Refunds a payment, wholly or in part, after a form that says what is left of it. */
@Configuration(proxyBeanMethods = false)
class RefundRoutes {
  private static final int RANDOM_DIGITS = 8;

  private final ConsolePages pages;

  RefundRoutes(ConsolePages pages) {
    this.pages = pages;
  }

  @Bean
  RouterFunction<ServerResponse> refunds() {
    String path = "/console/apps/{appId}/orders/{orderId:[0-9]{1,18}}/refund";
    return RouterFunctions.route()
        .GET(path, request -> ask(request, newNumber(request), Map.of()))
        .POST(path, request -> pages.form(request, form -> refund(request, form)))
        .build();
  }

  private Mono<ServerResponse> ask(
      ServerRequest request, String number, Map<String, String> problems) {
    return pages.app(
        request,
        head ->
            head.allows(Permission.REFUND)
                ? pages.ask(
                    request,
                    head.app().appId(),
                    new ReadOrderLife(orderId(request)),
                    OrderOutcome.class,
                    found ->
                        found instanceof OrderLife life
                            ? show(request, head, life, number, problems)
                            : pages.error(request, HttpStatus.NOT_FOUND))
                : pages.error(request, HttpStatus.FORBIDDEN));
  }

  private Mono<ServerResponse> show(
      ServerRequest request,
      Head head,
      OrderLife life,
      String number,
      Map<String, String> problems) {
    BigDecimal rest = life.refundable();
    if (rest == null) {
      return pages.error(request, HttpStatus.NOT_FOUND);
    }
    Map<String, Object> model = Map.of("order", life.order(), "rest", rest, "number", number);
    return problems.isEmpty()
        ? pages.render(request, head, "orders", "order/refund", model)
        : pages.renderAgain(request, new PageView(head, "orders", "order/refund", model), problems);
  }

  private Mono<ServerResponse> refund(ServerRequest request, Form form) {
    String number = form.text("number");
    BigDecimal amount = Amount.read(form.text("amount"));
    if (amount == null) {
      return ask(request, number, pages.problems(request, Invalid.of("amount", "malformed")));
    }
    String appId = request.pathVariable("appId");
    return pages.submit(
        request,
        appId,
        new RefundOrder(orderId(request), number, amount, form.text("reason")),
        FormResult.of(
            Refunded.class,
            _ -> pages.done("/console/apps/" + appId + "/orders/" + orderId(request), "refunded"),
            problems -> ask(request, number, problems)));
  }

  /** Sent twice, a form refunds once. */
  private static String newNumber(ServerRequest request) {
    return OrderCommand.refundNumber(orderId(request))
        + UUID.randomUUID().toString().substring(0, RANDOM_DIGITS);
  }

  private static long orderId(ServerRequest request) {
    return Long.parseLong(request.pathVariable("orderId"));
  }
}
