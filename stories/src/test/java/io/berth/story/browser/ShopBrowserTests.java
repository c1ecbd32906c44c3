package io.berth.story.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.berth.demo.traffic.Demo;
import io.berth.story.PageScreenshots;
import io.berth.story.RunningBerth;
import io.berth.test.browser.WithBrowser;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person clicks through the demo merchant's shops, from the platform's home page on. */
@WithBrowser
class ShopBrowserTests {

  private static final Pattern CODE = Pattern.compile("\"code\":\"(\\d{6})\"");

  private final RunningBerth berth = RunningBerth.get();

  @ParameterizedTest
  @CsvSource({"dragonex, alice@example.com, lantern", "ones, bob@example.com, kite"})
  void aPlayerBuysWinsAndReturns(String shop, String login, String goods, Page page) {
    List<String> violations = Browsing.violations(page);
    page.navigate(berth.origin() + "/");
    if (shop.equals("dragonex")) {
      page.locator("[data-demo=dragonex]").click();
    } else {
      page.navigate(berth.shops().origin() + "/" + shop + "/");
    }
    page.locator("button.main").click();
    Browsing.signIn(page, login);
    page.locator("button[value=allow]").click();
    assertThat(page.locator(".flash.good")).isVisible();
    wire(page, "redirect", "/" + shop + "/back");

    page.locator("[data-goods=" + goods + "]").click();
    pay(page, login);
    Locator purchase = page.locator(".lines [data-kind=PURCHASE]").first();
    assertThat(purchase).hasAttribute("data-state", "PAID");
    callback(page, shop, 1);
    page.locator("form[action$='/prize'] button").click();
    assertThat(page.locator(".lines [data-kind=PRIZE]")).hasAttribute("data-state", "PAID");
    callback(page, shop, 2);
    page.locator("form[action$='/return'] button").click();
    assertThat(page.locator(".lines [data-kind=PURCHASE]").first())
        .hasAttribute("data-state", "RETURNED");
    callback(page, shop, 3);
    page.locator("#wire .pause").click();
    assertThat(page.locator("#wire .live")).isHidden();
    page.locator("#wire .pause").click();
    assertThat(page.locator("#wire .live")).isVisible();
    page.locator("form[action$='/redo'] button").first().click();
    callback(page, shop, 4);

    page.locator("a[href='/" + shop + "/orders']").click();
    assertThat(page.locator("tbody tr")).hasCount(3);
    page.locator(".exchange.callback summary").first().click();
    assertThat(page.locator(".exchange.callback .seal.good").first()).isVisible();
    PageScreenshots.check(page, "shop-" + shop);
    page.locator("form[action$='/sign-out'] button").click();
    assertThat(page.locator("button.main")).isVisible();
    assertThat(violations).isEmpty();
    assertThat(page.locator("#wire").textContent())
        .doesNotContain("5e0b7d9241c64f3a", "91f4a6c83be25d70", "demo-lantern-seal");
  }

  @Test
  void whoeverDeniesOrCancelsGoesBackToTheShop(Page page) {
    page.navigate(berth.shops().origin() + "/dragonex/");
    page.locator("button.main").click();
    Browsing.signIn(page, "carol@example.com");
    page.locator("button[value=deny]").click();
    assertThat(page.locator(".flash.bad")).containsText("did not allow");
    page.locator("button.main").click();
    page.locator("button[value=allow]").click();
    page.locator("[data-goods=candle]").click();
    page.locator("button[value=cancel]").click();
    assertThat(page.locator(".lines [data-kind=PURCHASE]")).hasAttribute("data-state", "CANCELLED");
  }

  @Test
  void theWalletAllowsPaysAndIsPaid(Page page) {
    List<String> violations = Browsing.violations(page);
    page.navigate(berth.shops().origin() + "/fomo/");
    page.locator("form[action='/fomo/sign-in'] button").click();
    page.locator("#login").fill("dave@example.com");
    page.locator("#password").fill(Demo.PASSWORD);
    page.locator(".phone button.main").click();
    PageScreenshots.check(page, "shop-fomo-asked");
    page.locator("button[value=allow]").click();
    assertThat(page.locator(".guest .who")).hasText("Dave");

    page.locator("[data-goods=pot]").click();
    page.locator("#wallet_pwd").fill("not it");
    page.locator("button[value=pay]").click();
    assertThat(page.locator(".flash.bad")).containsText("26");
    page.locator("#wallet_pwd").fill(Demo.PAY_PASSWORD);
    page.locator("button[value=pay]").click();
    assertThat(page.locator(".lines [data-kind=PURCHASE]")).hasAttribute("data-state", "PAID");
    callback(page, "fomo", 1);
    page.locator("form[action='/fomo/prize'] button").click();
    assertThat(page.locator(".flash.good")).containsText("200");
    callback(page, "fomo", 2);
    page.locator("form[action='/fomo/transfer'] button").first().click();
    assertThat(page.locator(".facts")).containsText("trade_id");
    PageScreenshots.check(page, "shop-fomo");
    assertThat(page.locator("#wire").textContent())
        .doesNotContain(Demo.PASSWORD, Demo.PAY_PASSWORD, "b3d8f15a6c9e4720");
    assertThat(violations).isEmpty();
  }

  @Test
  void theSitesFrontDoorLeadsToEveryShop(Page page) {
    page.navigate(berth.shops().origin() + "/?lang=ko");
    assertThat(page.locator("h1")).containsText("상점");
    page.navigate(berth.shops().origin() + "/?lang=en");
    assertThat(page.locator("a.door")).hasCount(3);
    PageScreenshots.check(page, "shop-home");
    page.navigate(berth.origin() + "/");
    PageScreenshots.check(page, "home");
  }

  @Test
  @WithBrowser(javaScript = false)
  void withoutJavaScriptLoadingAgainShowsWhatHappened(Page page) {
    page.navigate(berth.shops().origin() + "/ones/");
    page.locator("button.main").click();
    Browsing.signIn(page, "carol@example.com");
    page.locator("button[value=allow]").click();
    assertThat(page.locator(".guest .who")).hasText("Carol");
    assertThat(page.locator(".exchange.call")).hasCount(3);
    page.locator(".exchange.call summary").first().click();
    assertThat(page.locator(".exchange.call pre").first()).isVisible();
  }

  private void pay(Page page, String login) {
    String before = newestCode(page, login);
    page.locator("button[form=code-form]").click();
    String code =
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> newestCode(page, login), newest -> !newest.equals(before));
    page.locator("#verification_code").fill(code);
    page.locator("#pay_password").fill(Demo.PAY_PASSWORD);
    page.locator("button[value=pay]").click();
    assertThat(page.locator(".flash.good")).isVisible();
  }

  private String newestCode(Page page, String login) {
    String mails = page.request().get(berth.origin() + "/local/inbox?to=" + login).text();
    var found = CODE.matcher(mails);
    return found.find() ? found.group(1) : "";
  }

  /** Comes by itself, without the page being loaded again. */
  private static void callback(Page page, String shop, int count) {
    assertThat(
            page.locator(
                ".exchange.callback",
                new Page.LocatorOptions().setHasText("/" + shop + "/callback")))
        .hasCount(count);
  }

  private static void wire(Page page, String kind, String text) {
    assertThat(page.locator(".exchange." + kind).first()).containsText(text);
  }
}
