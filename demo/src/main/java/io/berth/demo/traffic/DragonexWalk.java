package io.berth.demo.traffic;

import static io.berth.demo.merchant.Mismatch.unless;
import static io.berth.demo.merchant.Mismatch.unlessEqual;

import io.berth.demo.merchant.AccessKeyNames;
import io.berth.demo.merchant.CallbackReceiver;
import io.berth.demo.merchant.DragonexMerchantApi;
import io.berth.demo.merchant.MerchantApi.Buyer;
import io.berth.demo.merchant.MerchantApi.Payment;
import io.berth.demo.merchant.MerchantClient;
import io.berth.demo.merchant.SignedResponse;
import io.berth.demo.player.Page;
import io.berth.demo.player.Player;
import io.berth.demo.recording.Transcript;
import java.math.BigDecimal;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Walks through {@code protocols/dragonex.md} from sign-in to logout. */
final class DragonexWalk {

  private static final String REDIRECT = "http://127.0.0.1:5500/demo/webapp/";
  private static final String STATE = "state_demo";
  private static final String SCOPES = "1,7,11,12";

  private final DragonexMerchantApi shop;
  private final MerchantClient merchant;
  private final Player player;
  private final CallbackReceiver callbacks;
  private final Transcript transcript;
  private final String run = Long.toString(System.nanoTime(), 36);

  DragonexWalk(
      String origin,
      MerchantClient merchant,
      Player player,
      CallbackReceiver callbacks,
      Transcript transcript) {
    this.shop = new DragonexMerchantApi(origin, merchant);
    this.merchant = merchant;
    this.player = player;
    this.callbacks = callbacks;
    this.transcript = transcript;
  }

  void walk() {
    transcript.chapter("DragonEx, app " + merchant.credentials().appId());
    SignedResponse tokens = signIn();
    String openId = tokens.text("open_id");
    frontEnd(tokens, openId);
    SignedResponse refreshed = refresh(tokens);
    String paid = pay(openId);
    payout(openId);
    returnOrder(paid, openId);
    openAccounts(openId, refreshed.text("pay_token"));
    lookBack(paid);
    logOut(refreshed);
  }

  private SignedResponse signIn() {
    transcript.step(
        "The game sends the player to the login page; the player signs in and consents");
    Page redirect = player.allow(shop.loginLink(SCOPES, STATE, REDIRECT));
    Map<String, String> granted = redirect.redirectParameters();
    unless(!granted.getOrDefault("code", "").isEmpty(), "the redirect should carry a code");
    unlessEqual(SCOPES, granted.get("scopes"), "the redirect's scopes");
    unlessEqual(STATE, granted.get("state"), "the redirect's state");

    transcript.step("The game's server exchanges the code for tokens");
    SignedResponse tokens =
        shop.exchangeCode(granted.getOrDefault("code", ""), SCOPES, STATE)
            .orMismatch(AccessKeyNames.DRAGONEX, "login/do");
    unless(tokens.text("open_id").matches("[0-9a-f]{32}"), "open_id should be 32 hex characters");
    unless(!tokens.text("pay_token").isEmpty(), "the app has scope 12, so a pay_token is given");
    return tokens;
  }

  private void frontEnd(SignedResponse tokens, String openId) {
    transcript.step("The game's front end asks about its token and its user");
    String token = tokens.text("access_token");
    SignedResponse status =
        merchant
            .getFromFrontEnd("/api/v1/token/status/", token, DragonexMerchantApi.DEVICE)
            .orMismatch(AccessKeyNames.DRAGONEX, "token/status");
    unlessEqual(merchant.credentials().appId(), status.text("app_id"), "app_id");
    SignedResponse detail =
        shop.readUser(openId).orMismatch(AccessKeyNames.DRAGONEX, "user/detail");
    unlessEqual(tokens.text("union_id"), detail.text("union_id"), "union_id");
  }

  private SignedResponse refresh(SignedResponse tokens) {
    transcript.step("The server refreshes the tokens; the old access token ends");
    return shop.refreshTokens(tokens).orMismatch(AccessKeyNames.DRAGONEX, "login/refresh");
  }

  private String pay(String openId) {
    BigDecimal before = balance(shop.balance(openId, "usdt"));
    transcript.step("The server prepares a payment, the player pays it on the pay page");
    String tradeNo = "pay_" + run;
    SignedResponse prepaid =
        shop.prepay(new Payment(Buyer.ANYBODY, tradeNo, "1.5", "a sword", STATE, REDIRECT))
            .orMismatch(AccessKeyNames.DRAGONEX, "pay/user2app/pre");
    Map<String, String> result = player.pay(prepaid.text("pay_url")).redirectParameters();
    unlessEqual("1", result.get("status"), "the redirect's status");
    unlessEqual(tradeNo, result.get("trade_no"), "the redirect's trade_no");
    checkCallback(tradeNo, 1, new Expected("1.5", "0.015", 1, 1));
    unlessEqual(
        before.subtract(new BigDecimal("1.5")),
        balance(shop.balance(openId, "usdt")),
        "the player's balance");
    return tradeNo;
  }

