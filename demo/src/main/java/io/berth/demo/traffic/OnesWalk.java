package io.berth.demo.traffic;

import static io.berth.demo.merchant.Mismatch.unless;
import static io.berth.demo.merchant.Mismatch.unlessEqual;

import io.berth.demo.merchant.AccessKeyNames;
import io.berth.demo.merchant.CallbackReceiver;
import io.berth.demo.merchant.MerchantApi.Buyer;
import io.berth.demo.merchant.MerchantApi.Payment;
import io.berth.demo.merchant.MerchantClient;
import io.berth.demo.merchant.OnesMerchantApi;
import io.berth.demo.merchant.SignedResponse;
import io.berth.demo.player.Page;
import io.berth.demo.player.Player;
import io.berth.demo.recording.Transcript;
import java.math.BigDecimal;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Walks through {@code protocols/ones.md} from sign-in to logout. */
final class OnesWalk {

  private static final String REDIRECT = "http://127.0.0.1:5500/demo/webapp/?action=pay";
  private static final String STATE = "demo1234";
  private static final String SCOPES = "1,7";

  private final OnesMerchantApi shop;
  private final MerchantClient merchant;
  private final Player player;
  private final CallbackReceiver callbacks;
  private final Transcript transcript;
  private final String run = Long.toString(System.nanoTime(), 36);

  OnesWalk(
      String origin,
      MerchantClient merchant,
      Player player,
      CallbackReceiver callbacks,
      Transcript transcript) {
    this.shop = new OnesMerchantApi(origin, merchant);
    this.merchant = merchant;
    this.player = player;
    this.callbacks = callbacks;
    this.transcript = transcript;
  }

  void walk() {
    transcript.chapter("ONES, app " + merchant.credentials().appId());
    SignedResponse tokens = signIn();
    String openId = tokens.text("open_id");
    detail(openId);
    SignedResponse refreshed = refresh(tokens);
    String paid = pay(tokens);
    payout(openId);
    refund(paid);
    lookBack(paid);
    logOut(refreshed);
  }

  private SignedResponse signIn() {
    transcript.step(
        "The game links to the login page, redirect URL not encoded, as its clients do");
    Page redirect =
        player.allow(
            shop.loginLink(SCOPES, STATE, "http://127.0.0.1:5500/demo/webapp/?action=login"));
    Map<String, String> granted = redirect.redirectParameters();
    unless(
        !granted.getOrDefault("access_code", "").isEmpty(),
        "the redirect should carry an access_code");
    unlessEqual("login", granted.get("action"), "what the redirect URL had of its own");
    unlessEqual(SCOPES, granted.get("scopes"), "the redirect's scopes");
    transcript.step("The game's server exchanges the code for tokens");
    SignedResponse tokens =
        shop.exchangeCode(granted.getOrDefault("access_code", ""), SCOPES, STATE)
            .orMismatch(AccessKeyNames.ONES, "account/login");
    unlessEqual(SCOPES, tokens.text("scopes"), "the scopes");
    return tokens;
  }

  private void detail(String openId) {
    transcript.step("Who is it?");
    SignedResponse detail = shop.readUser(openId).orMismatch(AccessKeyNames.ONES, "user/detail");
    unless(!detail.text("name").isEmpty(), "the player should have a name");
  }

  private SignedResponse refresh(SignedResponse tokens) {
    transcript.step("The server refreshes the tokens");
    return shop.refreshTokens(tokens).orMismatch(AccessKeyNames.ONES, "account/refresh");
  }

  private String pay(SignedResponse tokens) {
    String openId = tokens.text("open_id");
    BigDecimal before = balance(openId);
    transcript.step("The server prepares a payment for this player, who pays it on the pay page");
    String tradeNo = "pay_" + run;
    SignedResponse prepaid =
        shop.prepay(new Payment(Buyer.of(tokens), tradeNo, "2", "a shield", STATE, REDIRECT))
            .orMismatch(AccessKeyNames.ONES, "pay/prepay");
    Map<String, String> result = player.pay(prepaid.text("pay_url")).redirectParameters();
    unlessEqual("1", result.get("status"), "the redirect's status");
    unlessEqual("pay", result.get("action"), "what the redirect URL had of its own");
    unlessEqual(prepaid.text("order_id"), result.get("order_id"), "the redirect's order_id");
    checkCallback(tradeNo, 1, "2", "0.02", 1);
    unlessEqual(before.subtract(new BigDecimal("2")), balance(openId), "the player's balance");
    return tradeNo;
  }

  private BigDecimal balance(String openId) {
    SignedResponse balance =
        shop.balance(openId, "usdt").orMismatch(AccessKeyNames.ONES, "account/balance");
    return new BigDecimal(shop.total(balance));
  }

  private void checkCallback(String tradeNo, int which, String amount, String cut, int direction) {
    JsonNode callback = callbacks.awaitCallback(tradeNo, which, merchant.credentials(), transcript);
    unlessEqual(amount, callback.path("amount").asString(""), "the callback's amount");
    unlessEqual(cut, callback.path("cut_amount").asString(""), "the callback's cut_amount");
    unlessEqual(direction, callback.path("direction").asInt(), "the callback's direction");
    unlessEqual(1, callback.path("status").asInt(), "the callback's status");
  }

  private void payout(String openId) {
    transcript.step("The server pays the player a prize");
    SignedResponse prize =
        shop.payOut(openId, "prize_" + run, "0.5").orMismatch(AccessKeyNames.ONES, "pay/app2user");
    unlessEqual(1, prize.data().path("status").asInt(), "the order's status");
    checkCallback("prize_" + run, 1, "0.5", "0", 2);
  }

  private void refund(String paid) {
    transcript.step("The server refunds half of the payment");
    shop.returnOrder(paid, "back_" + run, "1").orMismatch(AccessKeyNames.ONES, "pay/refund");
    checkCallback("back_" + run, 1, "1", "0", 2);
  }

  private void lookBack(String paid) {
    transcript.step("The server looks back: order and history");
    SignedResponse order = shop.order(paid).orMismatch(AccessKeyNames.ONES, "order/detail");
    unlessEqual(1, order.data().path("status").asInt(), "the order's status");
    SignedResponse history =
        shop.history("usdt", 3).orMismatch(AccessKeyNames.ONES, "order/history");
    unlessEqual(3, history.data().path("list").size(), "the number of orders listed");
    transcript.step("The server asks for the callback once more");
    shop.resendCallback(paid).orMismatch(AccessKeyNames.ONES, "callback/redo");
    checkCallback(paid, 2, "2", "0.02", 1);
  }

  private void logOut(SignedResponse tokens) {
    transcript.step("The server logs the token off; it cannot be refreshed any more");
    shop.logOff(tokens.text("access_token")).orMismatch(AccessKeyNames.ONES, "account/logout");
    SignedResponse refused = shop.refreshTokens(tokens);
    unless(refused.code() != 0, "refreshing should be refused after logging off");
  }
}
