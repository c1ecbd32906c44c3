package io.berth.dialect.dragonex;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Subject;
import io.berth.api.order.PaymentCommand;
import io.berth.api.order.PaymentOutcome.Prepaid;
import io.berth.dialect.accesskey.AccessKeyEndpoint;
import io.berth.dialect.api.JsonData;
import io.berth.dialect.parameter.Alternatives;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code protocols/dragonex.md}, Pay: what moves money. */
record PaymentEndpoints(DragonexEndpoints endpoints) {
  private static final int MAX_COIN_CODE = 32;
  private static final int MAX_PAY_TOKEN = 64;
  private static final int MAX_NOTE = 99;
  private static final int MAX_PREPAY_STATE = 128;

  private static final JsonData<Prepaid> PREPAID =
      JsonData.object(
          Prepaid.class,
          (json, prepaid, context) -> {
            json.writeStartObject();
            json.writeStringProperty("pay_url", DragonexPayment.payUrl(prepaid, context));
            json.writeEndObject();
          });

  List<AccessKeyEndpoint<?>> all() {
    return List.of(
        endpoints.server("/pay/user2app/pre/", PaymentEndpoints::prepay, PREPAID),
        endpoints.server(
            "/pay/app2user/do/", (p, c) -> payUser(p, AccountKind.COIN), OrderJson.ORDER),
        endpoints.server("/pay/return/do/", PaymentEndpoints::returnOrder, OrderJson.ORDER),
        endpoints.server(
            "/open/pay/user2app/do/", PaymentEndpoints::chargeOpenAccount, OrderJson.ORDER),
        endpoints.server(
            "/open/pay/app2user/do/", (p, c) -> payUser(p, AccountKind.OPEN), OrderJson.ORDER));
  }

  private static Parsed<Command> prepay(Params params, Caller caller) {
    String tradeNo = params.required("trade_no", DragonexShapes.TRADE_NO);
    String coin = params.required("coin_code", 1, MAX_COIN_CODE);
    BigDecimal volume = params.amount("volume");
    String device = params.required("device", DragonexShapes.DEVICE);
    String state = params.required("state", 1, MAX_PREPAY_STATE);
    String redirectUrl = params.required("redirect_url");
    long payer = params.number("specify_dragonex_uid", 0, Long.MAX_VALUE, 0);
    Map<String, String> notes = notes(params);
    return params.read(
        () ->
            new PaymentCommand.Prepay(
                tradeNo,
                coin,
                volume,
                device,
                state,
                redirectUrl,
                payer == 0 ? null : new Subject.Uid(payer),
                notes));
  }

  private static Parsed<Command> payUser(Params params, AccountKind account) {
    String tradeNo = params.required("trade_no", DragonexShapes.TRADE_NO);
    Subject payee = Alternatives.requiredUser(params, "open_id", "uid");
    String coin = params.required("coin_code", 1, MAX_COIN_CODE);
    BigDecimal volume = params.amount("volume");
    Map<String, String> notes = notes(params);
    return params.read(
        () -> new PaymentCommand.PayUser(tradeNo, payee, coin, volume, account, notes));
  }

  private static Parsed<Command> chargeOpenAccount(Params params, Caller caller) {
    String tradeNo = params.required("trade_no", DragonexShapes.TRADE_NO);
    Subject payer = Alternatives.requiredUser(params, "open_id", "uid");
    String coin = params.required("coin_code", 1, MAX_COIN_CODE);
    BigDecimal volume = params.amount("volume");
    String payToken = params.required("pay_token", 1, MAX_PAY_TOKEN);
    Map<String, String> notes = notes(params);
    return params.read(
        () -> new PaymentCommand.ChargeOpenAccount(tradeNo, payer, coin, volume, payToken, notes));
  }

  private static Parsed<Command> returnOrder(Params params, Caller caller) {
    String original = params.required("ori_trade_no", DragonexShapes.TRADE_NO);
    String tradeNo = params.required("return_trade_no", DragonexShapes.TRADE_NO);
    BigDecimal rate = alternative(params, "return_rate");
    BigDecimal volume = alternative(params, "return_volume");
    if ((rate == null) == (volume == null)) {
      params.refuse("return_rate, return_volume: exactly one of them");
    }
    if (rate != null && rate.compareTo(BigDecimal.ONE) > 0) {
      params.refuse("return_rate: must be in (0,1]");
    }
    Map<String, String> notes = notes(params);
    return params.read(
        () -> new PaymentCommand.ReturnOrder(original, tradeNo, rate, volume, notes));
  }

  /** Null where it is absent: 0 counts as such. */
  private static @Nullable BigDecimal alternative(Params params, String name) {
    return params.isAbsentOrZero(name) ? null : params.amount(name);
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
