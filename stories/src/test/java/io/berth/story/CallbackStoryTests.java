package io.berth.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.berth.demo.merchant.MerchantClient;
import io.berth.demo.merchant.SignedResponse;
import io.berth.demo.player.Player;
import io.berth.demo.traffic.Demo;
import io.berth.test.browser.WithBrowser;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A payment whose callback fails, is looked into and sent again. */
@WithBrowser
class CallbackStoryTests {

  private static final LocatorAssertions.ContainsTextOptions WITHIN_TIMEOUT =
      new LocatorAssertions.ContainsTextOptions().setTimeout(15_000);

  private final RunningBerth berth = RunningBerth.get();
  private final MerchantClient merchant = berth.dragonex(Clock.systemUTC());
  private final String tradeNo = "callback" + System.nanoTime();
  private final String app = berth.origin() + "/console/apps/appidfortest";

  @BeforeEach
  void signIn(Page page) {
    page.navigate(app + "/orders");
    page.locator("[name=login]").fill("merchant@example.com");
    page.locator("[name=password]").fill(Demo.PASSWORD);
    page.locator("form[action='/account/sign-in'] button[type=submit]").click();
    assertThat(page).hasURL(app + "/orders");
  }

  @AfterEach
  void close() {
    berth.callbacks().acceptCallbacksOf(tradeNo);
    merchant.close();
  }

  private String payUrl() {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("trade_no", tradeNo);
    parameters.put("coin_code", "usdt");
    parameters.put("volume", "3");
    parameters.put("device", "device_1");
    parameters.put("state", "state_01");
    parameters.put("redirect_url", "http://127.0.0.1:5500/demo/webapp/");
    SignedResponse prepaid = merchant.post("/api/v1/pay/user2app/pre/", parameters);
    return prepaid.text("pay_url");
  }

  private void finds(Page page) {
    page.locator("#number").fill(tradeNo);
    page.locator("form.filters button").click();
    page.locator("table.cards a[data-row]").click();
    assertThat(page.locator("h1")).hasText(tradeNo);
  }

  @Test
  void aFailedCallbackIsSeenUnderstoodAndSentAgain(Page page) {
    berth.callbacks().failCallbacksOf(tradeNo);
    String payUrl = payUrl();
    finds(page);
    assertThat(page.locator(".timeline")).containsText("Payable until");

    try (Player player = berth.player()) {
      player.pay(payUrl);
    }
    Locator timeline = page.locator(".timeline");
    assertThat(timeline).containsText("Payment page opened", WITHIN_TIMEOUT);
    assertThat(timeline).containsText("HTTP 500", WITHIN_TIMEOUT);
    assertThat(timeline).containsText("Posted to the ledger");
    assertThat(timeline).containsText("Next attempt");
    PageScreenshots.check(page, "console-order-life");

    page.navigate(app + "/callbacks?show=UNACKNOWLEDGED");
    assertThat(page.locator("table.cards")).containsText(tradeNo);
    PageScreenshots.check(page, "console-callbacks");

    berth.callbacks().acceptCallbacksOf(tradeNo);
    page.locator("table.cards a", new Page.LocatorOptions().setHasText(tradeNo)).click();
    page.locator("form[action$='/resend'] button").click();
    assertThat(page.locator(".timeline")).containsText("acknowledged: HTTP 200", WITHIN_TIMEOUT);
    berth.callbacks().awaitCallback(tradeNo, 2, Demo.DRAGONEX, RunningBerth.QUIET);
    page.navigate(app + "/callbacks?show=UNACKNOWLEDGED");
    assertThat(page.locator("#main")).not().containsText(tradeNo);
  }

  @Test
  void theDrillFindsThatForgeriesAreAccepted(Page page) {
    page.navigate(app + "/drill");
    page.locator("form[action$='/drill'] button").click();
    assertThat(page.locator("[data-exercise=SLOW][data-grade]"))
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(30_000));
    // The demo's receiver counts whatever comes, without a look at the signature.
    assertThat(page.locator("[data-exercise=TAMPERED]")).containsText("A forged callback was");
    assertThat(page.locator("[data-exercise=PLAIN]")).hasAttribute("data-grade", "PASSED");
    PageScreenshots.check(page, "console-drill");
  }
}
