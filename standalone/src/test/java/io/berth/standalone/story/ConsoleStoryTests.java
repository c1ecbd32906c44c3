package io.berth.standalone.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.berth.standalone.demo.Demo;
import io.berth.standalone.demo.Merchant;
import io.berth.test.Accessibility;
import io.berth.test.WithBrowser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Somebody who has never seen Berth makes an app, and a colleague joins. */
@WithBrowser
class ConsoleStoryTests {

  private static final String BALANCES = "/api/v1/admin/coin/list/";

  private final RunningBerth berth = RunningBerth.get();

  @Test
  void fromTheHomePageToASignedRequestOfAnAppOfOnesOwn(Page page) {
    String mail = newcomer();
    register(page, mail);
    Merchant.Credentials credentials = makeApp(page, "Sky Games", "Sky Shop");
    assertThat(page.locator("#next")).hasText("What is left to do");
    Accessibility.check(page);

    try (Merchant merchant = berth.dragonex(credentials)) {
      // The gateway hears of it within a second.
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(() -> merchant.posts(BALANCES, Map.of()).code() == 1);
      keysCanBeTakenAway(page, merchant);
    }
  }

  private static void keysCanBeTakenAway(Page page, Merchant merchant) {
    page.locator(".side a:has-text('Keys')").click();
    Locator key = page.locator("article.key");
    assertThat(key).hasCount(1);
    key.locator("summary:has-text('Change')").click();
    key.locator("textarea[name=ips]").fill("203.0.113.0/24");
    key.locator("button:has-text('Save')").click();
    assertThat(page.locator(".flash")).hasText("Saved. It is in effect within a second.");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> merchant.posts(BALANCES, Map.of()).code() != 1);
    key.locator("summary:has-text('Delete')").click();
    key.locator("button:has-text('Delete this key')").click();
    assertThat(page.locator("article.key")).hasCount(0);
    Accessibility.check(page);
  }

  @Test
  void aColleagueJoinsAndSeesTheAppsButNotTheButtons(Page page, Browser browser)
      throws IOException, InterruptedException {
    register(page, newcomer());
    makeApp(page, "Moon Games", "Moon Shop");
    page.locator(".crumbs a:has-text('Moon Games')").click();
    String colleague = newcomer();
    page.locator("[name=login]").fill(colleague);
    page.locator("input[name=role][value=READ_ONLY]").check();
    page.locator("button:has-text('Send the invitation')").click();
    assertThat(page.locator(".flash")).hasText("The invitation is on its way.");
    Accessibility.check(page);

    try (BrowserContext elsewhere = browser.newContext()) {
      Page theirs = elsewhere.newPage();
      register(theirs, colleague);
      theirs.navigate(link(colleague));
      theirs.locator("main button[type=submit]").click();
      assertThat(theirs.locator(".flash")).containsText("Welcome.");
      theirs.navigate(berth.origin() + "/console");
      theirs.locator(".tile a:has-text('Moon Shop')").click();
      theirs.locator(".side a:has-text('Keys')").click();
      assertThat(theirs.locator("article.key")).hasCount(1);
      assertThat(theirs.locator("main button[type=submit]")).hasCount(0);
    }
  }

  private static String newcomer() {
    return "new-" + UUID.randomUUID().toString().substring(0, 8) + "@example.com";
  }

  /** From the home page; ends on the console's first page. */
  private void register(Page page, String mail) {
    page.navigate(berth.origin() + "/");
    page.locator("a[href='/console']").click();
    page.locator("a[href^='/account/register']").click();
    page.locator("[name=login]").fill(mail);
    page.locator("[name=name]").fill("Newcomer");
    page.locator("[name=password]").fill(Demo.PASSWORD);
    page.locator("main form button[type=submit]").click();
    page.locator("[name=verification_code]").fill(find(mail, "\"code\":\"([0-9]{6})\""));
    page.locator("main form button[type=submit]").first().click();
    assertThat(page).hasURL(berth.origin() + "/console");
    assertThat(page.locator(".empty h2")).hasText("You have no app yet.");
    Accessibility.check(page);
  }

  private static Merchant.Credentials makeApp(Page page, String company, String app) {
    page.locator("[name=name]").fill(company);
    page.locator("button:has-text('Create the company')").click();
    page.locator(".tile a:has-text('DragonEx')").click();
    page.locator("[name=name]").fill(app);
    page.locator("button:has-text('Create the app')").click();
    assertThat(page.locator("h1")).hasText("Your app is ready");
    Accessibility.check(page);
    Merchant.Credentials credentials =
        new Merchant.Credentials(
            page.locator("#app-id").textContent(),
            page.locator("#access-key-1").textContent(),
            page.locator("#secret-1").textContent(),
            page.locator("#secret-2").textContent());
    page.locator("a:has-text('I have saved it')").click();
    assertThat(page.locator("h1")).hasText(app);
    return credentials;
  }

  private String link(String mail) {
    return find(mail, "(http://localhost:[0-9]+/console/invitations/[0-9a-f]+)");
  }

  /** Waits for a mail in which this stands. */
  private String find(String mail, String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              Matcher matcher = wanted.matcher(inbox(mail));
              return matcher.find() ? matcher.group(1) : null;
            },
            found -> found != null);
  }

  private String inbox(String mail) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(berth.origin() + "/local/inbox?to=" + mail))
                  .header("Accept", "application/json")
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
