package io.berth.dialect.accesskey.operation;

import static io.berth.dialect.accesskey.AccessKeyParameters.COIN_CODE;
import static io.berth.dialect.accesskey.AccessKeyParameters.DEVICE;
import static io.berth.dialect.accesskey.AccessKeyParameters.DOMAIN;
import static io.berth.dialect.accesskey.AccessKeyParameters.NEW_TRADE_NO;
import static io.berth.dialect.accesskey.AccessKeyParameters.NOTES;
import static io.berth.dialect.accesskey.AccessKeyParameters.PREPAY_STATE;
import static io.berth.dialect.accesskey.AccessKeyParameters.REDIRECT_URL;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Subject;
import io.berth.api.order.PaymentCommand;
import io.berth.api.order.PaymentOutcome.OrderFound;
import io.berth.api.order.PaymentOutcome.Prepaid;
import io.berth.dialect.accesskey.AccessKeyParameters;
import io.berth.dialect.accesskey.Operation;
import io.berth.dialect.accesskey.PayLink;
import io.berth.dialect.api.JsonData;
import io.berth.dialect.parameter.Alternatives;
import io.berth.dialect.parameter.Declaration;
import io.berth.dialect.parameter.Parameter.Amount;
import io.berth.dialect.parameter.Parameter.Group;
import io.berth.dialect.parameter.Parameter.Rule;
import io.berth.dialect.parameter.Parameter.Text;
import io.berth.dialect.parameter.Parameter.Whole;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads requests that move money ({@code protocols/dragonex.md}, Pay). */
public final class PaymentOperations {
  private static final int MAX_PAY_TOKEN = 64;

  private static final Amount VOLUME = AccessKeyParameters.amount("volume");
  private static final Whole PAYER =
      Whole.optional(
          "specify_dragonex_uid", Long.MAX_VALUE, "Only this user may pay; 0 for anybody");
  private static final Group<Subject> USER =
      Alternatives.requiredUser("open_id", "uid", "The user");
  private static final Text PAY_TOKEN =
      Text.required("pay_token", 1, MAX_PAY_TOKEN, "The user's pay token, which login/do gave");
  private static final Text ORIGINAL =
      AccessKeyParameters.numberOf("ori_trade_no", "The merchant's number of the paid order");
  private static final Text RETURN =
      AccessKeyParameters.numberOf(
              "return_trade_no", "The merchant's own number of the return, unique like a trade_no")
          .asFresh();
  private static final Amount RETURN_RATE =
      Amount.optional("return_rate", "Share of the order's amount, above 0 and at most 1");
  private static final Amount RETURN_VOLUME =
      Amount.optional("return_volume", "Amount that goes back to the payer");
  private static final Group<Returned> RETURNED =
      new Group<>(
          List.of(RETURN_RATE, RETURN_VOLUME), Rule.EXACTLY_ONE, PaymentOperations::returned);

  /** One of the two is null. */
  private record Returned(@Nullable BigDecimal rate, @Nullable BigDecimal volume) {}

  private static final JsonData<Prepaid> PREPAID =
      JsonData.object(
          Prepaid.class,
          (json, prepaid, context) -> {
            json.writeStartObject();
            json.writeStringProperty("pay_url", PayLink.url(prepaid, context, "volume"));
            json.writeEndObject();
          });

  public static final Operation<OrderFound> PAY_COIN_ACCOUNT =
      payUser("pay/app2user/do", "Pays from the app's coin account to a user's.", AccountKind.COIN);
  public static final Operation<OrderFound> RETURN_ORDER =
      Operation.server(
          Declaration.of(
              "pay/return/do",
              "Gives all or a part of a paid order back to its payer.",
              ORIGINAL,
              RETURN,
              RETURNED,
              NOTES,
              DEVICE),
          PaymentOperations::returnOrder,
          OrderJson.ORDER);
  public static final Operation<OrderFound> CHARGE_OPEN_ACCOUNT =
      Operation.server(
          Declaration.of(
              "open/pay/user2app/do",
              "Charges a user's open account with the user's pay token.",
              NEW_TRADE_NO,
              USER,
              COIN_CODE,
              VOLUME,
              PAY_TOKEN,
              NOTES,
              DEVICE),
          PaymentOperations::chargeOpenAccount,
          OrderJson.ORDER);
  public static final Operation<OrderFound> PAY_OPEN_ACCOUNT =
      payUser(
          "open/pay/app2user/do",
          "Pays from the app's open account to a user's.",
          AccountKind.OPEN);

