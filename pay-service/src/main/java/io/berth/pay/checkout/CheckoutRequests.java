package io.berth.pay.checkout;

import io.berth.api.Realm;
import io.berth.api.order.OrderStatus;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.dialect.page.PaymentFlow;
import io.berth.pay.order.Orders;
import io.berth.pay.order.StoredOrder;
import io.berth.pay.order.StoredOrder.Prepayment;
import io.berth.pay.prepayment.PayCodes;
import io.berth.service.caller.Callers;
import io.berth.service.sql.DatabaseClock;
import io.berth.service.wakeup.WakeUp;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds the order that a link of the pay page is for. */
@Component
class CheckoutRequests {

  private final Dialects dialects;
  private final Apps apps;
  private final PayCodes codes;
  private final Orders orders;
  private final WakeUp wakeUp;
  private final DatabaseClock clock;

  CheckoutRequests(
      Dialects dialects,
      Apps apps,
      PayCodes codes,
      Orders orders,
      WakeUp wakeUp,
      DatabaseClock clock) {
    this.dialects = dialects;
    this.apps = apps;
    this.codes = codes;
    this.orders = orders;
    this.wakeUp = wakeUp;
    this.clock = clock;
  }

  /**
   * Empty for a link that was never given out.
   *
   * @param path of the page
   */
  Mono<CheckoutRequest> find(ServerRequest request, String path) {
    String query = request.uri().getRawQuery();
    if (query == null) {
      return Mono.empty();
    }
    return Flux.fromIterable(dialects.withPage(path))
        .concatMap(dialect -> find(request, path, query, dialect))
        .next();
  }

  private Mono<CheckoutRequest> find(
      ServerRequest request, String path, String query, Dialect dialect) {
    PaymentFlow flow = dialect.pages().payment();
    String code = flow == null ? null : flow.payCode(query);
    if (flow == null || code == null) {
      return Mono.empty();
    }
    return codes
        .orderId(code)
        .flatMap(this::current)
        .flatMap(
            stored -> {
              App app = apps.find(stored.order().appId());
              Prepayment prepayment = stored.prepayment();
              return app == null
                      || prepayment == null
                      || !app.dialect().equals(dialect.id())
                      || Realm.of(app.appId()) != Callers.of(request).realm()
                  ? Mono.empty()
                  : Mono.just(
                      new CheckoutRequest(
                          request,
                          Callers.of(request),
                          path,
                          stored.order(),
                          prepayment,
                          app,
                          flow));
            });
  }

  /** Expires an overdue order when its page is opened, if it has not expired before. */
  private Mono<StoredOrder> current(long orderId) {
    return orders
        .byId(orderId)
        .flatMap(stored -> isOver(stored) ? expire(orderId) : Mono.just(stored));
  }

  private boolean isOver(StoredOrder stored) {
    Prepayment prepayment = stored.prepayment();
    return stored.order().status() == OrderStatus.PENDING
        && prepayment != null
        && !prepayment.expiresAt().isAfter(clock.instant());
  }

  private Mono<StoredOrder> expire(long orderId) {
    return orders.expire(orderId, "checkout").then(orders.byId(orderId));
  }

  /** Cancels the order, and reads it again: it may have ended otherwise. */
  Mono<CheckoutRequest> cancel(CheckoutRequest request) {
    return orders
        .cancel(request.order().id(), request.caller().requestId())
        .doOnNext(status -> wakeUp.signal())
        .then(again(request));
  }

  /** The same request with the order as it is now. */
  Mono<CheckoutRequest> again(CheckoutRequest checkout) {
    return current(checkout.order().id()).map(checkout::at);
  }
}
