package io.berth.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import io.berth.demo.merchant.DragonexMerchantApi;
import io.berth.demo.merchant.MerchantApi.Buyer;
import io.berth.demo.merchant.MerchantApi.Payment;
import io.berth.demo.merchant.MerchantClient;
import io.berth.demo.merchant.SignedResponse;
import io.berth.demo.player.Player;
import io.berth.demo.traffic.Demo;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.WithBrowser;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** An owner plays a game in test, and moves the clock of a test. */
@WithBrowser
class TestOwnerStoryTests {

  private static final String REDIRECT = "http://127.0.0.1:5500/demo/webapp/?lang=en";
  private static final int TOKEN_EXPIRED = 11021;
  private static final int FAILED = 2;

  private final RunningBerth berth = RunningBerth.get();
  private final String number = "t" + UUID.randomUUID().toString().replace("-", "");

  private void openTestPage(Page page, String appId, String login) {
    page.navigate(berth.origin() + "/console/apps/" + appId + "/test");
    page.locator("[name=login]").fill(login);
    page.locator("[name=password]").fill(Demo.PASSWORD);
    page.locator("form[action='/account/sign-in'] button[type=submit]").click();
    // There is a test of it: its page opens instead.
    assertThat(page).hasURL(berth.origin() + "/console/apps/test:" + appId + "/test");
  }

  @Test
  void aGameIsPlayedAndPaidForAsAPlayerMadeWithOneClick(Page page) {
    openTestPage(page, "1001", "garden@example.com");
    page.locator("#player button[type=submit]").click();
    String login = page.locator("#player-login").textContent();
    String password = page.locator("#player-password").textContent();
    PageScreenshots.check(page, "console-test-player");

    Page game = page.waitForPopup(() -> page.locator("#player a.button").click());
    game.locator("[name=login]").fill(login);
    game.locator("[name=password]").fill(password);
    game.locator("form[action='/account/sign-in'] button[type=submit]").click();
    FrameLocator frame = game.frameLocator("#frame");
    frame.locator("#pay").click();
    game.locator("#pay_password").fill(password);
    game.locator("#pay button[type=submit]").click();

    assertThat(frame.locator("#log")).containsText("pay 6 paid");
    assertThat(frame.locator(".exchange.callback").first()).containsText("sign is right");
    assertThat(game.url()).startsWith(berth.testOrigin());
  }

  @Test
  void theClockLetsOrdersAndTokensExpireAndCallbacksBeTriedAgain(Page page) {
    try (MerchantClient client = berth.dragonexAt(berth.testOrigin(), Demo.DRAGONEX_TEST);
        Player player = berth.testPlayer()) {
      DragonexMerchantApi shop = new DragonexMerchantApi(berth.testOrigin(), client);
      SignedResponse tokens =
          shop.exchangeCode(
              player
                  .allow(shop.loginLink("1,7", "state_01", REDIRECT))
                  .redirectParameters()
                  .getOrDefault("code", ""),
              "1,7",
              "state_01");
      Instant issued = Instant.now();
      String token = tokens.text("access_token");
      assertThat(status(client, token)).isEqualTo(1);
      String paid = number + "paid";
      berth.callbacks().failCallbacksOf(paid);
      player.pay(shop.prepay(payment(paid)).text("pay_url"));
      berth.callbacks().awaitCallback(paid, 1, Demo.DRAGONEX_TEST, RunningBerth.QUIET);
      shop.prepay(payment(number)).text("pay_url");
      berth.callbacks().acceptCallbacksOf(paid);

      openTestPage(page, "appidfortest", "merchant@example.com");
      // Tokens say in which second they were issued.
      Awaitility.await().until(() -> Instant.now().isAfter(issued.plusSeconds(2)));
      page.locator("#forward").fill("40");
      page.locator("#unit").selectOption("days");
      page.locator("#clock button[type=submit]").click();

      assertThat(page.locator("#moved-orders")).not().hasText("0");
      assertThat(page.locator("#moved-tokens")).not().hasText("0");
      assertThat(page.locator("#moved-reconciled")).isVisible();
      PageScreenshots.check(page, "console-test-clock");
      Accessibility.check(page);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> {
                assertThat(order(shop, number)).isEqualTo(FAILED);
                assertThat(status(client, token)).isEqualTo(TOKEN_EXPIRED);
                assertThat(berth.callbacks().count(paid)).isEqualTo(2);
              });
    }
  }

  private static Payment payment(String tradeNo) {
    return new Payment(Buyer.ANYBODY, tradeNo, "3", "a sword", "state_01", REDIRECT);
  }

  private static int status(MerchantClient client, String token) {
    return client
        .getFromFrontEnd("/api/v1/token/status/", token, DragonexMerchantApi.DEVICE)
        .code();
  }

  private static int order(DragonexMerchantApi shop, String tradeNo) {
    return shop.order(tradeNo).data().path("status").asInt();
  }
}
