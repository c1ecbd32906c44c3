package io.berth.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import io.berth.api.launch.LaunchState;
import io.berth.demo.merchant.MerchantClient;
import io.berth.demo.traffic.Demo;
import io.berth.test.Authenticator;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.WithBrowser;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Two people run the platform: what one may not decide alone, the other approves. */
@WithBrowser
class OperatorStoryTests {
  private static final String APP = "appidfortest";

  private final RunningBerth berth = RunningBerth.get();

  @Test
  void aCreditTakesTwoOperatorsAndIsInTheLogAndTheStatement(Page olivia) throws IOException {
    signIn(olivia, "operator@example.com");
    Accessibility.check(olivia);
    // A service that is busy does not answer the console in time; the page is asked again then.
    olivia.waitForCondition(
        () -> {
          olivia.reload();
          return olivia.locator("table .badge.good", hasText("ready")).count() == 5;
        });

    olivia.locator(".side a[href='/console/services']").click();
    assertThat(olivia.locator("table")).containsText("Database");
    PageScreenshots.check(olivia, "console-services");

    olivia.navigate(berth.origin() + "/console/operator/apps/" + APP);
    String admin = olivia.locator("dl a[href*='/users/']").first().textContent();
    suspendAndResume(olivia);
    approvesAWaitingApp(olivia);
    ask(olivia, admin, "2000.5");
    assertThat(olivia.locator(".flash")).containsText("another operator");
    assertThat(olivia.locator("tbody tr").first()).containsText("Another operator has to decide.");

    Browser browser = olivia.context().browser();
    try (BrowserContext another = browser.newContext()) {
      Page oscar = another.newPage();
      signIn(oscar, "operator2@example.com");
      oscar.locator("a[href$='adjustments?waiting=true']").click();
      oscar.locator("tbody tr details").first().locator("summary").click();
      oscar.locator("tbody tr details").first().locator("input[name=reason]").fill("checked");
      oscar.locator("tbody tr details").first().locator("button").click();
      assertThat(oscar.locator(".flash")).containsText("The request was posted.");
    }

    olivia.navigate(berth.origin() + "/console/operator/audit");
    assertThat(olivia.locator("tbody")).containsText("Approved a credit or debit");
    assertThat(olivia.locator("tbody")).containsText("Changed the state of the app");
    assertThat(olivia.locator("tbody")).containsText("Approved the app");
    assertThat(olivia.locator("tbody")).containsText("operator2@example.com");
    String log = file(olivia, "a[href*='audit.csv']");
    assertThat(log).contains("adjustment.request", "adjustment.approve", "adjustment.post");

    olivia.navigate(berth.origin() + "/console/apps/" + APP + "/statements");
    List<String> statement = file(olivia, "a[href*='statements.csv']").lines().toList();
    assertThat(statement)
        .anyMatch(line -> line.contains(",transfer,") && line.contains(",2000.5,"));
    sumsUp(statement);
  }

  /** Opening plus every change is closing, account by account, to the last digit. */
  private static void sumsUp(List<String> statement) {
    BigDecimal balance = BigDecimal.ZERO;
    int accounts = 0;
    for (String line : statement.subList(1, statement.size())) {
      String[] cells = line.split(",", -1);
      switch (cells[4]) {
        case "opening" -> balance = new BigDecimal(cells[9]);
        case "closing" -> {
          assertThat(new BigDecimal(cells[9])).isEqualByComparingTo(balance);
          accounts++;
        }
        default -> {
          balance = balance.add(new BigDecimal(cells[8]));
          assertThat(new BigDecimal(cells[9])).isEqualByComparingTo(balance);
        }
      }
    }
    assertThat(accounts).isPositive();
  }

