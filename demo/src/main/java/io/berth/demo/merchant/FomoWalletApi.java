package io.berth.demo.merchant;

import io.berth.demo.merchant.FomoClient.Reply;
import java.util.Map;

/** The mobile client of {@code protocols/fomo.md}, where players keep their account. */
public final class FomoWalletApi {

  private final FomoClient client;

  public FomoWalletApi(FomoClient client) {
    this.client = client;
  }

  /** Gives a {@code session_key}. */
  public Reply signsIn(String login, String password) {
    return client.posts("customer/login", Map.of("login_name", login, "pwd", password));
  }

  /** Gives the code that the app's server redeems, unless the player refuses. */
  public Reply authorizes(String sessionKey, String state, boolean allowed) {
    return client.posts(
        "oauth2/authorize",
        Map.of(
            "response_type",
            "code",
            "client_id",
            client.app().clientId(),
            "redirect_uri",
            client.app().redirectUri(),
            "state",
            state,
            "authorized",
            allowed ? "yes" : "no",
            "session_key",
            sessionKey));
  }

  public Reply confirms(
      String sessionKey, String tradeId, String transferId, String walletPassword) {
    return client.posts(
        "oauth2/authorize/confirm_pay",
        Map.of(
            "trade_id", tradeId,
            "transfer_id", transferId,
            "wallet_pwd", walletPassword,
            "session_key", sessionKey));
  }
}
