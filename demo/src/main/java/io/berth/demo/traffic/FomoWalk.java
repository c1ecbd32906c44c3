package io.berth.demo.traffic;

import static io.berth.demo.merchant.Mismatch.unless;
import static io.berth.demo.merchant.Mismatch.unlessEqual;

import io.berth.demo.merchant.CallbackReceiver;
import io.berth.demo.merchant.FomoClient;
import io.berth.demo.merchant.FomoMerchantApi;
import io.berth.demo.player.FomoPlayer;
import io.berth.demo.player.InboxReader;
import io.berth.demo.recording.Transcript;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Walks through {@code protocols/fomo.md} from a new account to a payment. */
final class FomoWalk {

  private static final String WALLET_PASSWORD = "fomo-pay-1";

  private final FomoClient client;
  private final FomoMerchantApi shop;
  private final FomoPlayer player;
  private final CallbackReceiver callbacks;
  private final Transcript transcript;
  private final String run = Long.toString(System.nanoTime(), 36);

  FomoWalk(
      Function<String, InboxReader> inboxes,
      FomoClient client,
      CallbackReceiver callbacks,
      Transcript transcript) {
    this.client = client;
    this.shop = new FomoMerchantApi(client, callbacks.url());
    String login = "fomo-" + run + "@example.com";
    this.player = new FomoPlayer(inboxes.apply(login), client, login);
    this.callbacks = callbacks;
    this.transcript = transcript;
  }

  void walk() {
    transcript.chapter("FOMO, app " + client.app().clientId());
    try (player) {
      lookAround();
      String userId = register();
      prize(userId);
      String accessToken = authorize();
      lookAt(accessToken, userId);
      pay(accessToken, userId);
    }
  }

  private void lookAround() {
    transcript.step("A developer's links lead to the console");
    unless(
        client.location("/openfomo/login.html").orElse("").startsWith("/account/sign-in"),
        "the login page should lead to signing in");
    unless(
        client.location("/openfomo/register.html").orElse("").startsWith("/account/register"),
        "the register page should lead to registering");
    transcript.step("Which coins are there?");
    FomoClient.Reply coins = shop.coins().orMismatch("wallet/get_active_coins");
    unlessEqual(
        "1", coins.data().path("active_coins").path(0).path("id").asString(""), "the first coin");
  }

  private String register() {
    transcript.step("A player registers in the mobile client and signs in");
    String userId = player.register();
    FomoClient.Reply signedIn = player.signIn();
    unlessEqual(userId, signedIn.data().path("user_info").path("id").asString(""), "the user's id");
    unlessEqual(40, player.sessionKey().length(), "the session key's length");
    return userId;
  }

  private void prize(String userId) {
    transcript.step(
        "The app's server pays the player a prize; the response has the callback's status");
    String tradeId = "prize_" + run;
    FomoClient.Reply paid =
        shop.pay(userId, tradeId, "5", Demo.PAY_PASSWORD).orMismatch("pay_user");
    unlessEqual("200", paid.text("httpcode"), "the first callback's HTTP status");
    checkCallback(
        tradeId,
        Map.of(
            "transfer_id", paid.text("transfer_id"),
            "user_id", userId,
            "amount", "5",
            "cut_amount", "0",
            "direction", "2"));
    unlessEqual(
        211,
        shop.pay(userId, tradeId, "5", Demo.PAY_PASSWORD).status(),
        "the status of a trade_id used twice");
  }

  private String authorize() {
    transcript.step("The player allows the app to know and to charge them");
    FomoClient.Reply tokens =
        shop.exchangeCode(player.authorize("demo")).orMismatch("oauth2/authorize/token");
    unlessEqual("userinfo paytoken", tokens.text("scope"), "the scopes");
    unlessEqual(3600, tokens.all().path("expires_in").asInt(), "expires_in beside data");
    transcript.step("The server refreshes the tokens");
    return shop.refreshTokens(tokens.text("refresh_token"), "userinfo paytoken")
        .orMismatch("oauth2/RefreshToken")
        .text("access_token");
  }

  private void lookAt(String accessToken, String userId) {
    transcript.step("Who is it?");
    FomoClient.Reply user = shop.readUser(accessToken).orMismatch("get_user_info");
    JsonNode shown = user.data().path("user_info");
    unlessEqual(userId, shown.path("id").asString(""), "the user's id");
    unless(!shown.has("email"), "a third party should not see the mail address");
    unlessEqual(
        2,
        client.post("oauth2/resource/get_user_info", Map.of(), "nonsense").status(),
        "the status of an unknown token");
  }

  private void pay(String accessToken, String userId) {
    transcript.step("The player sets a wallet password by mail");
    player.setWalletPassword(WALLET_PASSWORD);
    transcript.step("The server prepares a payment, and the player confirms it");
    String tradeId = "pay_" + run;
    String transferId =
        shop.prepay(accessToken, tradeId, "2").orMismatch("pre_pay").text("transfer_id");
    unlessEqual(
        26,
        player.confirm(tradeId, transferId, "not-my-password").status(),
        "the status of a wrong wallet password");
    player.confirm(tradeId, transferId, WALLET_PASSWORD).orMismatch("confirm_pay");
    checkCallback(
        tradeId,
        Map.of(
            "transfer_id", transferId,
            "user_id", userId,
            "amount", "2",
            "cut_amount", "0.02",
            "direction", "1"));
    unlessEqual(
        214,
        player.confirm(tradeId, transferId, WALLET_PASSWORD).status(),
        "the status of a second confirmation");
    transcript.step("The server looks back");
    JsonNode detail =
        shop.transfer(accessToken, transferId).orMismatch("get_transfer_detail").data();
    unlessEqual(userId, detail.path("from_user").path("id").asString(""), "who paid");
    unlessEqual("1", detail.path("transfer_log").path("status").asString(""), "the status");
  }

  private void checkCallback(String tradeId, Map<String, String> expected) {
    JsonNode callback = callbacks.awaitUnsignedCallback(tradeId, transcript);
    expected.forEach(
        (name, value) -> unlessEqual(value, callback.path(name).asString(""), "the " + name));
    unlessEqual("1", callback.path("status").asString(""), "the status");
  }
}
