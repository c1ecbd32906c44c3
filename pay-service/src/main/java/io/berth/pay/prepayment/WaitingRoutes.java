package io.berth.pay.prepayment;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.order.Order;
import io.berth.api.order.OrderStatus;
import io.berth.api.order.PaymentOutcome.OrderFound;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.pay.access.AppNames;
import io.berth.pay.access.Refused;
import io.berth.pay.order.Orders;
import io.berth.pay.order.StoredOrder;
import io.berth.service.caller.Callers;
import io.berth.service.page.Languages;
import io.berth.service.page.Pages;
import io.berth.service.page.SignIn;
import io.berth.service.sql.DatabaseClock;
import io.berth.service.wakeup.WakeUp;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code /account/payments/waiting}: payments that wait for the user's confirmation. */
@Configuration(proxyBeanMethods = false)
class WaitingRoutes {
  private static final Logger log = LoggerFactory.getLogger(WaitingRoutes.class);
  private static final String LIST = "/account/payments/waiting";
  private static final Set<String> DONE = Set.of("declined", "ended");

  private final WaitingPayments waiting;
  private final PrepaymentConfirmation confirmation;
  private final Orders orders;
  private final WakeUp wakeUp;
  private final Apps apps;
  private final DatabaseClock clock;
  private final Pages pages;

  WaitingRoutes(
      WaitingPayments waiting,
      PrepaymentConfirmation confirmation,
      Orders orders,
      WakeUp wakeUp,
      Apps apps,
      DatabaseClock clock,
      Pages pages) {
    this.waiting = waiting;
    this.confirmation = confirmation;
    this.orders = orders;
    this.wakeUp = wakeUp;
    this.apps = apps;
    this.clock = clock;
    this.pages = pages;
  }

  /** Before the page of one payment, whose path would match as well. */
  @Bean
  @org.springframework.core.annotation.Order(0)
  RouterFunction<ServerResponse> waitingRoute() {
    return RouterFunctions.route()
        .GET(LIST, request -> SignIn.require(request, uid -> list(request, uid, Map.of())))
        .POST(
            LIST,
            request ->
                SignIn.require(
                    request, uid -> pages.form(request, form -> decide(request, uid, form))))
        .build();
  }

  /**
   * A payment as the page shows it.
   *
   * @param left until it can no longer be paid
   */
  record Waiting(long id, String app, String tradeNo, String amount, String coin, Duration left) {}

  /**
   * @param more for the model: what is wrong with which payment
   */
  private Mono<ServerResponse> list(ServerRequest request, long uid, Map<String, ?> more) {
    return waiting
        .of(uid)
        .map(stored -> shown(request, stored))
        .collectList()
        .flatMap(
            found -> {
              Map<String, Object> model = new HashMap<>(more);
              model.put("payments", found);
              request
                  .queryParam("done")
                  .filter(DONE::contains)
                  .ifPresent(done -> model.put("done", "waiting.done." + done));
              return pages.render(request, "waiting", model);
            });
  }

  private Waiting shown(ServerRequest request, StoredOrder stored) {
    Order order = stored.order();
    App app = Objects.requireNonNull(apps.find(order.appId()));
    Duration left =
        Duration.between(clock.instant(), Objects.requireNonNull(stored.prepayment()).expiresAt());
    return new Waiting(
        order.id(),
        AppNames.in(app.profile().name(), Languages.of(request.exchange()), app.publicId()),
        order.tradeNo(),
        order.amount().toPlainString(),
        order.coin().toUpperCase(Locale.ROOT),
        left.isNegative() ? Duration.ZERO : left);
  }

  private Mono<ServerResponse> decide(
      ServerRequest request, long uid, MultiValueMap<String, String> form) {
    String id = text(form, "order");
    return Mono.justOrEmpty(id.matches("\\d{1,18}") ? Long.valueOf(id) : null)
        .flatMap(number -> waiting.find(uid, number))
        .flatMap(
            stored ->
                text(form, "decision").equals("decline")
                    ? decline(request, stored.order())
                    : pay(request, uid, stored, text(form, "pay_password")))
        .switchIfEmpty(Mono.defer(() -> seeOther(LIST + "?done=ended")));
  }

  private Mono<ServerResponse> decline(ServerRequest request, Order order) {
    return orders
        .cancel(order.id(), Callers.of(request).requestId())
        .doOnNext(_ -> wakeUp.signal())
        .flatMap(
            status ->
                seeOther(
                    LIST + "?done=" + (status == OrderStatus.CANCELLED ? "declined" : "ended")));
  }

  private Mono<ServerResponse> pay(
      ServerRequest request, long uid, StoredOrder stored, String payPassword) {
    Order order = stored.order();
    return confirmation
        .confirm(stored, uid, payPassword, Callers.of(request))
        .onErrorResume(Refused.class, refused -> Mono.just(refused.refusal()))
        .map(WaitingRoutes::problem)
        .onErrorResume(
            failure -> {
              log.error("whether order {} was paid is not known", order.id(), failure);
              return Mono.just("pay.problem.unknown");
            })
        .flatMap(
            problem ->
                problem.isEmpty()
                    ? seeOther("/account/payments/" + order.id())
                    : list(request, uid, Map.of("problem", problem, "problemOf", order.id())));
  }

  /** Key of a message; empty where it was paid. */
  private static String problem(Outcome outcome) {
    return switch (outcome) {
      case OrderFound _ -> "";
      case Outcome.Refusal(ErrorCode code, _) ->
          switch (code) {
            case PAY_PASSWORD_WRONG -> "pay.problem.password";
            case PAY_PASSWORD_UNSET -> "pay.problem.password-unset";
            case BALANCE_TOO_LOW -> "waiting.problem.balance";
            case PAYING_FROZEN -> "pay.problem.frozen";
            case FROZEN_AFTER_FIRST_DEPOSIT -> "pay.problem.frozen-after-deposit";
            case FROZEN_AFTER_PAY_PASSWORD_CHANGE -> "pay.problem.frozen-after-change";
            case TOO_FREQUENT -> "pay.problem.too-frequent";
            case ORDER_EXPIRED, ORDER_FINISHED -> "waiting.done.ended";
            default -> "pay.problem.unavailable";
          };
      case Outcome.Success other -> throw new IllegalStateException("paying answers " + other);
    };
  }

  private static Mono<ServerResponse> seeOther(String location) {
    return ServerResponse.seeOther(URI.create(location)).build();
  }

  private static String text(MultiValueMap<String, String> form, String name) {
    return Objects.requireNonNullElse(form.getFirst(name), "");
  }
}
