package io.berth.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.berth.demo.traffic.Demo;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.Screenshots;
import io.berth.test.browser.WithBrowser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Developers send signed requests of test from the documents of the APIs. */
@WithBrowser
class SendStoryTests {

  private final RunningBerth berth = RunningBerth.get();

  private void signIn(Page page, String login) {
    page.navigate(berth.origin() + "/account/sign-in?next=/docs/");
    page.locator("[name=login]").fill(login + "@example.com");
    page.locator("[name=password]").fill(Demo.PASSWORD);
    page.locator("form[action='/account/sign-in'] button[type=submit]").click();
    assertThat(page).hasURL(berth.origin() + "/docs/");
  }

  private void opens(Page page, String dialect) {
    page.navigate(berth.origin() + "/docs/api/" + dialect + ".md");
  }

  private static Locator panel(Page page, String endpoint) {
    return page.locator("details", new Page.LocatorOptions().setHasText("Send " + endpoint))
        .first();
  }

  private static void send(Page page, String endpoint) {
    panel(page, endpoint).locator("summary").click();
    panel(page, endpoint).locator("button").click();
    assertThat(page.locator("h1")).hasText(endpoint);
  }

  @ParameterizedTest
  @CsvSource({
    "dragonex, merchant, POST /api/v1/admin/coin/list/, carried out, /api/v1/admin/coin/list/, usdt",
    "ones, studio, POST /v1/order/history, carried out, /v1/order/history, data",
    "fomo, arcade, POST /fomo/oauth2/authorize/pay_user, refused, …1, status",
    "fomo, arcade, GET /fomo/wallet/get_active_coins, carried out, , usdt",
    "egret, garden, POST /v2/user/getInfo, refused, appId=1002, 1005"
  })
  void aRequestIsSignedSentAndAnswered(
      String dialect,
      String login,
      String endpoint,
      String result,
      String signed,
      String answer,
      Page page) {
    signIn(page, login);
    opens(page, dialect);
    send(page, endpoint);
    assertThat(page.locator(".notice")).containsText("HTTP 200");
    assertThat(page.locator(".notice")).containsText(result);
    Locator code = page.locator(".docs-sent pre");
    assertThat(code.first()).containsText(answer);
    assertThat(page.locator(".docs-sent")).containsText(berth.testOrigin());
    if (signed == null) {
      assertThat(page.locator(".docs-sent")).containsText("not signed");
    } else {
      assertThat(code.nth(1)).containsText(signed);
    }
    if (result.equals("refused")) {
      assertThat(page.locator(".docs-sent .facts")).isVisible();
    }
    org.assertj.core.api.Assertions.assertThat(page.content())
        .doesNotContain(
            "test1a56546de5baf9cfc4b5ceb3cc59",
            "test95f4f8135310b4a447affde15dff",
            "7e578c2e9b7a4036d1e8f25c60b94a7d83e0c1f6",
            "demo-test-egret-app-key");
    Accessibility.check(page);
    page.locator(".docs-send-again button").click();
    assertThat(page.locator(".notice")).containsText("HTTP 200");
  }

  @Test
  void anotherOrderNeedsNoOtherNumberFromTheReader(Page page) {
    signIn(page, "merchant");
    opens(page, "dragonex");
    String endpoint = "POST /api/v1/pay/user2app/pre/";
    Locator number = panel(page, endpoint).locator("[name='p:trade_no']");
    String first = number.inputValue();
    org.assertj.core.api.Assertions.assertThat(first).matches("test_[0-9a-f]{12}");
    send(page, endpoint);
    assertThat(page.locator(".notice")).containsText("carried out");
    Locator next = page.locator(".docs-send-again [name='p:trade_no']");
    org.assertj.core.api.Assertions.assertThat(next.inputValue()).isNotEqualTo(first);
    page.locator(".docs-send-again button").click();
    assertThat(page.locator(".notice")).containsText("carried out");
  }

  @Test
  void aGameThatIsEnteredThroughAChannelIsPlayedFromItsTestPage(Page page) {
    signIn(page, "garden");
    opens(page, "egret");
    page.locator("a[href='/console/apps/1002/test']").click();
    assertThat(page.locator("h1")).isVisible();
  }

  @Test
  void pagesOfBrowsersAreOpened(Page page) {
    signIn(page, "garden");
    opens(page, "wancms");
    page.locator("a[href='" + berth.testOrigin() + "/h5/play/1001']").click();
    page.context().waitForCondition(() -> page.context().pages().size() == 2);
    Page game = page.context().pages().get(1);
    assertThat(game).hasURL(berth.testOrigin() + "/h5/play/1001");
  }

  @Test
  void theLoginPageIsOpenedWithTheAppsOwnRedirect(Page page) {
    signIn(page, "merchant");
    opens(page, "dragonex");
    page.navigate(
        page.locator("a[href^='" + berth.testOrigin() + "/oauth/login/?app_id=']")
            .getAttribute("href"));
    assertThat(page.locator("[name=login]")).isVisible();
  }

  @Test
  void aPlayersTokenIsGivenByHand(Page page) {
    signIn(page, "merchant");
    opens(page, "dragonex");
    Locator panel = panel(page, "GET /api/v1/token/status/");
    panel.locator("summary").click();
    panel.locator("[name=at]").fill("no.such.token");
    panel.locator("[name=device]").fill("device_0001");
    panel.locator("button").click();
    assertThat(page.locator(".notice")).containsText("refused");
    assertThat(page.locator(".docs-sent pre").first()).containsText("11019");
    assertThat(page.locator(".docs-sent .facts")).isVisible();
  }

  @Test
  void nobodySendsForOthers(Page page) {
    opens(page, "dragonex");
    assertThat(page.locator("details.docs-send")).hasCount(0);
    assertThat(page.locator("main")).containsText("Sign in to see your own app ID here");
    signIn(page, "studio");
    opens(page, "ones");
    Locator panel = panel(page, "POST /v1/order/history");
    panel.locator("[name=app]").evaluate("field => { field.value = 'appidfortest' }");
    panel.locator("summary").click();
    panel.locator("button").click();
    assertThat(page.locator("h1")).not().hasText("POST /v1/order/history");
    org.assertj.core.api.Assertions.assertThat(page.content()).doesNotContain("POST /v1");
  }

  @Test
  void anAppWithoutTestLeadsToItsSetUp(Page page) {
    signIn(page, "keeper");
    opens(page, "dragonex");
    assertThat(page.locator("details.docs-send")).hasCount(0);
    assertThat(page.locator("a[href='/console/apps/lanternshop/test']")).isVisible();
    Accessibility.check(page);
  }

  @Test
  void isUsableOnAPhone(Page page) {
    signIn(page, "merchant");
    for (int width : new int[] {360, 768, 1440}) {
      page.setViewportSize(width, 800);
      opens(page, "dragonex");
      Locator panel = panel(page, "POST /api/v1/pay/order/detail/");
      panel.locator("summary").click();
      panel.scrollIntoViewIfNeeded();
      Screenshots.ofWindow(page, "send-form-" + width);
      Accessibility.check(page);
      panel.locator("button").click();
      assertThat(page.locator(".notice")).containsText("HTTP 200");
      Screenshots.ofPage(page, "send-result-" + width);
      org.assertj.core.api.Assertions.assertThat(
              (int) page.evaluate("document.documentElement.scrollWidth"))
          .isLessThanOrEqualTo(width);
    }
  }
}
