package io.berth.standalone.demo;

import static io.berth.standalone.demo.Mismatch.unless;
import static io.berth.standalone.demo.Mismatch.unlessEqual;

import io.berth.standalone.demo.ShopApi.Buyer;
import java.math.BigDecimal;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** {@code protocols/ones.md} from the first click to the last. */
final class OnesWalk {

  private static final String REDIRECT = "http://127.0.0.1:5500/demo/webapp/?action=pay";
  private static final String STATE = "demo1234";
  private static final String SCOPES = "1,7";

  private final OnesShop shop;
  private final Merchant merchant;
  private final Player player;
  private final CallbackReceiver callbacks;
  private final Transcript transcript;
  private final String run = Long.toString(System.nanoTime(), 36);

  OnesWalk(
      String origin,
      Merchant merchant,
      Player player,
      CallbackReceiver callbacks,
      Transcript transcript) {
    this.shop = new OnesShop(origin, merchant);
    this.merchant = merchant;
    this.player = player;
    this.callbacks = callbacks;
    this.transcript = transcript;
  }

  void walk() {
    transcript.chapter("ONES, app " + merchant.credentials().appId());
    Answer tokens = signIn();
    String openId = tokens.text("open_id");
    detail(openId);
    Answer refreshed = refresh(tokens);
    String paid = pay(tokens);
    payout(openId);
    refund(paid);
    lookBack(paid);
    logOut(refreshed);
  }

  private Answer signIn() {
    transcript.step(
        "The game links to the login page, redirect URL not encoded, as its clients do");
    Page redirect =
        player.allows(
            shop.loginLink(SCOPES, STATE, "http://127.0.0.1:5500/demo/webapp/?action=login"));
    Map<String, String> granted = redirect.redirectParameters();
    unless(
        !granted.getOrDefault("access_code", "").isEmpty(),
        "the redirect should carry an access_code");
    unlessEqual("login", granted.get("action"), "what the redirect URL had of its own");
    unlessEqual(SCOPES, granted.get("scopes"), "the redirect's scopes");
    transcript.step("The game's server exchanges the code for tokens");
    Answer tokens =
        shop.redeems(granted.getOrDefault("access_code", ""), SCOPES, STATE)
            .orMismatch(Conventions.ONES, "account/login");
    unlessEqual(SCOPES, tokens.text("scopes"), "the scopes");
    return tokens;
  }

  private void detail(String openId) {
    transcript.step("Who is it?");
    Answer detail = shop.looksUp(openId).orMismatch(Conventions.ONES, "user/detail");
    unless(!detail.text("name").isEmpty(), "the player should have a name");
  }

  private Answer refresh(Answer tokens) {
    transcript.step("The server refreshes the tokens");
    return shop.refreshes(tokens).orMismatch(Conventions.ONES, "account/refresh");
  }

  private String pay(Answer tokens) {
    String openId = tokens.text("open_id");
    BigDecimal before = balance(openId);
    transcript.step("The server prepares a payment for this player, who pays it on the pay page");
    String tradeNo = "pay_" + run;
    Answer prepaid =
        shop.prepays(Buyer.of(tokens), tradeNo, "2", "a shield", STATE, REDIRECT)
            .orMismatch(Conventions.ONES, "pay/prepay");
    Map<String, String> result = player.pays(prepaid.text("pay_url")).redirectParameters();
    unlessEqual("1", result.get("status"), "the redirect's status");
    unlessEqual("pay", result.get("action"), "what the redirect URL had of its own");
    unlessEqual(prepaid.text("order_id"), result.get("order_id"), "the redirect's order_id");
    checkCallback(tradeNo, 1, "2", "0.02", 1);
    unlessEqual(before.subtract(new BigDecimal("2")), balance(openId), "the player's balance");
    return tradeNo;
  }

  private BigDecimal balance(String openId) {
    Answer balance = shop.balance(openId, "usdt").orMismatch(Conventions.ONES, "account/balance");
    return new BigDecimal(shop.total(balance));
  }

  private void checkCallback(String tradeNo, int which, String amount, String cut, int direction) {
    JsonNode callback = callbacks.receives(tradeNo, which, merchant.credentials(), transcript);
    unlessEqual(amount, callback.path("amount").asString(""), "the callback's amount");
    unlessEqual(cut, callback.path("cut_amount").asString(""), "the callback's cut_amount");
    unlessEqual(direction, callback.path("direction").asInt(), "the callback's direction");
    unlessEqual(1, callback.path("status").asInt(), "the callback's status");
  }

  private void payout(String openId) {
    transcript.step("The server pays the player a prize");
    Answer prize =
        shop.paysOut(openId, "prize_" + run, "0.5").orMismatch(Conventions.ONES, "pay/app2user");
    unlessEqual(1, prize.data().path("status").asInt(), "the order's status");
    checkCallback("prize_" + run, 1, "0.5", "0", 2);
  }

  private void refund(String paid) {
    transcript.step("The server refunds half of the payment");
    shop.returns(paid, "back_" + run, "1").orMismatch(Conventions.ONES, "pay/refund");
    checkCallback("back_" + run, 1, "1", "0", 2);
  }

  private void lookBack(String paid) {
    transcript.step("The server looks back: order and history");
    Answer order = shop.order(paid).orMismatch(Conventions.ONES, "order/detail");
    unlessEqual(1, order.data().path("status").asInt(), "the order's status");
    Answer history = shop.history("usdt", 3).orMismatch(Conventions.ONES, "order/history");
    unlessEqual(3, history.data().path("list").size(), "the number of orders listed");
    transcript.step("The server asks for the callback once more");
    shop.redoes(paid).orMismatch(Conventions.ONES, "callback/redo");
    checkCallback(paid, 2, "2", "0.02", 1);
  }

  private void logOut(Answer tokens) {
    transcript.step("The server logs the token off; it cannot be refreshed any more");
    shop.logsOff(tokens.text("access_token")).orMismatch(Conventions.ONES, "account/logout");
    Answer refused = shop.refreshes(tokens);
    unless(refused.code() != 0, "refreshing should be refused after logging off");
  }
}
