package io.berth.dialect.fomo;

import io.berth.api.UserCommand;
import io.berth.api.PaymentCommand;
import io.berth.api.BalanceCommand;
import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.DidCommand;
import io.berth.api.ErrorCode;
import io.berth.api.BalanceOutcome.Coins;
import io.berth.api.PaymentOutcome.Transfer;
import io.berth.api.UserOutcome.UserProfile;
import io.berth.api.PayCommand;
import io.berth.api.Subject;
import io.berth.dialect.Params;
import io.berth.dialect.Reading;
import java.util.List;

/** Endpoints that only read: the token's user, a transfer, the coins. */
final class LookingEndpoints {
  private static final View<UserProfile> USER =
      View.of(
          UserProfile.class,
          (json, user, command) ->
              UserJson.writeOther(json, "user_info", user.uid(), user.name(), user.avatar()));

  private static final View<Transfer> TRANSFER =
      View.of(
          Transfer.class, (json, transfer, command) -> TransferJson.writeDetail(json, transfer));

  private static final View<Coins> COINS =
      View.of(Coins.class, (json, found, command) -> CoinJson.writeAll(json, found.coins()));

  private LookingEndpoints() {}

  static List<FomoEndpoint> all() {
    return List.of(
        FomoEndpoint.getOrPost(
            "oauth2/resource/get_user_info", Proof.BEARER, LookingEndpoints::user, USER),
        FomoEndpoint.post(
            "oauth2/resource/get_transfer_detail",
            Proof.BEARER,
            LookingEndpoints::transfer,
            TRANSFER),
        FomoEndpoint.getOrPost(
            "wallet/get_active_coins", Proof.NONE, LookingEndpoints::coins, COINS));
  }

  private static Reading<Command> user(Params params, Caller caller) {
    if (!caller.scopes().contains(FomoScopes.USER_INFO)) {
      params.refuse(ErrorCode.GRANT_LACKS_SCOPE, "token lacks userinfo");
    }
    return params.read(() -> new UserCommand.ReadUser(new Subject.Self()));
  }

  private static Reading<Command> transfer(Params params, Caller caller) {
    params.required("transfer_id");
    long transferId = params.number("transfer_id", 1, Long.MAX_VALUE, 0);
    return params.read(() -> new PaymentCommand.ReadTransfer(transferId));
  }

  /** Takes no parameters, so nothing that comes along can be wrong. */
  private static Reading<Command> coins(Params params, Caller caller) {
    return Reading.of(new BalanceCommand.ReadCoins());
  }
}