  private PaymentOperations() {}

  /**
   * @param pattern of a device
   */
  public static Operation<Prepaid> prepay(Pattern pattern) {
    Text device = Text.required("device", pattern, "Device that the user pays on");
    return Operation.server(
        Declaration.of(
            "pay/user2app/pre",
            "Makes an order for the user to pay on the pay page.",
            NEW_TRADE_NO,
            COIN_CODE,
            VOLUME,
            device,
            PREPAY_STATE,
            REDIRECT_URL,
            PAYER,
            NOTES,
            DOMAIN),
        (params, caller) -> prepay(params, device),
        PREPAID);
  }

  private static Operation<OrderFound> payUser(String name, String summary, AccountKind account) {
    return Operation.server(
        Declaration.of(name, summary, NEW_TRADE_NO, USER, COIN_CODE, VOLUME, NOTES, DEVICE),
        (params, caller) -> payUser(params, account),
        OrderJson.ORDER);
  }

  private static Parsed<Command> prepay(Params params, Text deviceParameter) {
    String tradeNo = NEW_TRADE_NO.read(params);
    String coin = COIN_CODE.read(params);
    BigDecimal volume = VOLUME.read(params);
    String device = deviceParameter.read(params);
    String state = PREPAY_STATE.read(params);
    String redirectUrl = REDIRECT_URL.read(params);
    long payer = PAYER.read(params);
    Map<String, String> notes = NOTES.read(params);
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
    String tradeNo = NEW_TRADE_NO.read(params);
    Subject payee = USER.read(params);
    String coin = COIN_CODE.read(params);
    BigDecimal volume = VOLUME.read(params);
    Map<String, String> notes = NOTES.read(params);
    return params.read(
        () -> new PaymentCommand.PayUser(tradeNo, payee, coin, volume, account, notes));
  }

  private static Parsed<Command> chargeOpenAccount(Params params, Caller caller) {
    String tradeNo = NEW_TRADE_NO.read(params);
    Subject payer = USER.read(params);
    String coin = COIN_CODE.read(params);
    BigDecimal volume = VOLUME.read(params);
    String payToken = PAY_TOKEN.read(params);
    Map<String, String> notes = NOTES.read(params);
    return params.read(
        () -> new PaymentCommand.ChargeOpenAccount(tradeNo, payer, coin, volume, payToken, notes));
  }

  private static Parsed<Command> returnOrder(Params params, Caller caller) {
    String original = ORIGINAL.read(params);
    String tradeNo = RETURN.read(params);
    Returned returned = RETURNED.read(params);
    Map<String, String> notes = NOTES.read(params);
    return params.read(
        () ->
            new PaymentCommand.ReturnOrder(
                original, tradeNo, returned.rate, returned.volume, notes));
  }

  private static Returned returned(Params params) {
    BigDecimal rate = nullIfZero(RETURN_RATE.read(params));
    BigDecimal volume = nullIfZero(RETURN_VOLUME.read(params));
    if ((rate == null) == (volume == null)) {
      params.refuse("return_rate, return_volume: exactly one of them");
    }
    if (rate != null && rate.compareTo(BigDecimal.ONE) > 0) {
      params.refuse("return_rate: must be in (0,1]");
    }
    return new Returned(rate, volume);
  }

  private static @Nullable BigDecimal nullIfZero(BigDecimal amount) {
    return amount.signum() == 0 ? null : amount;
  }
}
