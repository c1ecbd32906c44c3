package io.berth.demo.merchant;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Sends a merchant's requests by {@code protocols/dragonex.md}. */
public final class DragonexMerchantApi implements MerchantApi {

  public static final String DEVICE = "device_demo";

  private final String origin;
  private final MerchantClient merchant;

  public DragonexMerchantApi(String origin, MerchantClient merchant) {
    this.origin = origin;
    this.merchant = merchant;
  }

  @Override
  public AccessKeyNames names() {
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
  public SignedResponse exchangeCode(String code, String scopes, String state) {
    return merchant.post(
        "/api/v1/login/do/",
        Map.of(
            "code", code,
            "app_id", merchant.credentials().appId(),
            "scopes", scopes,
            "state", state,
            "device", DEVICE));
  }

  @Override
  public SignedResponse refreshTokens(SignedResponse tokens) {
    return merchant.post(
        "/api/v1/login/refresh/",
        Map.of(
            "access_token", tokens.text("access_token"),
            "refresh_token", tokens.text("refresh_token")));
  }

  @Override
  public SignedResponse logOff(String accessToken) {
    return merchant.post("/api/v1/login/logout/", Map.of("access_token", accessToken));
  }

  @Override
  public SignedResponse readUser(String openId) {
    return merchant.post("/api/v1/user/detail/", Map.of("open_id", openId));
  }

  @Override
  public SignedResponse balance(String openId, String coin) {
    return merchant.post("/api/v1/user/coin/detail/", Map.of("open_id", openId, "coin_code", coin));
  }

  /** Reads the balance of the player's open account. */
  public SignedResponse openBalance(String openId, String coin) {
    return merchant.post(
        "/api/v1/open/user/coin/detail/", Map.of("open_id", openId, "coin_code", coin));
  }

  @Override
  public String total(SignedResponse balance) {
    return balance.text("total");
  }

  @Override
  public SignedResponse prepay(Payment payment) {
    Map<String, Object> body = new HashMap<>();
    body.put("trade_no", payment.tradeNo());
    body.put("coin_code", "usdt");
    body.put("volume", payment.amount());
    body.put("scene", "demo");
    body.put("desc", payment.goods());
    body.put("device", DEVICE);
    body.put("state", payment.state());
    body.put("redirect_url", payment.redirectUrl());
    body.put("domain", "");
    body.put("specify_dragonex_uid", payment.buyer().uid());
    return merchant.post("/api/v1/pay/user2app/pre/", body);
  }

  @Override
  public SignedResponse payOut(String openId, String tradeNo, String amount) {
    return merchant.post("/api/v1/pay/app2user/do/", transfer(openId, tradeNo, amount));
  }

  /** Charges a player's open account, as the player's pay token allows. */
  public SignedResponse charge(String openId, String tradeNo, String amount, String payToken) {
    Map<String, Object> charge = transfer(openId, tradeNo, amount);
    charge.put("pay_token", payToken);
    return merchant.post("/api/v1/open/pay/user2app/do/", charge);
  }

  public SignedResponse reward(String openId, String tradeNo, String amount) {
    return merchant.post("/api/v1/open/pay/app2user/do/", transfer(openId, tradeNo, amount));
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
  public SignedResponse returnOrder(String tradeNo, String returnNo, String amount) {
    return returned(tradeNo, returnNo, "return_volume", amount);
  }

  /**
   * @param rate part of the order, such as 0.4
   */
  public SignedResponse returnPart(String tradeNo, String returnNo, String rate) {
    return returned(tradeNo, returnNo, "return_rate", rate);
  }

  private SignedResponse returned(String tradeNo, String returnNo, String measure, String value) {
    return merchant.post(
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
    return merchant.post("/api/v1/pay/order/detail/", Map.of("trade_no", tradeNo));
  }

  @Override
  public SignedResponse history(String coin, int limit) {
    return merchant.post(
        "/api/v1/pay/order/history/", MerchantApi.history(coin, "order_type", limit));
  }

  @Override
  public SignedResponse resendCallback(String tradeNo) {
    return merchant.post("/api/v1/pay/callback/redo/", Map.of("trade_no", tradeNo));
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
