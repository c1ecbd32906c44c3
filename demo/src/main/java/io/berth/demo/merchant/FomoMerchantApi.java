package io.berth.demo.merchant;

import java.util.HashMap;
import java.util.Map;

/** Sends the requests of an app's server by {@code protocols/fomo.md}. */
public final class FomoMerchantApi {

  private final FomoClient client;
  private final String serverUri;

  /**
   * @param serverUri the shop's callback URL
   */
  public FomoMerchantApi(FomoClient client, String serverUri) {
    this.client = client;
    this.serverUri = serverUri;
  }

  public FomoClient.Reply exchangeCode(String code) {
    return client.post(
        "oauth2/authorize/token",
        Map.of(
            "code", code,
            "client_id", client.app().clientId(),
            "client_secret", client.app().clientSecret(),
            "grant_type", "authorization_code",
            "redirect_uri", client.app().redirectUri()));
  }

  public FomoClient.Reply refreshTokens(String refreshToken, String scope) {
    return client.post(
        "oauth2/RefreshToken",
        Map.of(
            "refresh_token",
            refreshToken,
            "client_id",
            client.app().clientId(),
            "client_secret",
            client.app().clientSecret(),
            "grant_type",
            "refresh_token",
            "scope",
            scope));
  }

  public FomoClient.Reply prepay(String accessToken, String tradeId, String amount) {
    Map<String, String> parameters = transfer("1", tradeId, amount);
    parameters.put("redirect_uri", client.app().redirectUri());
    return client.post("oauth2/resource/pre_pay", client.signed(parameters), accessToken);
  }

  public FomoClient.Reply pay(
      String userId, String tradeId, String amount, String adminWalletPassword) {
    Map<String, String> parameters = transfer("2", tradeId, amount);
    parameters.put("user_id", userId);
    parameters.put("wallet_pwd", adminWalletPassword);
    return client.postMultipart("oauth2/authorize/pay_user", client.signed(parameters));
  }

  /** Reads the player's profile. */
  public FomoClient.Reply readUser(String accessToken) {
    return client.post("oauth2/resource/get_user_info", Map.of(), accessToken);
  }

  public FomoClient.Reply transfer(String accessToken, String transferId) {
    return client.post(
        "oauth2/resource/get_transfer_detail", Map.of("transfer_id", transferId), accessToken);
  }

  public FomoClient.Reply coins() {
    return client.post("wallet/get_active_coins", Map.of());
  }

  private Map<String, String> transfer(String direction, String tradeId, String amount) {
    return new HashMap<>(
        Map.of(
            "direction",
            direction,
            "trade_id",
            tradeId,
            "amount",
            amount,
            "coin_id",
            "1",
            "server_uri",
            serverUri,
            "state",
            "demo",
            "scope",
            "paytoken",
            "response_type",
            "code"));
  }
}
