package io.berth.did.portal;

import static io.berth.did.fixture.Platform.name;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Cookie;
import com.nimbusds.jwt.SignedJWT;
import io.berth.api.Caller;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.Platform;
import io.berth.test.Authenticator;
import io.berth.test.browser.Screenshots;
import io.berth.test.browser.WithBrowser;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Tests what only a browser can tell: that the content policy lets people through, and the looks.
 */
@DidServiceTest
@WithBrowser(javaScript = false)
class PagesInBrowserIntegrationTests {
  @Autowired Platform platform;

  /** Stands in for the gateway: makes a caller token of the session cookie of each request. */
  private void callerToken(BrowserContext context) {
    context.route(
        url -> url.startsWith(platform.origin()),
        route -> {
          Map<String, String> headers = new HashMap<>(route.request().allHeaders());
          headers.put("berth-caller", platform.callerToken(pageCaller(context)));
          route.resume(new Route.ResumeOptions().setHeaders(headers));
        });
  }

  private static Caller pageCaller(BrowserContext context) {
    return context.cookies().stream()
        .filter(cookie -> cookie.name.equals("berth-session"))
        .findFirst()
        .map(PagesInBrowserIntegrationTests::signedIn)
        .orElseGet(() -> Platform.pageCaller(null, null));
  }

  private static Caller signedIn(Cookie cookie) {
    try {
      var claims = SignedJWT.parse(cookie.value).getJWTClaimsSet();
      return Platform.pageCaller(Long.valueOf(claims.getSubject()), claims.getStringClaim("sid"));
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Another origin than the pages', because only there the content policy has a say. */
  private String game() {
    return platform.origin().replace("127.0.0.1", "localhost") + "/assets/berth.css";
  }

  private String link(String app) {
    return platform.origin()
        + "/oauth/login/?app_id=%s&scopes=1,5,7,12&state=state123&device=device12&redirect_url=%s"
            .formatted(app, URLEncoder.encode(game(), StandardCharsets.UTF_8));
  }

  @Test
  void aPlayerGetsFromTheGameThroughSignInAndConsentBackIntoTheGame(
      BrowserContext context, Page page) {
    callerToken(context);
    String app = platform.app(1, 5, 7, 9, 12);
    platform.redirectTo(app, game());
    String login = name("player") + "@example.com";
    platform.user(login);

    page.navigate(link(app));
    looks(page, "sign-in");
    page.fill("[name=login]", login);
    page.fill("[name=password]", "correct horse");
    page.click("form[action='/account/sign-in'] button");
    assertThat(page.url()).isEqualTo(link(app));
    // Redirects keep the caller token of their request; a gateway makes a new one.
    page.navigate(link(app));
    looks(page, "consent");
    page.click("[value=allow]");
    page.waitForURL(url -> url.startsWith(game()));
    assertThat(URI.create(page.url()).getQuery()).contains("code=", "state=state123");
  }

  @Test
  void aSecondFactorIsTypedOnTheWayToAGame(BrowserContext context, Page page) {
    callerToken(context);
    String app = platform.app(1, 5, 7, 9, 12);
    platform.redirectTo(app, game());
    String login = name("player") + "@example.com";
    platform.tokens(app, platform.user(login), 1, 5, 7, 9, 12);
    page.navigate(platform.origin() + "/account/sign-in");
    signIn(page, login);
    page.navigate(platform.origin() + "/account/second-factor");
    looks(page, "second-factor-enrol");
    page.fill("[name=code]", Authenticator.of(page.textContent("code")).code(0));
    page.click("form[action='/account/second-factor'] button");
    String recoveryCode = page.textContent("pre.codes").lines().findFirst().orElseThrow();
    page.navigate(platform.origin() + "/account/password");
    looks(page, "password-with-code");
    context.clearCookies();

    page.navigate(link(app));
    signIn(page, login);
    looks(page, "sign-in-code");
    page.fill("[name=code]", recoveryCode);
    page.click("form[action='/account/sign-in/code'] button");
    page.waitForURL(url -> url.startsWith(game()));
    assertThat(URI.create(page.url()).getQuery()).contains("code=", "state=state123");
  }

  private static void signIn(Page page, String login) {
    page.fill("[name=login]", login);
    page.fill("[name=password]", "correct horse");
    page.click("form[action='/account/sign-in'] button");
  }

  @Test
  void everyPageFitsAPhoneAndADesktop(BrowserContext context, Page page) {
    callerToken(context);
    String app = platform.app(1, 5, 7, 12);
    String login = name("player") + "@example.com";
    platform.tokens(app, platform.user(login), 1, 5, 7, 12);
    for (String open : List.of("register", "reset")) {
      page.navigate(platform.origin() + "/account/" + open);
      looks(page, open);
    }
    page.navigate(platform.origin() + "/account/sign-in?lang=ko");
    page.fill("[name=login]", login);
    page.fill("[name=password]", "wrong");
    page.click("form[action='/account/sign-in'] button");
    looks(page, "sign-in-wrong");
    page.fill("[name=password]", "correct horse");
    page.click("form[action='/account/sign-in'] button");
    for (String own : List.of("", "/apps", "/password", "/pay-password", "/sessions", "/address")) {
      page.navigate(platform.origin() + "/account" + own + "?lang=zh-CN");
      looks(page, "account" + own.replace('/', '-'));
    }
  }

  private static void looks(Page page, String name) {
    for (int width : new int[] {360, 1200}) {
      page.setViewportSize(width, 800);
      Screenshots.ofWindow(page, name + "-" + width);
      assertThat(page.locator("body").boundingBox().width)
          .as("%s at %d px", name, width)
          .isLessThanOrEqualTo(width);
    }
  }
}
