package io.berth.dialect.fomo;

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
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Endpoints that move money: {@code pre_pay}, {@code confirm_pay}, {@code pay_user}. */
final class PaymentEndpoints {
  private static final Duration LIFETIME = Duration.ofMinutes(3);
  private static final int MAX_STATE = 256;
  private static final int MAX_REDIRECT_URI = 2048;
  private static final int MAX_PASSWORD = 128;
  private static final String STATE = "state";

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
            "oauth2/resource/pre_pay",
            Proof.BEARER_AND_SIGNATURE,
            PaymentEndpoints::prepay,
            PREPAID),
        FomoEndpoint.post(
            "oauth2/authorize/confirm_pay", Proof.NONE, PaymentEndpoints::confirm, CONFIRMED),
        FomoEndpoint.post(
            "oauth2/authorize/pay_user", Proof.SIGNATURE, PaymentEndpoints::payUser, PAID_OUT));
  }

  /** A token without the scope is refused before its parameters are looked at. */
  private static Parsed<Command> prepay(Params params, Caller caller) {
    if (!caller.scopes().contains(FomoScopes.PAY)) {
      params.refuse(ErrorCode.GRANT_LACKS_SCOPE, "token lacks " + FomoScopes.PAY_NAME);
    }
    Transfer transfer = transfer(params, "1");
    String redirectUri = params.required("redirect_uri", 1, MAX_REDIRECT_URI);
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
    String tradeId = params.required("trade_id", FomoShapes.TRADE_ID);
    params.required("transfer_id");
    long transferId = params.number("transfer_id", 1, Long.MAX_VALUE, 0);
    String password = params.required("wallet_pwd", 1, MAX_PASSWORD);
    String key = params.required("session_key", FomoShapes.KEY);
    return params.read(
        () -> new PaymentCommand.ConfirmPrepayment(transferId, tradeId, key, password));
  }

  private static Parsed<Command> payUser(Params params, Caller caller) {
    Transfer transfer = transfer(params, "2");
    params.required("user_id");
    long uid = params.number("user_id", 1, Long.MAX_VALUE, 0);
    String password = params.required("wallet_pwd", 1, MAX_PASSWORD);
    return params.read(
        () ->
            new PaymentCommand.PayUserOnce(
                transfer.tradeId,
                new Subject.Uid(uid),
                transfer.coin,
                transfer.amount,
                password,
                Map.of(TransferJson.SERVER_URI, transfer.serverUri, STATE, transfer.state)));
  }

  /** Fields that both directions have. */
  private record Transfer(
      String tradeId, CoinReference coin, BigDecimal amount, String serverUri, String state) {}

  private static Transfer transfer(Params params, String direction) {
    if (!params.required("direction").equals(direction)) {
      params.refuse("direction: must be " + direction);
    }
    String tradeId = params.required("trade_id", FomoShapes.TRADE_ID);
    BigDecimal amount = params.amount("amount");
    params.required("coin_id");
    int coin = (int) params.number("coin_id", 0, Integer.MAX_VALUE, 0);
    String serverUri = params.required("server_uri");
    HttpUrl server = HttpUrl.parseWithOptionalScheme(serverUri);
    if (server == null || !server.hasCallablePort()) {
      params.refuse("server_uri: not a web address that is called");
    }
    String state = params.required(STATE, 1, MAX_STATE);
    if (!List.of(params.required("scope").split("[ ,]+")).contains(FomoScopes.PAY_NAME)) {
      params.refuse(ErrorCode.NO_PERMISSION, "scope: must be " + FomoScopes.PAY_NAME);
    }
    if (!params.required("response_type").equals("code")) {
      params.refuse("response_type: must be code");
    }
    return new Transfer(tradeId, new CoinReference.Id(coin), amount, serverUri, state);
  }
}
