package io.berth.dialect.accesskey.operation;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Subject;
import io.berth.api.order.PaymentCommand;
import io.berth.api.order.PaymentOutcome.OrderFound;
import io.berth.api.order.PaymentOutcome.Prepaid;
import io.berth.dialect.accesskey.Operation;
import io.berth.dialect.accesskey.OrderNotes;
import io.berth.dialect.accesskey.PayLink;
import io.berth.dialect.api.JsonData;
import io.berth.dialect.parameter.Alternatives;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads requests that move money ({@code protocols/dragonex.md}, Pay). */
public final class PaymentOperations {
  private static final Pattern TRADE_NO = Pattern.compile("[0-9A-Za-z_]{1,64}");
  private static final int MAX_COIN_CODE = 32;
  private static final int MAX_PAY_TOKEN = 64;
  private static final int MAX_PREPAY_STATE = 128;

  private static final JsonData<Prepaid> PREPAID =
      JsonData.object(
          Prepaid.class,
          (json, prepaid, context) -> {
            json.writeStartObject();
            json.writeStringProperty("pay_url", PayLink.url(prepaid, context, "volume"));
            json.writeEndObject();
          });

  public static final Operation<OrderFound> PAY_COIN_ACCOUNT =
      Operation.server("pay/app2user/do", (p, c) -> payUser(p, AccountKind.COIN), OrderJson.ORDER);
  public static final Operation<OrderFound> RETURN =
      Operation.server("pay/return/do", PaymentOperations::returnOrder, OrderJson.ORDER);
  public static final Operation<OrderFound> CHARGE_OPEN_ACCOUNT =
      Operation.server(
          "open/pay/user2app/do", PaymentOperations::chargeOpenAccount, OrderJson.ORDER);
  public static final Operation<OrderFound> PAY_OPEN_ACCOUNT =
      Operation.server(
          "open/pay/app2user/do", (p, c) -> payUser(p, AccountKind.OPEN), OrderJson.ORDER);

  private PaymentOperations() {}

  /**
   * @param device pattern of a device
   */
  public static Operation<Prepaid> prepay(Pattern device) {
    return Operation.server("pay/user2app/pre", (p, c) -> prepay(p, device), PREPAID);
  }

  private static Parsed<Command> prepay(Params params, Pattern devices) {
    String tradeNo = params.required("trade_no", TRADE_NO);
    String coin = params.required("coin_code", 1, MAX_COIN_CODE);
    BigDecimal volume = params.amount("volume");
    String device = params.required("device", devices);
    String state = params.required("state", 1, MAX_PREPAY_STATE);
    String redirectUrl = params.required("redirect_url");
    long payer = params.number("specify_dragonex_uid", 0, Long.MAX_VALUE, 0);
    Map<String, String> notes = OrderNotes.read(params);
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
    String tradeNo = params.required("trade_no", TRADE_NO);
    Subject payee = Alternatives.requiredUser(params, "open_id", "uid");
    String coin = params.required("coin_code", 1, MAX_COIN_CODE);
    BigDecimal volume = params.amount("volume");
    Map<String, String> notes = OrderNotes.read(params);
    return params.read(
        () -> new PaymentCommand.PayUser(tradeNo, payee, coin, volume, account, notes));
  }

  private static Parsed<Command> chargeOpenAccount(Params params, Caller caller) {
    String tradeNo = params.required("trade_no", TRADE_NO);
    Subject payer = Alternatives.requiredUser(params, "open_id", "uid");
    String coin = params.required("coin_code", 1, MAX_COIN_CODE);
    BigDecimal volume = params.amount("volume");
    String payToken = params.required("pay_token", 1, MAX_PAY_TOKEN);
    Map<String, String> notes = OrderNotes.read(params);
    return params.read(
        () -> new PaymentCommand.ChargeOpenAccount(tradeNo, payer, coin, volume, payToken, notes));
  }

  private static Parsed<Command> returnOrder(Params params, Caller caller) {
    String original = params.required("ori_trade_no", TRADE_NO);
    String tradeNo = params.required("return_trade_no", TRADE_NO);
    BigDecimal rate = alternative(params, "return_rate");
    BigDecimal volume = alternative(params, "return_volume");
    if ((rate == null) == (volume == null)) {
      params.refuse("return_rate, return_volume: exactly one of them");
    }
    if (rate != null && rate.compareTo(BigDecimal.ONE) > 0) {
      params.refuse("return_rate: must be in (0,1]");
    }
    Map<String, String> notes = OrderNotes.read(params);
    return params.read(
        () -> new PaymentCommand.ReturnOrder(original, tradeNo, rate, volume, notes));
  }

  /** Null where it is absent: 0 counts as such. */
  private static @Nullable BigDecimal alternative(Params params, String name) {
    return params.isAbsentOrZero(name) ? null : params.amount(name);
  }
}
