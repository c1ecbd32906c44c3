package io.berth.dialect.ones;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Subject;
import io.berth.api.order.PaymentCommand;
import io.berth.api.order.PaymentOutcome.Prepaid;
import io.berth.dialect.accesskey.AccessKeyEndpoint.RawUrl;
import io.berth.dialect.accesskey.Operation;
import io.berth.dialect.accesskey.OrderNotes;
import io.berth.dialect.accesskey.PayLink;
import io.berth.dialect.api.JsonData;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads requests that move money. */
final class OnesPaymentOperations {
  private static final int MAX_STATE = 128;

  /** Parameter of a prepayment that real clients send un-encoded in a query. */
  static final RawUrl REDIRECT_URL =
      new RawUrl(
          "redirect_url",
          Set.of(
              "trade_no",
              "coin_code",
              "amount",
              "device",
              "state",
              "redirect_url",
              "open_id",
              "scene",
              "desc",
              "domain"));

  private static final JsonData<Prepaid> PREPAID =
      JsonData.object(
          Prepaid.class,
          (json, prepaid, context) -> {
            json.writeStartObject();
            json.writeStringProperty("order_id", Long.toString(prepaid.orderId()));
            json.writeStringProperty("pay_url", PayLink.url(prepaid, context, "amount"));
            json.writeNumberProperty("expire_time", prepaid.expiresAt().getEpochSecond());
            json.writeEndObject();
          });

  static final List<Operation<?>> ALL =
      List.of(
          Operation.serverPostOrGet("pay/prepay", OnesPaymentOperations::prepay, PREPAID),
          Operation.server("pay/app2user", OnesPaymentOperations::payUser, OrderJson.ORDER),
          Operation.server("pay/refund", OnesPaymentOperations::refund, OrderJson.ORDER));

  private OnesPaymentOperations() {}

  private static Parsed<Command> prepay(Params params, Caller caller) {
    String tradeNo = params.required("trade_no", OnesShapes.TRADE_NO);
    String coin = params.required("coin_code", 1, OnesShapes.MAX_COIN_CODE);
    BigDecimal amount = params.amount("amount");
    String device = params.required("device", OnesShapes.DEVICE);
    String state = params.required("state", 1, MAX_STATE);
    String redirectUrl = params.required("redirect_url");
    String payer = params.optional("open_id", OnesShapes.MAX_OPEN_ID);
    Map<String, String> notes = OrderNotes.read(params);
    return params.read(
        () ->
            new PaymentCommand.Prepay(
                tradeNo,
                coin,
                amount,
                device,
                state,
                redirectUrl,
                payer.isEmpty() ? null : new Subject.OpenId(payer),
                notes));
  }

  private static Parsed<Command> payUser(Params params, Caller caller) {
    Subject payee = new Subject.OpenId(params.required("open_id", 1, OnesShapes.MAX_OPEN_ID));
    String tradeNo = params.required("trade_no", OnesShapes.TRADE_NO);
    String coin = params.required("coin_code", 1, OnesShapes.MAX_COIN_CODE);
    BigDecimal amount = params.amount("amount");
    Map<String, String> notes = OrderNotes.read(params);
    return params.read(
        () -> new PaymentCommand.PayUser(tradeNo, payee, coin, amount, AccountKind.COIN, notes));
  }

  private static Parsed<Command> refund(Params params, Caller caller) {
    String original = params.required("trade_no", OnesShapes.TRADE_NO);
    String refundNo = params.required("refund_no", OnesShapes.TRADE_NO);
    BigDecimal amount = params.amount("amount");
    return params.read(
        () -> new PaymentCommand.ReturnOrder(original, refundNo, null, amount, Map.of()));
  }
}