  private static Page.LocatorOptions hasText(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  private void signIn(Page page, String login) {
    page.navigate(berth.origin() + "/console/operator");
    page.locator("#login").fill(login);
    page.locator("#password").fill(Demo.PASSWORD);
    page.locator("main form button[type=submit]").first().click();
    assertThat(page.locator("svg.qr")).isVisible();
    Accessibility.check(page);
    Authenticator device = Authenticator.of(page.locator("figcaption code").textContent());
    page.locator("#code").fill(device.code(0));
    page.locator("main form button[type=submit]").click();
    assertThat(page.locator("pre.codes")).isVisible();
    page.locator("main a.button").click();
    assertThat(page.locator("h1")).hasText("Platform");
  }

  private static void suspendAndResume(Page page) {
    for (LaunchState state : List.of(LaunchState.SUSPENDED, LaunchState.LIVE)) {
      page.locator("#to-" + state + " summary").click();
      page.locator("#reason-" + state).fill("a drill");
      page.locator("#to-" + state + " button").click();
      assertThat(page.locator(".head .badge").last())
          .hasText(state == LaunchState.LIVE ? "live" : "suspended");
    }
  }

  /**
   * Somebody's new app may log players in; orders it may make once an operator has looked at it.
   */
  private void approvesAWaitingApp(Page olivia) {
    try (BrowserContext elsewhere = olivia.context().browser().newContext()) {
      Page newcomer = elsewhere.newPage();
      new Newcomers(berth).register(newcomer, Newcomers.mail());
      MerchantClient.Credentials app = Newcomers.makeApp(newcomer, "Patient Games", "Patient Shop");
      assertThat(newcomer.locator(".head .badge.warn")).hasText("waiting for approval");
      newcomer.locator(".todo a[href$='/settings']").first().click();
      newcomer.locator("[name=redirect_urls]").fill("https://patient.example/back");
      newcomer.locator("main form button:has-text('Save')").click();
      try (MerchantClient merchant = berth.dragonex(app)) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .ignoreExceptions()
            .until(() -> merchant.post("/api/v1/admin/coin/list/", Map.of()).code() == 1);
        assertThat(prepay(merchant)).isFalse();

        olivia.navigate(berth.origin() + "/console/operator");
        olivia.locator("a[href*='waiting=true'][href*='apps']").first().click();
        olivia.locator("a:has-text('Patient Shop')").click();
        olivia.locator("main details summary").first().click();
        olivia.locator("#approve-reason").fill("looked at it");
        olivia.locator("main details button").first().click();
        assertThat(olivia.locator(".flash")).isVisible();

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> prepay(merchant));
      }
      newcomer.navigate(berth.origin() + "/console/apps/" + app.appId());
      assertThat(newcomer.locator(".head .badge.warn")).hasCount(0);
      newcomer.locator(".crumbs a:has-text('Patient Games')").click();
      newcomer.locator("a[href$='/audit']").click();
      assertThat(newcomer.locator("tbody")).containsText("Approved the app");
      assertThat(newcomer.locator("tbody")).not().containsText("operator@example.com");
      PageScreenshots.check(newcomer, "console-company-audit");
    }
  }

  private static boolean prepay(MerchantClient merchant) {
    Map<String, String> order =
        Map.of(
            "trade_no", "patient" + System.nanoTime(),
            "coin_code", "usdt",
            "volume", "3",
            "device", "device_1",
            "state", "state_01",
            "redirect_url", "https://patient.example/back");
    return merchant.post("/api/v1/pay/user2app/pre/", order).code() == 1;
  }

  private void ask(Page page, String login, String amount) {
    page.navigate(berth.origin() + "/console/operator/adjustments");
    page.locator("#uid").fill(login);
    page.locator("#amount").fill(amount);
    page.locator("#coin").selectOption("usdt");
    page.locator("form.card #reason").fill("carried over from the old platform");
    page.locator("form.card button[type=submit]").click();
  }

  private static String file(Page page, String link) throws IOException {
    Download download = page.waitForDownload(() -> page.locator(link).click());
    return Files.readString(download.path(), StandardCharsets.UTF_8);
  }
}
