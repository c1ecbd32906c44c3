package io.berth.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.berth.demo.merchant.MerchantClient;
import io.berth.demo.traffic.Demo;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.WithBrowser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A developer breaks a signature in each of the usual ways and is diagnose the cause each time. */
@WithBrowser
class DoctorStoryTests {

  private static final String PATH = "/api/v1/pay/order/detail/";
  private static final byte[] BODY = "{\"trade_no\":\"x\"}".getBytes(StandardCharsets.UTF_8);

  private final RunningBerth berth = RunningBerth.get();
  private final MerchantClient merchant = berth.dragonex(Clock.systemUTC());
  private final HttpClient client = HttpClient.newHttpClient();
  private final String doctor =
      berth.origin() + "/console/apps/" + Demo.DRAGONEX.appId() + "/doctor";

  @BeforeEach
  void signIn(Page page) {
    page.navigate(doctor);
    page.locator("[name=login]").fill("merchant@example.com");
    page.locator("[name=password]").fill(Demo.PASSWORD);
    page.locator("form[action='/account/sign-in'] button[type=submit]").click();
    assertThat(page).hasURL(doctor);
  }

  @AfterEach
  void close() {
    merchant.close();
    client.close();
  }

  /** The id of the refused request. */
  private String sends(Map<String, String> headers, String target) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(berth.origin() + target))
            .POST(HttpRequest.BodyPublishers.ofByteArray(BODY));
    headers.forEach(request::header);
    try {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body()).contains("\"ok\":false");
      return answer.headers().firstValue("X-Request-Id").orElseThrow();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void diagnose(Page page, String requestId, String words) {
    Locator row = page.locator("tr", new Page.LocatorOptions().setHasText(requestId));
    for (int tries = 0; tries < 50 && row.count() == 0; tries++) {
      page.waitForTimeout(100);
      page.navigate(doctor + "?request=" + requestId);
    }
    assertThat(row).containsText(words);
    row.locator("a").click();
    assertThat(page.locator(".notice")).containsText(words);
    org.assertj.core.api.Assertions.assertThat(page.content())
        .contains(requestId)
        .doesNotContain(Demo.DRAGONEX.secretKey());
  }

  @Test
  void reportsEachCommonMistake(Page page) {
    Clock shanghai = Clock.offset(Clock.systemUTC(), Duration.ofHours(8));
    try (MerchantClient local = berth.dragonex(shanghai)) {
      diagnose(
          page,
          sends(local.headers(PATH, BODY), PATH),
          "local time (+8) instead of GMT, which is a difference of 8 h");
    }
    byte[] other = "{\"trade_no\":\"y\"}".getBytes(StandardCharsets.UTF_8);
    diagnose(
        page,
        sends(merchant.headers(PATH, other), PATH),
        "Content-Sha1 is not the digest of the body");
    byte[] spaced = "{\"trade_no\": \"x\"}".getBytes(StandardCharsets.UTF_8);
    diagnose(page, sends(merchant.headers(PATH, spaced), PATH), "the same content in another form");
    diagnose(
        page,
        sends(merchant.headers(PATH + "?lang=en", BODY), PATH + "?lang=en"),
        "The path was signed together with its query");
    assertThat(page.locator("tr.differs")).hasCount(1);
    assertThat(page.locator("tr.differs mark")).hasText("?lang=en");
    Accessibility.check(page);
    MerchantClient.Credentials mixedUp =
        new MerchantClient.Credentials(
            Demo.DRAGONEX.appId(),
            Demo.DRAGONEX.accessKey(),
            "elsewhere",
            Demo.DRAGONEX.checkKey());
    try (MerchantClient confused = berth.dragonex(mixedUp)) {
      diagnose(
          page,
          sends(confused.headers(PATH, BODY), PATH),
          "The secret belongs to a different key: elsewhere");
    }
    page.navigate(doctor);
    Accessibility.check(page);
  }

  @Test
  void aPastedRequestIsCheckedWithoutBeingCarriedOut(Page page) {
    page.navigate(doctor + "/check");
    Accessibility.check(page);
    checks(page, curl(merchant.headers(PATH, BODY), PATH));
    assertThat(page.locator(".notice.good"))
        .containsText("The signature and the parameters are correct");
    Map<String, String> headers = merchant.headers(PATH + "?a=1", BODY);
    checks(page, curl(headers, PATH + "?a=1"));
    assertThat(page.locator(".notice.bad")).containsText("would be refused");
    assertThat(page.locator("main")).containsText("The path was signed together with its query");
    org.assertj.core.api.Assertions.assertThat(page.content())
        .doesNotContain(Demo.DRAGONEX.secretKey());
    Accessibility.check(page);
    checks(page, "curl \"$url\"");
    assertThat(page.locator(".error")).containsText("variables");
    page.navigate(doctor + "/check?lang=zh-CN");
    assertThat(page.locator("h1")).hasText("检查一个请求");
  }

  private static void checks(Page page, String pasted) {
    page.locator("[name=request]").fill(pasted);
    page.locator("main form .actions button").click();
  }

  private String curl(Map<String, String> headers, String target) {
    return "curl -i '"
        + berth.origin()
        + target
        + "' -d '"
        + new String(BODY, StandardCharsets.UTF_8)
        + "' "
        + headers.entrySet().stream()
            .map(header -> "-H '" + header.getKey() + ": " + header.getValue() + "'")
            .collect(Collectors.joining(" "));
  }
}
