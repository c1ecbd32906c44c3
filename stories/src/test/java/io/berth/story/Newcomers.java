package io.berth.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.berth.demo.merchant.MerchantClient;
import io.berth.demo.traffic.Demo;
import io.berth.test.browser.Accessibility;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** First steps of people who have never seen Berth. */
record Newcomers(RunningBerth berth) {

  static String mail() {
    return "new-" + UUID.randomUUID().toString().substring(0, 8) + "@example.com";
  }

  /** From the home page; ends on the console's first page. */
  void register(Page page, String mail) {
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
    assertThat(page.locator(".empty h2")).hasText("You have no apps yet.");
    Accessibility.check(page);
  }

  static MerchantClient.Credentials makeApp(Page page, String company, String app) {
    page.locator("[name=name]").fill(company);
    page.locator("button:has-text('Create company')").click();
    page.locator(".tile a:has-text('DragonEx')").click();
    page.locator("[name=name]").fill(app);
    page.locator("button:has-text('Create app')").click();
    assertThat(page.locator("h1")).hasText("Your app is ready");
    Accessibility.check(page);
    MerchantClient.Credentials credentials =
        new MerchantClient.Credentials(
            page.locator("#app-id").textContent(),
            page.locator("#access-key-1").textContent(),
            page.locator("#secret-1").textContent(),
            page.locator("#secret-2").textContent());
    page.locator("a:has-text('I have saved it')").click();
    assertThat(page.locator("h1")).hasText("Quick start");
    page.locator(".side [data-go=h]").click();
    assertThat(page.locator("h1")).hasText(app);
    return credentials;
  }

  String link(String mail) {
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
