package io.berth.dialect.ones;

import static io.berth.dialect.accesskey.AccessKeyParameters.COIN_CODE;
import static io.berth.dialect.accesskey.AccessKeyParameters.DEVICE;
import static io.berth.dialect.accesskey.AccessKeyParameters.DOMAIN;
import static io.berth.dialect.accesskey.AccessKeyParameters.NEW_TRADE_NO;
import static io.berth.dialect.accesskey.AccessKeyParameters.NOTES;
import static io.berth.dialect.accesskey.AccessKeyParameters.OPEN_ID;
import static io.berth.dialect.accesskey.AccessKeyParameters.PREPAY_STATE;
import static io.berth.dialect.accesskey.AccessKeyParameters.REDIRECT_URL;
import static io.berth.dialect.accesskey.AccessKeyParameters.TRADE_NO;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Subject;
import io.berth.api.order.PaymentCommand;
import io.berth.api.order.PaymentOutcome.Prepaid;
import io.berth.dialect.accesskey.AccessKeyParameters;
import io.berth.dialect.accesskey.Operation;
import io.berth.dialect.accesskey.PayLink;
import io.berth.dialect.api.JsonData;
import io.berth.dialect.parameter.Declaration;
import io.berth.dialect.parameter.Parameter.Amount;
import io.berth.dialect.parameter.Parameter.Text;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Reads requests that move money. */
final class OnesPaymentOperations {
  private static final Amount AMOUNT = AccessKeyParameters.amount("amount");
  private static final Text PAYER_DEVICE =
      Text.required("device", OnesShapes.DEVICE, "Device that the user pays on: h5app, ios12");
  private static final Text PAYER =
      Text.optional(
          "open_id", OnesShapes.MAX_OPEN_ID, "Only this user may pay; anybody without it");
  private static final Text REFUND_NO =
      AccessKeyParameters.numberOf(
              "refund_no", "The merchant's own number of the refund, unique like a trade_no")
          .asFresh();

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
          Operation.serverPostOrGet(
              Declaration.of(
                  "pay/prepay",
                  "Makes an order for the user to pay on the pay page.",
                  NEW_TRADE_NO,
                  COIN_CODE,
                  AMOUNT,
                  PAYER_DEVICE,
                  PREPAY_STATE,
                  REDIRECT_URL,
                  PAYER,
                  NOTES,
                  DOMAIN),
              OnesPaymentOperations::prepay,
              PREPAID),
          Operation.server(
              Declaration.of(
                  "pay/app2user",
                  "Pays from the app's account to a user's.",
                  OPEN_ID,
                  NEW_TRADE_NO,
                  COIN_CODE,
                  AMOUNT,
                  NOTES,
                  DEVICE),
              OnesPaymentOperations::payUser,
              OrderJson.ORDER),
          Operation.server(
              Declaration.of(
                  "pay/refund",
                  "Gives all or a part of a paid order back to its payer.",
                  TRADE_NO,
                  REFUND_NO,
                  AMOUNT),
              OnesPaymentOperations::refund,
              OrderJson.ORDER));

  private OnesPaymentOperations() {}

  private static Parsed<Command> prepay(Params params, Caller caller) {
    String tradeNo = NEW_TRADE_NO.read(params);
    String coin = COIN_CODE.read(params);
    BigDecimal amount = AMOUNT.read(params);
    String device = PAYER_DEVICE.read(params);
    String state = PREPAY_STATE.read(params);
    String redirectUrl = REDIRECT_URL.read(params);
    String payer = PAYER.read(params);
    Map<String, String> notes = NOTES.read(params);
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
    Subject payee = new Subject.OpenId(OPEN_ID.read(params));
    String tradeNo = NEW_TRADE_NO.read(params);
    String coin = COIN_CODE.read(params);
    BigDecimal amount = AMOUNT.read(params);
    Map<String, String> notes = NOTES.read(params);
    return params.read(
        () -> new PaymentCommand.PayUser(tradeNo, payee, coin, amount, AccountKind.COIN, notes));
  }

  private static Parsed<Command> refund(Params params, Caller caller) {
    String original = TRADE_NO.read(params);
    String refundNo = REFUND_NO.read(params);
    BigDecimal amount = AMOUNT.read(params);
    return params.read(
        () -> new PaymentCommand.ReturnOrder(original, refundNo, null, amount, Map.of()));
  }
}
