package io.berth.demo.merchant;

import io.berth.demo.merchant.FomoClient.Reply;
import java.util.Map;

/** Sends the requests of the mobile client by {@code protocols/fomo.md}. */
public final class FomoWalletApi {

  private final FomoClient client;

  public FomoWalletApi(FomoClient client) {
    this.client = client;
  }

  /** Signs in; the response has a {@code session_key}. */
  public Reply signIn(String login, String password) {
    return client.post("customer/login", Map.of("login_name", login, "pwd", password));
  }

  /** Answers the consent; the response has an authorization code if the player allows. */
  public Reply authorize(String sessionKey, String state, boolean allowed) {
    return client.post(
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

  public Reply confirm(
      String sessionKey, String tradeId, String transferId, String walletPassword) {
    return client.post(
        "oauth2/authorize/confirm_pay",
        Map.of(
            "trade_id", tradeId,
            "transfer_id", transferId,
            "wallet_pwd", walletPassword,
            "session_key", sessionKey));
  }
}
