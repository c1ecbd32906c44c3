package io.berth.dialect.fomo;

import static io.berth.dialect.fomo.FomoParameters.PAYOUT_PASSWORD;
import static io.berth.dialect.fomo.FomoParameters.PAY_PASSWORD;
import static io.berth.dialect.fomo.FomoParameters.REDIRECT_URI;
import static io.berth.dialect.fomo.FomoParameters.SESSION_KEY;
import static io.berth.dialect.fomo.FomoParameters.STATE;
import static io.berth.dialect.fomo.FomoParameters.TRADE_ID;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Subject;
import io.berth.api.balance.CoinReference;
import io.berth.api.order.PaymentCommand;
import io.berth.api.order.PaymentOutcome.OrderFound;
import io.berth.api.order.PaymentOutcome.PaidOut;
import io.berth.dialect.fomo.json.TransferJson;
import io.berth.dialect.http.HttpUrl;
import io.berth.dialect.parameter.Declaration;
import io.berth.dialect.parameter.Parameter.Amount;
import io.berth.dialect.parameter.Parameter.Constant;
import io.berth.dialect.parameter.Parameter.Text;
import io.berth.dialect.parameter.Parameter.Whole;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Endpoints that move money: {@code pre_pay}, {@code confirm_pay}, {@code pay_user}. */
final class PaymentEndpoints {
  private static final Duration LIFETIME = Duration.ofMinutes(3);

  private static final Constant CHARGE = new Constant("direction", "1", "From the user to the app");
  private static final Constant PAYOUT = new Constant("direction", "2", "From the app to the user");
  private static final Amount AMOUNT =
      Amount.required("amount", "Amount of the coin, with no more decimals than the coin has");
  private static final Whole COIN_ID =
      Whole.required(
          "coin_id", 0, Integer.MAX_VALUE, "Id of the coin, as wallet/get_active_coins lists it");
  private static final Text SERVER_URI =
      Text.required(TransferJson.SERVER_URI, "URL of the merchant's server for the callback");
  private static final Text SCOPE = Text.required("scope", "Has to name " + FomoScopes.PAY_NAME);
  private static final Constant RESPONSE_TYPE = new Constant("response_type", "code", "As is");
  private static final Whole TRANSFER_ID =
      Whole.required(
          "transfer_id", 1, Long.MAX_VALUE, "The transfer that oauth2/resource/pre_pay made");
  private static final Whole USER_ID =
      Whole.required("user_id", 1, Long.MAX_VALUE, "The payee's uid");

  private static final OutcomeView<OrderFound> PREPAID =
      OutcomeView.of(
          OrderFound.class,
          (json, found, command) -> TransferJson.writeId(json, found.order()),
          (json, found, command) -> TransferJson.writeId(json, found.order()));

  private static final OutcomeView<OrderFound> CONFIRMED =
      OutcomeView.of(
          OrderFound.class,
          (json, found, command) -> TransferJson.writeIds(json, found.order()),
          (json, found, command) -> TransferJson.writeId(json, found.order()));

  private static final OutcomeView<PaidOut> PAID_OUT =
      OutcomeView.of(
          PaidOut.class,
          (json, paid, command) -> {
            TransferJson.writeIds(json, paid.order());
            json.writeStringProperty("httpcode", Integer.toString(paid.callbackStatus()));
          },
          (json, paid, command) -> TransferJson.writeId(json, paid.order()));

  private PaymentEndpoints() {}

  static List<FomoEndpoint> all() {
    return List.of(
        FomoEndpoint.post(
            Declaration.of(
                "oauth2/resource/pre_pay",
                "Makes a transfer from the token's user to the app, to be confirmed within "
                    + LIFETIME.toMinutes()
                    + " minutes.",
                CHARGE,
                TRADE_ID,
                AMOUNT,
                COIN_ID,
                SERVER_URI,
                STATE,
                SCOPE,
                RESPONSE_TYPE,
                REDIRECT_URI),
            Proof.BEARER_AND_SIGNATURE,
            PaymentEndpoints::prepay,
            PREPAID),
        FomoEndpoint.post(
            Declaration.of(
                "oauth2/authorize/confirm_pay",
                "Pays a transfer with the user's pay password.",
                TRADE_ID,
                TRANSFER_ID,
                PAY_PASSWORD,
                SESSION_KEY),
            Proof.NONE,
            PaymentEndpoints::confirm,
            CONFIRMED),
        FomoEndpoint.post(
            Declaration.of(
                "oauth2/authorize/pay_user",
                "Pays a user from the app's account.",
                PAYOUT,
                TRADE_ID,
                AMOUNT,
                COIN_ID,
                SERVER_URI,
                STATE,
                SCOPE,
                RESPONSE_TYPE,
                USER_ID,
                PAYOUT_PASSWORD),
            Proof.SIGNATURE,
            PaymentEndpoints::payUser,
            PAID_OUT));
  }

  /** A token without the scope is refused before its parameters are looked at. */
  private static Parsed<Command> prepay(Params params, Caller caller) {
    if (!caller.scopes().contains(FomoScopes.PAY)) {
      params.refuse(ErrorCode.GRANT_LACKS_SCOPE, "token lacks " + FomoScopes.PAY_NAME);
    }
    Transfer transfer = transfer(params, CHARGE);
    String redirectUri = REDIRECT_URI.read(params);
    return params.read(
        () ->
            new PaymentCommand.PrepayOnce(
                transfer.tradeId,
                transfer.coin,
                transfer.amount,
                transfer.state,
                redirectUri,
                LIFETIME.toSeconds(),
                Map.of(TransferJson.SERVER_URI, transfer.serverUri)));
  }

  private static Parsed<Command> confirm(Params params, Caller caller) {
    String tradeId = TRADE_ID.read(params);
    long transferId = TRANSFER_ID.read(params);
    String password = PAY_PASSWORD.read(params);
    String key = SESSION_KEY.read(params);
    return params.read(
        () -> new PaymentCommand.ConfirmPrepayment(transferId, tradeId, key, password));
  }

  private static Parsed<Command> payUser(Params params, Caller caller) {
    Transfer transfer = transfer(params, PAYOUT);
    long uid = USER_ID.read(params);
    String password = PAYOUT_PASSWORD.read(params);
    return params.read(
        () ->
            new PaymentCommand.PayUserOnce(
                transfer.tradeId,
                new Subject.Uid(uid),
                transfer.coin,
                transfer.amount,
                password,
                Map.of(TransferJson.SERVER_URI, transfer.serverUri, STATE.name(), transfer.state)));
  }

  /** Fields that both directions have. */
  private record Transfer(
      String tradeId, CoinReference coin, BigDecimal amount, String serverUri, String state) {}

  private static Transfer transfer(Params params, Constant direction) {
    direction.read(params);
    String tradeId = TRADE_ID.read(params);
    BigDecimal amount = AMOUNT.read(params);
    int coin = COIN_ID.read(params).intValue();
    String serverUri = SERVER_URI.read(params);
    HttpUrl server = HttpUrl.parseWithOptionalScheme(serverUri);
    if (server == null || !server.hasCallablePort()) {
      params.refuse("server_uri: not a web address that is called");
    }
    String state = STATE.read(params);
    if (!List.of(SCOPE.read(params).split("[ ,]+")).contains(FomoScopes.PAY_NAME)) {
      params.refuse(ErrorCode.NO_PERMISSION, "scope: must be " + FomoScopes.PAY_NAME);
    }
    RESPONSE_TYPE.read(params);
    return new Transfer(tradeId, new CoinReference.Id(coin), amount, serverUri, state);
  }
}