  private static BigDecimal balance(SignedResponse balance) {
    return new BigDecimal(balance.orMismatch(AccessKeyNames.DRAGONEX, "the balance").text("total"));
  }

  private record Expected(String volume, String cut, int direction, int orderType) {}

  private void checkCallback(String tradeNo, int which, Expected expected) {
    JsonNode callback = callbacks.awaitCallback(tradeNo, which, merchant.credentials(), transcript);
    unlessEqual(expected.volume, callback.path("volume").asString(""), "the callback's volume");
    unlessEqual(
        expected.cut, callback.path("cut_volume").asString(""), "the callback's cut_volume");
    unlessEqual(expected.direction, callback.path("direction").asInt(), "the callback's direction");
    unlessEqual(
        expected.orderType, callback.path("order_type").asInt(), "the callback's order_type");
    unlessEqual(1, callback.path("status").asInt(), "the callback's status");
    unlessEqual(tradeNo, callback.path("trans_no").asString(""), "the callback's trans_no");
  }

  private void payout(String openId) {
    transcript.step("The server pays the player a prize");
    order(shop.payOut(openId, "prize_" + run, "0.5"), 2, 1);
    checkCallback("prize_" + run, 1, new Expected("0.5", "0", 2, 1));
  }

  private static void order(SignedResponse response, int direction, int orderType) {
    response.orMismatch(AccessKeyNames.DRAGONEX, "the order");
    unlessEqual(1, response.data().path("status").asInt(), "the order's status");
    unlessEqual(direction, response.data().path("direction").asInt(), "the order's direction");
    unlessEqual(orderType, response.data().path("order_type").asInt(), "the order's order_type");
  }

  private void returnOrder(String paid, String openId) {
    transcript.step("The server returns 40 % of the payment");
    String returnNo = "back_" + run;
    SignedResponse returned = shop.returnPart(paid, returnNo, "0.4");
    order(returned, 2, 1);
    unlessEqual("0.6", returned.text("volume"), "the returned volume");
    unlessEqual(openId, returned.text("open_id"), "the return's open_id");
    checkCallback(returnNo, 1, new Expected("0.6", "0", 2, 1));
  }

  private void openAccounts(String openId, String payToken) {
    transcript.step("The server moves money of the player's open account, and back");
    BigDecimal before = balance(shop.openBalance(openId, "usdt"));
    order(shop.charge(openId, "charge_" + run, "0.25", payToken), 1, 3);
    order(shop.reward(openId, "reward_" + run, "0.25"), 2, 3);
    unlessEqual(before, balance(shop.openBalance(openId, "usdt")), "the open account's balance");
    checkCallback("charge_" + run, 1, new Expected("0.25", "0.0025", 1, 3));
    checkCallback("reward_" + run, 1, new Expected("0.25", "0", 2, 3));
  }

  private void lookBack(String paid) {
    transcript.step("The server looks back: order, history, its own balances, prices");
    order(shop.order(paid), 1, 1);
    SignedResponse history =
        shop.history("", 5).orMismatch(AccessKeyNames.DRAGONEX, "pay/order/history");
    unlessEqual(5, history.data().path("list").size(), "the number of orders listed");
    merchant
        .post("/api/v1/admin/coin/list/", Map.of())
        .orMismatch(AccessKeyNames.DRAGONEX, "admin/coin/list");
    SignedResponse prices =
        merchant
            .post("/api/v1/market/real/list/", Map.of("symbols", "DT_USDT,NOSUCH_USDT"))
            .orMismatch(AccessKeyNames.DRAGONEX, "market/real/list");
    unlessEqual(1, prices.data().size(), "the number of prices");
    transcript.step("The server asks for the callback once more");
    shop.resendCallback(paid).orMismatch(AccessKeyNames.DRAGONEX, "pay/callback/redo");
    checkCallback(paid, 2, new Expected("1.5", "0.015", 1, 1));
  }

  private void logOut(SignedResponse tokens) {
    transcript.step("The server logs the token off; nothing can be done with it any more");
    String token = tokens.text("access_token");
    shop.logOff(token).orMismatch(AccessKeyNames.DRAGONEX, "login/logout");
    SignedResponse status =
        merchant.getFromFrontEnd("/api/v1/token/status/", token, DragonexMerchantApi.DEVICE);
    unlessEqual(11020, status.code(), "the code for a token that is logged off");
  }
}
