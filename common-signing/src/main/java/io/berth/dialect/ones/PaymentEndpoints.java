package io.berth.dialect.ones;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Subject;
import io.berth.api.order.PaymentCommand;
import io.berth.api.order.PaymentOutcome.Prepaid;
import io.berth.dialect.accesskey.AccessKeyEndpoint;
import io.berth.dialect.api.JsonData;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code protocols/ones.md}: what moves money. */
record PaymentEndpoints(OnesEndpoints endpoints) {
  private static final int MAX_NOTE = 99;
  private static final int MAX_STATE = 128;
  private static final Set<String> PREPAY_NAMES =
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
          "domain");

  private static final JsonData<Prepaid> PREPAID =
      JsonData.object(
          Prepaid.class,
          (json, prepaid, context) -> {
            json.writeStartObject();
            json.writeStringProperty("order_id", Long.toString(prepaid.orderId()));
            json.writeStringProperty("pay_url", OnesPayment.payUrl(prepaid, context));
            json.writeNumberProperty("expire_time", prepaid.expiresAt().getEpochSecond());
            json.writeEndObject();
          });

  List<AccessKeyEndpoint<?>> all() {
    return List.of(
        endpoints.postOrGet(
            "pay/prepay", PaymentEndpoints::prepay, PREPAID, "redirect_url", PREPAY_NAMES),
        endpoints.post("pay/app2user", PaymentEndpoints::payUser, OrderJson.ORDER),
        endpoints.post("pay/refund", PaymentEndpoints::refund, OrderJson.ORDER));
  }

  private static Parsed<Command> prepay(Params params, Caller caller) {
    String tradeNo = params.required("trade_no", OnesShapes.TRADE_NO);
    String coin = params.required("coin_code", 1, OnesShapes.MAX_COIN_CODE);
    BigDecimal amount = params.amount("amount");
    String device = params.required("device", OnesShapes.DEVICE);
    String state = params.required("state", 1, MAX_STATE);
    String redirectUrl = params.required("redirect_url");
    String payer = params.optional("open_id", OnesShapes.MAX_OPEN_ID);
    Map<String, String> notes = notes(params);
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
    Map<String, String> notes = notes(params);
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

  private static Map<String, String> notes(Params params) {
    Map<String, String> notes = new HashMap<>();
    for (String name : List.of("scene", "desc")) {
      String value = params.optional(name, MAX_NOTE);
      if (!value.isEmpty()) {
        notes.put(name, value);
      }
    }
    return notes;
  }
}
