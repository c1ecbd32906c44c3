package io.berth.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.berth.demo.merchant.MerchantClient;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.WithBrowser;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Somebody who has never seen Berth makes an app, and a colleague joins. */
@WithBrowser
class ConsoleStoryTests {

  private static final String BALANCES = "/api/v1/admin/coin/list/";

  private final RunningBerth berth = RunningBerth.get();
  private final Newcomers newcomers = new Newcomers(berth);

  @Test
  void fromTheHomePageToASignedRequestOfAnAppOfOnesOwn(Page page) {
    newcomers.register(page, Newcomers.mail());
    MerchantClient.Credentials credentials = Newcomers.makeApp(page, "Sky Games", "Sky Shop");
    assertThat(page.locator("#next")).hasText("Next steps");
    Accessibility.check(page);

    try (MerchantClient merchant = berth.dragonex(credentials)) {
      // The gateway hears of it within a second.
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(() -> merchant.post(BALANCES, Map.of()).code() == 1);
      keysCanBeTakenAway(page, merchant);
    }
  }

  private static void keysCanBeTakenAway(Page page, MerchantClient merchant) {
    page.locator(".side a:has-text('Keys')").click();
    Locator key = page.locator("article.key");
    assertThat(key).hasCount(1);
    key.locator("summary:has-text('Change')").click();
    key.locator("textarea[name=ips]").fill("203.0.113.0/24");
    key.locator("button:has-text('Save')").click();
    assertThat(page.locator(".flash")).containsText("Saved. It takes effect within a second.");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> merchant.post(BALANCES, Map.of()).code() != 1);
    key.locator("summary:has-text('Delete')").click();
    key.locator("button:has-text('Delete key')").click();
    assertThat(page.locator("article.key")).hasCount(0);
    Accessibility.check(page);
  }

  @Test
  void aColleagueJoinsAndSeesTheAppsButNotTheButtons(Page page, Browser browser) {
    newcomers.register(page, Newcomers.mail());
    Newcomers.makeApp(page, "Moon Games", "Moon Shop");
    page.locator(".crumbs a:has-text('Moon Games')").click();
    String colleague = Newcomers.mail();
    page.locator("[name=login]").fill(colleague);
    page.locator("input[name=role][value=READ_ONLY]").check();
    page.locator("button:has-text('Send invitation')").click();
    assertThat(page.locator(".flash")).containsText("The invitation was sent.");
    Accessibility.check(page);

    try (BrowserContext elsewhere = browser.newContext()) {
      Page theirs = elsewhere.newPage();
      newcomers.register(theirs, colleague);
      theirs.navigate(newcomers.link(colleague));
      theirs.locator("main button[type=submit]").click();
      assertThat(theirs.locator(".flash")).containsText("Welcome.");
      theirs.navigate(berth.origin() + "/console");
      theirs.locator(".tile a:has-text('Moon Shop')").click();
      theirs.locator(".side a:has-text('Keys')").click();
      assertThat(theirs.locator("article.key")).hasCount(1);
      assertThat(theirs.locator("main button[type=submit]")).hasCount(0);
    }
  }
}
