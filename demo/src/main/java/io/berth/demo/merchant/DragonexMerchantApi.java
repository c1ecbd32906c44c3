package io.berth.demo.merchant;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** {@code protocols/dragonex.md}. */
public final class DragonexMerchantApi implements MerchantApi {

  public static final String DEVICE = "device_demo";

  private final String origin;
  private final MerchantClient merchant;

  public DragonexMerchantApi(String origin, MerchantClient merchant) {
    this.origin = origin;
    this.merchant = merchant;
  }

  @Override
  public AccessKeyNames conventions() {
    return AccessKeyNames.DRAGONEX;
  }

  @Override
  public String loginLink(String scopes, String state, String redirectUrl) {
    return "%s/oauth/login/?app_id=%s&scopes=%s&state=%s&device=%s&redirect_url=%s"
        .formatted(
            origin,
            merchant.credentials().appId(),
            scopes,
            state,
            DEVICE,
            URLEncoder.encode(redirectUrl, StandardCharsets.UTF_8));
  }

  @Override
  public String codeParameter() {
    return "code";
  }

  @Override
  public SignedResponse redeems(String code, String scopes, String state) {
    return merchant.posts(
        "/api/v1/login/do/",
        Map.of(
            "code", code,
            "app_id", merchant.credentials().appId(),
            "scopes", scopes,
            "state", state,
            "device", DEVICE));
  }

  @Override
  public SignedResponse refreshes(SignedResponse tokens) {
    return merchant.posts(
        "/api/v1/login/refresh/",
        Map.of(
            "access_token", tokens.text("access_token"),
            "refresh_token", tokens.text("refresh_token")));
  }

  @Override
  public SignedResponse logsOff(String accessToken) {
    return merchant.posts("/api/v1/login/logout/", Map.of("access_token", accessToken));
  }

  @Override
  public SignedResponse looksUp(String openId) {
    return merchant.posts("/api/v1/user/detail/", Map.of("open_id", openId));
  }

  @Override
  public SignedResponse balance(String openId, String coin) {
    return merchant.posts(
        "/api/v1/user/coin/detail/", Map.of("open_id", openId, "coin_code", coin));
  }

  /** The same of the open account. */
  public SignedResponse openBalance(String openId, String coin) {
    return merchant.posts(
        "/api/v1/open/user/coin/detail/", Map.of("open_id", openId, "coin_code", coin));
  }

  @Override
  public String total(SignedResponse balance) {
    return balance.text("total");
  }

  @Override
  public SignedResponse prepays(
      Buyer buyer, String tradeNo, String amount, String goods, String state, String redirectUrl) {
    Map<String, Object> payment = new HashMap<>();
    payment.put("trade_no", tradeNo);
    payment.put("coin_code", "usdt");
    payment.put("volume", amount);
    payment.put("scene", "demo");
    payment.put("desc", goods);
    payment.put("device", DEVICE);
    payment.put("state", state);
    payment.put("redirect_url", redirectUrl);
    payment.put("domain", "");
    payment.put("specify_dragonex_uid", buyer.uid());
    return merchant.posts("/api/v1/pay/user2app/pre/", payment);
  }

  @Override
  public SignedResponse paysOut(String openId, String tradeNo, String amount) {
    return merchant.posts("/api/v1/pay/app2user/do/", transfer(openId, tradeNo, amount));
  }

  /** Takes coins from a player's open account, which the player's token allows. */
  public SignedResponse charges(String openId, String tradeNo, String amount, String payToken) {
    Map<String, Object> charge = transfer(openId, tradeNo, amount);
    charge.put("pay_token", payToken);
    return merchant.posts("/api/v1/open/pay/user2app/do/", charge);
  }

  public SignedResponse rewards(String openId, String tradeNo, String amount) {
    return merchant.posts("/api/v1/open/pay/app2user/do/", transfer(openId, tradeNo, amount));
  }

  private static Map<String, Object> transfer(String openId, String tradeNo, String volume) {
    return new HashMap<>(
        Map.of(
            "trade_no", tradeNo,
            "open_id", openId,
            "coin_code", "usdt",
            "volume", volume,
            "scene", "demo",
            "desc", "",
            "device", DEVICE));
  }

  @Override
  public SignedResponse returns(String tradeNo, String returnNo, String amount) {
    return returned(tradeNo, returnNo, "return_volume", amount);
  }

  /**
   * @param rate part of the order, such as 0.4
   */
  public SignedResponse returnsPart(String tradeNo, String returnNo, String rate) {
    return returned(tradeNo, returnNo, "return_rate", rate);
  }

  private SignedResponse returned(String tradeNo, String returnNo, String measure, String value) {
    return merchant.posts(
        "/api/v1/pay/return/do/",
        Map.of(
            "ori_trade_no",
            tradeNo,
            "return_trade_no",
            returnNo,
            measure,
            value,
            "scene",
            "demo",
            "desc",
            "",
            "device",
            DEVICE));
  }

  @Override
  public SignedResponse order(String tradeNo) {
    return merchant.posts("/api/v1/pay/order/detail/", Map.of("trade_no", tradeNo));
  }

  @Override
  public SignedResponse history(String coin, int limit) {
    return merchant.posts(
        "/api/v1/pay/order/history/", MerchantApi.history(coin, "order_type", limit));
  }

  @Override
  public SignedResponse redoes(String tradeNo) {
    return merchant.posts("/api/v1/pay/callback/redo/", Map.of("trade_no", tradeNo));
  }

  @Override
  public Order read(JsonNode order) {
    return new Order(
        order.path("trade_no").asString(""),
        order.path("open_id").asString(""),
        order.path("coin_code").asString(""),
        order.path("volume").asString(""),
        order.path("cut_volume").asString(""),
        order.path("direction").asInt(),
        order.path("status").asInt());
  }
}
