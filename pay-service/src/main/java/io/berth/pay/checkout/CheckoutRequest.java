package io.berth.pay.checkout;

import io.berth.api.Caller;
import io.berth.api.order.Order;
import io.berth.dialect.api.App;
import io.berth.dialect.page.PaymentFlow;
import io.berth.pay.order.StoredOrder;
import io.berth.pay.order.StoredOrder.Prepayment;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * A request to the pay page with a valid link.
 *
 * @param path of the page, without {@code /code}
 * @param flow of the app's dialect
 */
record CheckoutRequest(
    ServerRequest request,
    Caller caller,
    String path,
    Order order,
    Prepayment prepayment,
    App app,
    PaymentFlow flow) {

  /** The same with the order as it has become. */
  CheckoutRequest at(StoredOrder stored) {
    return new CheckoutRequest(request, caller, path, stored.order(), prepayment, app, flow);
  }

  /** Address to which the payer returns. */
  String returnUrl() {
    return flow.redirect(order, prepayment.redirectUrl(), prepayment.state());
  }

  /** The page's own address; the pay code is in its query. */
  String self() {
    return path + "?" + request.uri().getRawQuery();
  }

  String codeAddress() {
    return path + (path.endsWith("/") ? "code?" : "/code?") + request.uri().getRawQuery();
  }
}
