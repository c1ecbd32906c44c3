package io.berth.story.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import io.berth.demo.traffic.Demo;
import io.berth.story.PageScreenshots;
import io.berth.story.RunningBerth;
import io.berth.test.browser.WithBrowser;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** A player signs in with a passkey, on the account page and on the way to an app. */
@WithBrowser
class PasskeyBrowserTests {
  private final RunningBerth berth = RunningBerth.get();

  private String registered(Page page) {
    String mail = "passkey-" + UUID.randomUUID().toString().substring(0, 8) + "@example.com";
    page.navigate(berth.origin() + "/account/register");
    page.locator("[name=login]").fill(mail);
    page.locator("[name=name]").fill("Peter");
    page.locator("[name=password]").fill(Demo.PASSWORD);
    page.locator("main form button[type=submit]").click();
    page.locator("[name=verification_code]").fill(Browsing.mailedCode(page, berth.origin(), mail));
    page.locator("main form button[type=submit]").first().click();
    return mail;
  }

  /** A device with a fingerprint reader, whose owner always puts a finger on it. */
  private static void device(Page page) {
    CDPSession session = page.context().newCDPSession(page);
    session.send("WebAuthn.enable");
    JsonObject options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("transport", "internal");
    options.addProperty("hasResidentKey", true);
    options.addProperty("hasUserVerification", true);
    options.addProperty("isUserVerified", true);
    options.addProperty("automaticPresenceSimulation", true);
    JsonObject arguments = new JsonObject();
    arguments.add("options", options);
    session.send("WebAuthn.addVirtualAuthenticator", arguments);
  }

  private void signOut(Page page) {
    page.navigate(berth.origin() + "/account");
    page.locator("form[action='/account/sign-out'] button").click();
  }

  @Test
  void aPlayerAddsAPasskeyAndSignsInWithItOnTheWayToAnApp(Page page) {
    registered(page);
    device(page);
    page.navigate(berth.origin() + "/account/passkeys");
    page.locator("[name=password]").fill(Demo.PASSWORD);
    page.locator("form[action='/account/passkeys/new'] button").click();
    PageScreenshots.check(page, "player-passkey-new");
    page.locator("#name").fill("My phone");
    page.locator("form[data-passkey] button").click();
    assertThat(page.locator(".notice.good")).isVisible();
    for (String language : new String[] {"en", "zh-CN", "ko"}) {
      page.navigate(berth.origin() + "/account/passkeys?lang=" + language);
      page.locator("details > summary").nth(1).click();
      PageScreenshots.check(page, "player-passkey-list-" + language);
    }

    signOut(page);
    page.navigate(berth.origin() + "/account/sign-in?lang=en");
    page.locator("form[data-passkey] button").click();
    page.waitForURL(berth.origin() + "/account");
    assertThat(page.locator("h1")).hasText("Your account");

    signOut(page);
    page.navigate(berth.origin() + PlayerPagesBrowserTests.LOGIN_LINK);
    page.locator("form[data-passkey] button").click();
    assertThat(page.locator("button[value=allow]")).isVisible();
  }

  @Test
  void aDeviceWithoutAPasskeySaysSoAndThePasswordWorksAsBefore(Page page) {
    String mail = registered(page);
    signOut(page);
    device(page);
    page.navigate(berth.origin() + "/account/sign-in");
    page.locator("form[data-passkey] button").click();
    assertThat(page.locator("form[data-passkey] [data-problem]")).isVisible();
    PageScreenshots.check(page, "player-passkey-none");
    Browsing.signIn(page, mail);
    Assertions.assertThat(page.url()).isEqualTo(berth.origin() + "/account");
  }
}
