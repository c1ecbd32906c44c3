package io.berth.demo.merchant;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** {@code protocols/ones.md}. */
public final class OnesMerchantApi implements MerchantApi {

  private static final String DEVICE = "h5app";

  private final String origin;
  private final MerchantClient merchant;

  public OnesMerchantApi(String origin, MerchantClient merchant) {
    this.origin = origin;
    this.merchant = merchant;
  }

  @Override
  public AccessKeyNames conventions() {
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
  public SignedResponse redeems(String code, String scopes, String state) {
    return merchant.posts(
        "/v1/account/login",
        Map.of(
            "access_code", code,
            "app_id", merchant.credentials().appId(),
            "scopes", scopes,
            "state", state,
            "device", DEVICE));
  }

  @Override
  public SignedResponse refreshes(SignedResponse tokens) {
    return merchant.posts(
        "/v1/account/refresh",
        Map.of(
            "access_token", tokens.text("access_token"),
            "refresh_token", tokens.text("refresh_token")));
  }

  @Override
  public SignedResponse logsOff(String accessToken) {
    return merchant.posts("/v1/account/logout", Map.of("access_token", accessToken));
  }

  @Override
  public SignedResponse looksUp(String openId) {
    return merchant.posts("/v1/user/detail", Map.of("open_id", openId));
  }

  @Override
  public SignedResponse balance(String openId, String coin) {
    return merchant.posts("/v1/account/balance", Map.of("open_id", openId, "coin_code", coin));
  }

  @Override
  public String total(SignedResponse balance) {
    return balance.data().path(0).path("total").asString("0");
  }

  @Override
  public SignedResponse prepays(
      Buyer buyer, String tradeNo, String amount, String goods, String state, String redirectUrl) {
    return merchant.posts(
        "/v1/pay/prepay",
        Map.of(
            "trade_no", tradeNo,
            "coin_code", "usdt",
            "amount", amount,
            "desc", goods,
            "device", DEVICE,
            "state", state,
            "open_id", buyer.openId(),
            "redirect_url", redirectUrl));
  }

  @Override
  public SignedResponse paysOut(String openId, String tradeNo, String amount) {
    return merchant.posts(
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
  public SignedResponse returns(String tradeNo, String returnNo, String amount) {
    return merchant.posts(
        "/v1/pay/refund", Map.of("trade_no", tradeNo, "refund_no", returnNo, "amount", amount));
  }

  @Override
  public SignedResponse order(String tradeNo) {
    return merchant.posts("/v1/order/detail", Map.of("trade_no", tradeNo));
  }

  @Override
  public SignedResponse history(String coin, int limit) {
    return merchant.posts("/v1/order/history", MerchantApi.history(coin, "trans_type", limit));
  }

  @Override
  public SignedResponse redoes(String tradeNo) {
    return merchant.posts("/v1/callback/redo", Map.of("trade_no", tradeNo));
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
