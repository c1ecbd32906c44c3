package io.berth.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.demo.merchant.CallbackReceiver;
import io.berth.demo.merchant.FomoClient;
import io.berth.demo.merchant.FomoMerchantApi;
import io.berth.demo.player.FomoPlayer;
import io.berth.demo.traffic.Demo;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FomoStoryTests {

  private static final String WALLET_PASSWORD = "wallet-password";

  private final RunningBerth berth = RunningBerth.get();
  private final FomoClient client = new FomoClient(berth.origin(), Demo.FOMO, RunningBerth.QUIET);
  private final FomoMerchantApi shop = new FomoMerchantApi(client, berth.callbacks().url());
  private final String unique = UUID.randomUUID().toString().replace("-", "");
  private final FomoPlayer player = player("p");
  private String userId;

  private FomoPlayer player(String start) {
    return new FomoPlayer(berth.origin(), client, start + unique + "@example.com");
  }

  @BeforeEach
  void register() {
    userId = player.register();
    player.signIn();
  }

  @AfterEach
  void close() {
    player.close();
    client.close();
  }

  private String accessToken() {
    return shop.exchangeCode(player.authorize("xyz")).text("access_token");
  }

  @Test
  void thePayoutsResponseHasTheMerchantsResponse() throws IOException {
    assertThat(shop.pay(userId, "ok" + unique, "1", Demo.PAY_PASSWORD).text("httpcode"))
        .isEqualTo("200");
    String gone;
    try (CallbackReceiver closed = CallbackReceiver.listen(0)) {
      gone = closed.url();
    }
    FomoMerchantApi unreachable = new FomoMerchantApi(client, gone);
    FomoClient.Reply paid = unreachable.pay(userId, "gone" + unique, "1", Demo.PAY_PASSWORD);
    assertThat(paid.status()).isEqualTo(1);
    assertThat(paid.text("httpcode")).isEqualTo("0");
  }

  @Test
  void aPayoutTakesTheAdminAccountsWalletPasswordAndAFreshTradeId() {
    assertThat(shop.pay(userId, "t" + unique, "1", "wrong-password").status()).isEqualTo(26);
    assertThat(shop.pay(userId, "t" + unique, "1", Demo.PAY_PASSWORD).status()).isEqualTo(1);
    assertThat(shop.pay(userId, "t" + unique, "1", Demo.PAY_PASSWORD).status()).isEqualTo(211);
    assertThat(shop.prepay(accessToken(), "t" + unique, "1").status()).isEqualTo(211);
    assertThat(shop.pay("9999999999", "u" + unique, "1", Demo.PAY_PASSWORD).status()).isEqualTo(74);
  }

  @Test
  void aPrepaymentIsConfirmedByTheUserWhoseTokenMadeItAndOnce() {
    shop.pay(userId, "gift" + unique, "3", Demo.PAY_PASSWORD);
    String transferId = shop.prepay(accessToken(), "pay" + unique, "2").text("transfer_id");
    assertThat(player.confirm("pay" + unique, transferId, WALLET_PASSWORD).status())
        .as("no wallet password yet")
        .isEqualTo(25);
    player.setWalletPassword(WALLET_PASSWORD);
    try (FomoPlayer otherPlayer = player("s")) {
      otherPlayer.register();
      otherPlayer.signIn();
      otherPlayer.setWalletPassword(WALLET_PASSWORD);
      assertThat(otherPlayer.confirm("pay" + unique, transferId, WALLET_PASSWORD).status())
          .isEqualTo(54);
    }
    assertThat(player.confirm("other" + unique, transferId, WALLET_PASSWORD).status())
        .isEqualTo(212);
    assertThat(player.confirm("pay" + unique, transferId, WALLET_PASSWORD).status()).isEqualTo(1);
    assertThat(player.confirm("pay" + unique, transferId, WALLET_PASSWORD).status()).isEqualTo(214);
    String another = shop.prepay(accessToken(), "more" + unique, "2").text("transfer_id");
    assertThat(player.confirm("more" + unique, another, WALLET_PASSWORD).status()).isEqualTo(24);
  }

  @Test
  void aTransferIsShownToItsPartiesOnly() {
    String transferId =
        shop.pay(userId, "seen" + unique, "1", Demo.PAY_PASSWORD).text("transfer_id");
    FomoClient.Reply seen = detail(transferId, accessToken());
    assertThat(seen.data().path("to_user").path("id").asString("")).isEqualTo(userId);
    assertThat(seen.data().path("coin_info").path("name").asString("")).isEqualTo("usdt");
    try (FomoPlayer otherPlayer = player("s")) {
      otherPlayer.register();
      otherPlayer.signIn();
      String token = shop.exchangeCode(otherPlayer.authorize("xyz")).text("access_token");
      assertThat(detail(transferId, token).status()).isEqualTo(54);
      assertThat(detail("1", token).status()).isEqualTo(212);
    }
  }

  private FomoClient.Reply detail(String transferId, String accessToken) {
    return client.post(
        "oauth2/resource/get_transfer_detail", Map.of("transfer_id", transferId), accessToken);
  }

  @Test
  void aCodeIsGoodOnceAndATokenForItsScopes() {
    String code = player.authorize("xyz");
    FomoClient.Reply tokens = shop.exchangeCode(code);
    assertThat(tokens.status()).isEqualTo(1);
    FomoClient.Reply narrow = shop.refreshTokens(tokens.text("refresh_token"), "userinfo");
    assertThat(narrow.text("scope")).isEqualTo("userinfo");
    assertThat(shop.prepay(narrow.text("access_token"), "n" + unique, "1").status()).isEqualTo(54);
    assertThat(shop.exchangeCode(code).status()).isEqualTo(201);
    assertThat(shop.refreshTokens(narrow.text("refresh_token"), "userinfo").status())
        .as("whoever used the code first may be a thief")
        .isEqualTo(2);
  }

  @Test
  void aSessionKeyIsNothingToGuess() {
    Map<String, String> wrong = new HashMap<>(Map.of("session_key", "0".repeat(40)));
    assertThat(client.post("customer/get_user_info", wrong).status()).isEqualTo(3);
    wrong.put("session_key", player.sessionKey());
    FomoClient.Reply own = client.post("customer/get_user_info", wrong);
    assertThat(own.data().path("user_info").path("email").asString(""))
        .isEqualTo("p" + unique + "@example.com");
  }
}
