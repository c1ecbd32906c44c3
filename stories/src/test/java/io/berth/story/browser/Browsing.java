package io.berth.story.browser;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import io.berth.demo.game.DemoGame;
import io.berth.demo.traffic.Demo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** Actions of people in a browser. */
final class Browsing {

  private static final Pattern CODE = Pattern.compile("\"code\":\"([0-9]{6})\"");

  private Browsing() {}

  static void signIn(Page page, String login) {
    page.locator("[name=login]").fill(login);
    page.locator("[name=password]").fill(Demo.PASSWORD);
    page.locator("form[action='/account/sign-in'] button[type=submit]").click();
  }

  /** The code of the mail that is on its way to this address. */
  static String mailedCode(Page page, String origin, String mail) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                CODE.matcher(page.request().get(origin + "/local/inbox?to=" + mail).text())
                    .results()
                    .map(found -> found.group(1))
                    .findFirst()
                    .orElse(""),
            code -> !code.isEmpty());
  }

  /** The game at a page of the platform that asks to sign in first. */
  static FrameLocator signedInAt(Page page, String address, String login) {
    page.navigate(address);
    signIn(page, login);
    return page.frameLocator("#frame");
  }

  static Frame frameOf(Page page, DemoGame game) {
    return page.frames().stream()
        .filter(frame -> frame.url().contains(":" + game.port() + "/"))
        .findFirst()
        .orElseThrow();
  }

  /** What the browser's console says of broken policies, from now on. */
  static List<String> violations(Page page) {
    List<String> violations = new ArrayList<>();
    page.onConsoleMessage(
        (ConsoleMessage message) -> {
          if (message.text().contains("Content Security Policy")) {
            violations.add(message.text());
          }
        });
    return violations;
  }
}
