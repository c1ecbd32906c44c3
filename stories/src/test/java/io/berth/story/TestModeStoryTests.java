package io.berth.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.demo.merchant.DragonexMerchantApi;
import io.berth.demo.merchant.MerchantClient;
import io.berth.demo.merchant.SignedResponse;
import io.berth.demo.player.Page;
import io.berth.demo.player.Player;
import io.berth.demo.traffic.Demo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An integrator changes one host and the keys; nothing of test is to be seen or had in live. */
class TestModeStoryTests {

  private static final String REDIRECT = "http://127.0.0.1:5500/demo/webapp/?lang=en";
  private static final int KEY_UNKNOWN = 11008;
  private static final int TOKEN_INVALID = 11022;

  private final RunningBerth berth = RunningBerth.get();
  private final MerchantClient live = berth.dragonexAt(berth.origin(), Demo.DRAGONEX);
  private final MerchantClient test = berth.dragonexAt(berth.testOrigin(), Demo.DRAGONEX_TEST);
  private final String tradeNo = "t" + UUID.randomUUID().toString().replace("-", "");

  @AfterEach
  void close() {
    live.close();
    test.close();
  }

  private static SignedResponse prepay(MerchantClient merchant, String tradeNo) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("trade_no", tradeNo);
    parameters.put("coin_code", "usdt");
    parameters.put("volume", "3");
    parameters.put("device", "device_1");
    parameters.put("state", "state_01");
    parameters.put("redirect_url", REDIRECT);
    return merchant.post("/api/v1/pay/user2app/pre/", parameters);
  }

  private static SignedResponse order(MerchantClient merchant, String tradeNo) {
    return merchant.post("/api/v1/pay/order/detail/", Map.of("trade_no", tradeNo));
  }

  @Test
  void aTestPaymentHasItsOwnUsersKeysAndCallbacksAndLeavesNothingInLive() {
    SignedResponse prepaid = prepay(test, tradeNo);
    assertThat(prepaid.text("pay_url"))
        .startsWith(berth.testOrigin() + "/oauth/payment?app_id=appidfortest&");
    try (Player player = berth.testPlayer()) {
      assertThat(player.pay(prepaid.text("pay_url")).redirectParameters())
          .containsEntry("status", "1")
          .containsEntry("cut_volume", "0.03");
    }
    JsonNode callback =
        berth.callbacks().awaitCallback(tradeNo, 1, Demo.DRAGONEX_TEST, RunningBerth.QUIET);
    assertThat(callback.path("status").asInt()).isEqualTo(1);
    assertThat(callback.path("uid").asLong()).isGreaterThan(9_000_000_000_000L);
    assertThat(order(test, tradeNo).data().path("status").asInt()).isEqualTo(1);
    assertThat(order(live, tradeNo).code()).isNotEqualTo(1);
    // The number is free in live.
    assertThat(prepay(live, tradeNo).text("pay_url")).startsWith(berth.origin() + "/oauth/payment");
  }

  @Test
  void payLinksOpenInTheirOwnRealmOnly() {
    String link = prepay(test, tradeNo).text("pay_url");
    try (Player player = berth.player()) {
      Page page = player.openGame(link.replace(berth.testOrigin(), berth.origin()));
      assertThat(page.body()).contains("<h1").doesNotContain("USDT");
    }
  }

  @Test
  void keysAndTokensOfOneRealmAreUnknownInTheOther() {
    try (MerchantClient liveKeyInTest =
            berth.dragonexAt(berth.testOrigin(), sealedBy(Demo.DRAGONEX_TEST, Demo.DRAGONEX));
        MerchantClient testKeyInLive =
            berth.dragonexAt(berth.origin(), sealedBy(Demo.DRAGONEX, Demo.DRAGONEX_TEST))) {
      assertThat(order(liveKeyInTest, tradeNo).code()).isEqualTo(KEY_UNKNOWN);
      assertThat(order(testKeyInLive, tradeNo).code()).isEqualTo(KEY_UNKNOWN);
    }
    String token = signIn();
    assertThat(status(test, token).code()).isEqualTo(1);
    assertThat(status(live, token).code()).isEqualTo(TOKEN_INVALID);
  }

  /** Responses have the seal of the app that the origin has. */
  private static MerchantClient.Credentials sealedBy(
      MerchantClient.Credentials there, MerchantClient.Credentials key) {
    return new MerchantClient.Credentials(
        key.appId(), key.accessKey(), key.secretKey(), there.checkKey());
  }

  private String signIn() {
    String link =
        berth.testOrigin()
            + "/oauth/login/?app_id=appidfortest&scopes=1,7&state=state_01&device="
            + DragonexMerchantApi.DEVICE
            + "&redirect_url="
            + URLEncoder.encode(REDIRECT, StandardCharsets.UTF_8);
    try (Player player = berth.testPlayer()) {
      Map<String, String> granted = player.allow(link).redirectParameters();
      SignedResponse loggedIn =
          test.post(
              "/api/v1/login/do/",
              Map.of(
                  "code", granted.get("code"),
                  "app_id", "appidfortest",
                  "scopes", "1,7",
                  "state", "state_01",
                  "device", DragonexMerchantApi.DEVICE));
      assertThat(loggedIn.text("app_id")).isEqualTo("appidfortest");
      return loggedIn.text("access_token");
    }
  }

  private static SignedResponse status(MerchantClient merchant, String token) {
    return merchant.getFromFrontEnd("/api/v1/token/status/", token, DragonexMerchantApi.DEVICE);
  }

  @Test
  void whatIsNotOfAPlayerIsFoundAtTheLiveOrigin() {
    try (Player player = berth.testPlayer()) {
      Page console = player.openGame(berth.testOrigin() + "/console");
      assertThat(console.location()).isEqualTo(berth.origin() + "/console");
    }
  }
}
