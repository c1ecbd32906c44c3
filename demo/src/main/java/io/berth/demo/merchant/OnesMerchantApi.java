package io.berth.demo.merchant;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Sends a merchant's requests by {@code protocols/ones.md}. */
public final class OnesMerchantApi implements MerchantApi {

  private static final String DEVICE = "h5app";

  private final String origin;
  private final MerchantClient merchant;

  public OnesMerchantApi(String origin, MerchantClient merchant) {
    this.origin = origin;
    this.merchant = merchant;
  }

  @Override
  public AccessKeyNames names() {
    return AccessKeyNames.ONES;
  }

  /** The redirect URL is not encoded, as this protocol's clients leave it. */
  @Override
  public String loginLink(String scopes, String state, String redirectUrl) {
    return "%s/oauth/login?app_id=%s&scopes=%s&state=%s&device=%s&redirect_url=%s"
        .formatted(origin, merchant.credentials().appId(), scopes, state, DEVICE, redirectUrl);
  }

  @Override
  public String codeParameter() {
    return "access_code";
  }

  @Override
  public SignedResponse exchangeCode(String code, String scopes, String state) {
    return merchant.post(
        "/v1/account/login",
        Map.of(
            "access_code", code,
            "app_id", merchant.credentials().appId(),
            "scopes", scopes,
            "state", state,
            "device", DEVICE));
  }

  @Override
  public SignedResponse refreshTokens(SignedResponse tokens) {
    return merchant.post(
        "/v1/account/refresh",
        Map.of(
            "access_token", tokens.text("access_token"),
            "refresh_token", tokens.text("refresh_token")));
  }

  @Override
  public SignedResponse logOff(String accessToken) {
    return merchant.post("/v1/account/logout", Map.of("access_token", accessToken));
  }

  @Override
  public SignedResponse readUser(String openId) {
    return merchant.post("/v1/user/detail", Map.of("open_id", openId));
  }

  @Override
  public SignedResponse balance(String openId, String coin) {
    return merchant.post("/v1/account/balance", Map.of("open_id", openId, "coin_code", coin));
  }

  @Override
  public String total(SignedResponse balance) {
    return balance.data().path(0).path("total").asString("0");
  }

  @Override
  public SignedResponse prepay(Payment payment) {
    return merchant.post(
        "/v1/pay/prepay",
        Map.of(
            "trade_no", payment.tradeNo(),
            "coin_code", "usdt",
            "amount", payment.amount(),
            "desc", payment.goods(),
            "device", DEVICE,
            "state", payment.state(),
            "open_id", payment.buyer().openId(),
            "redirect_url", payment.redirectUrl()));
  }

  @Override
  public SignedResponse payOut(String openId, String tradeNo, String amount) {
    return merchant.post(
        "/v1/pay/app2user",
        Map.of(
            "open_id", openId,
            "trade_no", tradeNo,
            "coin_code", "usdt",
            "amount", amount,
            "scene", "demo",
            "desc", "",
            "device", DEVICE));
  }

  @Override
  public SignedResponse returnOrder(String tradeNo, String returnNo, String amount) {
    return merchant.post(
        "/v1/pay/refund", Map.of("trade_no", tradeNo, "refund_no", returnNo, "amount", amount));
  }

  @Override
  public SignedResponse order(String tradeNo) {
    return merchant.post("/v1/order/detail", Map.of("trade_no", tradeNo));
  }

  @Override
  public SignedResponse history(String coin, int limit) {
    return merchant.post("/v1/order/history", MerchantApi.history(coin, "trans_type", limit));
  }

  @Override
  public SignedResponse resendCallback(String tradeNo) {
    return merchant.post("/v1/callback/redo", Map.of("trade_no", tradeNo));
  }

  @Override
  public Order read(JsonNode order) {
    return new Order(
        order.path("trade_no").asString(""),
        order.path("open_id").asString(""),
        order.path("coin_code").asString(""),
        order.path("amount").asString(""),
        order.path("cut_amount").asString(""),
        order.path("direction").asInt(),
        order.path("status").asInt());
  }
}
