package io.berth.story.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.berth.demo.traffic.Demo;
import io.berth.story.PageScreenshots;
import io.berth.story.RunningBerth;
import io.berth.test.browser.WithBrowser;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page that a player meets, in every language, on a desk and on a phone, day and night. */
@WithBrowser
class PlayerPagesBrowserTests {

  private static final Map<String, String> OPEN =
      Map.of(
          "sign-in", "/account/sign-in",
          "register", "/account/register",
          "reset", "/account/reset",
          "leaderboard", "/account/games/leaderboard?app_id=1002",
          "bad-link", "/oauth/payment?code=never",
          "not-found", "/nothing",
          "inbox", "/local/inbox");

  private static final Map<String, String> SIGNED_IN =
      Map.of(
          "account", "/account",
          "apps", "/account/apps",
          "friends", "/account/friends",
          "password", "/account/password",
          "pay-password", "/account/pay-password",
          "payments", "/account/payments",
          "waiting", "/account/payments/waiting",
          "notices", "/account/notices",
          "passkeys", "/account/passkeys",
          "delete", "/account/delete");

  static final String LOGIN_LINK =
      "/oauth/login/?app_id=appidfortest&scopes=1,7,11,12,10&state=state_look&device=device_look"
          + "&redirect_url=http%3A%2F%2F127.0.0.1%3A5500%2Fdemo%2Fwebapp%2F";

  private final RunningBerth berth = RunningBerth.get();

  private String in(String path, String language) {
    return berth.origin() + path + (path.contains("?") ? "&" : "?") + "lang=" + language;
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN", "ko"})
  void pagesAreClearToEverybody(String language, Page page) {
    OPEN.forEach(
        (name, path) -> {
          page.navigate(in(path, language));
          PageScreenshots.check(page, "player-" + name + "-" + language);
          assertThat(page).hasTitle(Pattern.compile("Berth$"));
          assertThat(page.getByRole(AriaRole.BANNER)).isVisible();
          assertThat(page.getByRole(AriaRole.MAIN)).isVisible();
        });
    page.navigate(in(LOGIN_LINK, language));
    Browsing.signIn(page, "dave@example.com");
    assertThat(page.locator("button[value=allow]")).isVisible();
    PageScreenshots.check(page, "player-consent-" + language);
    SIGNED_IN.forEach(
        (name, path) -> {
          page.navigate(in(path, language));
          PageScreenshots.check(page, "player-" + name + "-" + language);
          assertThat(page).hasTitle(Pattern.compile("Berth$"));
          assertThat(page.getByRole(AriaRole.BANNER)).isVisible();
          assertThat(page.getByRole(AriaRole.MAIN)).isVisible();
        });
  }

  @Test
  void anAccountIsTakenAlongAndDeletedForGood(Page page) throws IOException {
    String mail = "leaving-" + UUID.randomUUID().toString().substring(0, 8) + "@example.com";
    page.navigate(berth.origin() + "/account/register");
    page.locator("[name=login]").fill(mail);
    page.locator("[name=name]").fill("Leaving");
    page.locator("[name=password]").fill(Demo.PASSWORD);
    page.locator("main form button[type=submit]").click();
    page.locator("[name=verification_code]").fill(Browsing.mailedCode(page, berth.origin(), mail));
    page.locator("main form button[type=submit]").first().click();

    page.navigate(berth.origin() + "/account");
    Download data = page.waitForDownload(() -> page.locator("a[href='/account/data']").click());
    Assertions.assertThat(data.path()).content().contains(mail, "\"orders\":[]");
    page.locator("a[href='/account/delete']").click();
    page.locator("[name=password]").fill("not " + Demo.PASSWORD);
    page.locator("button.danger").click();
    assertThat(page.locator(".notice.bad")).isVisible();
    PageScreenshots.check(page, "player-delete-wrong");
    page.locator("[name=password]").fill(Demo.PASSWORD);
    page.locator("button.danger").click();
    assertThat(page.locator("h1")).hasText("Account deleted");
    PageScreenshots.check(page, "player-deleted");

    page.navigate(berth.origin() + "/account");
    Browsing.signIn(page, mail);
    assertThat(page.locator(".notice.bad")).isVisible();
  }

  @Test
  void aReceiptAndThePayDialogAreClear(Page page) {
    page.navigate(berth.origin() + "/h5/play/1001");
    Browsing.signIn(page, "dave@example.com");
    FrameLocator game = page.frameLocator("#frame");
    assertThat(game.locator("#share")).isVisible();
    PageScreenshots.check(page, "player-play");
    game.locator("#share").click();
    PageScreenshots.check(page, "player-share-dialog");
    page.locator("#share .close").click();
    game.locator("#pay").click();
    assertThat(page.locator("#pay [data-part=price]")).hasText("1.00");
    PageScreenshots.check(page, "player-pay-dialog");
    page.locator("#pay_password").fill(Demo.PAY_PASSWORD);
    page.locator("#pay button[type=submit]").click();
    assertThat(game.locator("#log")).containsText("pay 6");
    page.navigate(berth.origin() + "/account");
    page.locator("a[href='/account/payments']").click();
    page.locator(".receipts a").first().click();
    assertThat(page.locator("h1")).hasText("Castle");
    assertThat(page.locator(".amount")).containsText("−1");
    PageScreenshots.check(page, "player-receipt");
  }
}
