package io.berth.dialect.fomo;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Subject;
import io.berth.api.balance.BalanceCommand;
import io.berth.api.balance.BalanceOutcome.Coins;
import io.berth.api.order.PaymentCommand;
import io.berth.api.order.PaymentOutcome.Transfer;
import io.berth.api.user.UserCommand;
import io.berth.api.user.UserOutcome.UserProfile;
import io.berth.dialect.fomo.json.CoinJson;
import io.berth.dialect.fomo.json.TransferJson;
import io.berth.dialect.fomo.json.UserJson;
import io.berth.dialect.parameter.Declaration;
import io.berth.dialect.parameter.Parameter.Whole;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import java.util.List;

/** Endpoints that only read: the token's user, a transfer, the coins. */
final class QueryEndpoints {
  private static final Whole TRANSFER_ID =
      Whole.required(
          "transfer_id", 1, Long.MAX_VALUE, "The platform's number of a transfer of the user's");

  private static final OutcomeView<UserProfile> USER =
      OutcomeView.of(
          UserProfile.class,
          (json, user, command) ->
              UserJson.writeOther(json, "user_info", user.uid(), user.name(), user.avatar()));

  private static final OutcomeView<Transfer> TRANSFER =
      OutcomeView.of(
          Transfer.class, (json, transfer, command) -> TransferJson.writeDetail(json, transfer));

  private static final OutcomeView<Coins> COINS =
      OutcomeView.of(Coins.class, (json, found, command) -> CoinJson.writeAll(json, found.coins()));

  private QueryEndpoints() {}

  static List<FomoEndpoint> all() {
    return List.of(
        FomoEndpoint.getOrPost(
            Declaration.of("oauth2/resource/get_user_info", "Shows the token's user."),
            Proof.BEARER,
            QueryEndpoints::user,
            USER),
        FomoEndpoint.post(
            Declaration.of("oauth2/resource/get_transfer_detail", "Shows a transfer.", TRANSFER_ID),
            Proof.BEARER,
            QueryEndpoints::transfer,
            TRANSFER),
        FomoEndpoint.getOrPost(
            Declaration.of("wallet/get_active_coins", "Lists the coins."),
            Proof.NONE,
            QueryEndpoints::coins,
            COINS));
  }

  private static Parsed<Command> user(Params params, Caller caller) {
    if (!caller.scopes().contains(FomoScopes.USER_INFO)) {
      params.refuse(ErrorCode.GRANT_LACKS_SCOPE, "token lacks userinfo");
    }
    return params.read(() -> new UserCommand.ReadUser(new Subject.Self()));
  }

  private static Parsed<Command> transfer(Params params, Caller caller) {
    long transferId = TRANSFER_ID.read(params);
    return params.read(() -> new PaymentCommand.ReadTransfer(transferId));
  }

  /** Takes no parameters, so nothing that comes along can be wrong. */
  private static Parsed<Command> coins(Params params, Caller caller) {
    return Parsed.of(new BalanceCommand.ReadCoins());
  }
}
