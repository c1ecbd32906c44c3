package io.berth.did.consent;

import static io.berth.did.fixture.Platform.CALLBACK;
import static io.berth.did.fixture.Platform.assertRefused;
import static io.berth.did.fixture.Platform.merchant;
import static io.berth.did.fixture.Platform.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.ErrorCode;
import io.berth.api.Subject;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.token.TokenCommand.Login;
import io.berth.api.token.TokenCommand.RefreshTokens;
import io.berth.api.token.TokenOutcome.TokenGrant;
import io.berth.api.user.UserCommand.ReadUser;
import io.berth.api.user.UserOutcome;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.FormBrowser;
import io.berth.did.fixture.FormBrowser.Page;
import io.berth.did.fixture.Platform;
import io.berth.service.json.BerthJson;
import io.berth.test.server.TestServers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@DidServiceTest
class LoginPagesIntegrationTests {
  @Autowired Platform platform;

  private final String login = name("player") + "@example.com";

  private static String link(String app, String scopes) {
    return link(app, scopes, CALLBACK + "?a=1");
  }

  private static String link(String app, String scopes, String redirect) {
    return "/oauth/login/?app_id=%s&scopes=%s&state=state123&device=device12&redirect_url=%s"
        .formatted(app, scopes, URLEncoder.encode(redirect, StandardCharsets.UTF_8));
  }

  private static String code(String location) {
    Matcher matcher = Pattern.compile("[?&]code=([^&]*)").matcher(location);
    assertThat(matcher.find()).as(location).isTrue();
    return matcher.group(1);
  }

  @Test
  void aPlayerSignsInAgreesAndTheMerchantGetsTokens() {
    String app = platform.app(1, 7);
    long uid = platform.user(login);
    FormBrowser browser = new FormBrowser(platform);

    Page signIn = browser.get(link(app, "1,7"));
    assertThat(signIn.status()).isEqualTo(200);
    assertThat(signIn.html()).contains("name=\"login\"", "name=\"password\"", "Dragon Game");
    assertThat(signIn.policy()).contains("form-action 'self' http://merchant.example;");

    Page back =
        browser.post(
            "/account/sign-in",
            "login",
            login,
            "password",
            "correct horse",
            "next",
            link(app, "1,7"));
    assertThat(back.status()).isEqualTo(303);
    assertThat(back.location()).isEqualTo(link(app, "1,7"));

    Page consent = browser.get(link(app, "1,7"));
    assertThat(consent.status()).isEqualTo(200);
    assertThat(consent.html())
        .contains("Dragon Game", "Acme", "Know who you are", "balances of your main account")
        .contains("name=\"decision\" value=\"allow\"", "name=\"decision\" value=\"deny\"");
    assertThat(consent.policy()).contains("form-action 'self' http://merchant.example;");

    Page granted = browser.post(link(app, "1,7"), "decision", "allow");
    assertThat(granted.status()).isEqualTo(303);
    assertThat(granted.location())
        .startsWith(CALLBACK + "?a=1&code=")
        .contains("scopes=1,7", "state=state123", "device=device12", "expire_time=");

    Login redeem = new Login(code(granted.location()), "1,7", "state123", "device12");
    TokenGrant tokens = (TokenGrant) platform.send(redeem, merchant(app));
    assertThat(tokens.uid()).isEqualTo(uid);
    assertThat(tokens.scopes()).containsExactly(1, 7);
  }

  @Test
  void grantsRequestedScopesThatTheAppOwns() {
    String app = platform.app(1, 5);
    platform.user(login);
    FormBrowser browser = new FormBrowser(platform).signIn(login);

    assertThat(browser.get(link(app, "1,7,2")).html()).doesNotContain("balances");
    Page granted = browser.post(link(app, "1,7,2"), "decision", "allow");

    Login redeem = new Login(code(granted.location()), "1,7,2", "state123", "device12");
    TokenGrant tokens = (TokenGrant) platform.send(redeem, merchant(app));
    assertThat(tokens.scopes()).containsExactly(1);
  }

  @Test
  void aRefusalGoesBackWithoutACode() {
    String app = platform.app(1);
    platform.user(login);
    FormBrowser browser = new FormBrowser(platform).signIn(login);
    browser.get(link(app, "1"));

    Page denied = browser.post(link(app, "1"), "decision", "deny");

    assertThat(denied.status()).isEqualTo(303);
    assertThat(denied.location()).contains("code=&", "expire_time=-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://merchant.example/back/",
        "http://merchant.example:81/back",
        "https://merchant.example/back",
        "http://merchant.example.evil.example/back",
        "http://merchant.example@evil.example/back",
        "javascript:alert(1)",
        "/back"
      })
  void neverRedirectsToAnAddressThatIsNotRegistered(String redirect) {
    String app = platform.app(1);
    platform.user(login);
    FormBrowser browser = new FormBrowser(platform);

    Page anonymous = browser.get(link(app, "1", redirect));
    assertThat(anonymous.status()).isEqualTo(400);
    assertThat(anonymous.location()).isNull();
    browser.signIn(login);
    assertThat(browser.get(link(app, "1", redirect)).status()).isEqualTo(400);
    Page posted = browser.post(link(app, "1", redirect), "decision", "deny");
    assertThat(posted.status()).isEqualTo(400);
    assertThat(posted.location()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?a=1 2",
        "?a=1|2",
        "?q=\"{<x>}\"^`",
        "?half=100%zz",
        "?a[]=游戏",
        "?to=http://elsewhere.example/?x",
        "#/pay 1"
      })
  void oddButReadableRedirectsAreEncodedAndFollowed(String rest) {
    String app = platform.app(1);
    platform.user(login);
    String link = link(app, "1", CALLBACK + rest);
    FormBrowser browser = new FormBrowser(platform);
    assertThat(browser.get(link).status()).as("anonymous").isEqualTo(200);
    browser.signIn(login);
    Page consent = browser.get(link);
    assertThat(consent.status()).isEqualTo(200);
    assertThat(consent.policy()).contains("form-action 'self' http://merchant.example;");
    Page denied = browser.post(link, "decision", "deny");
    assertThat(denied.status()).isEqualTo(303);
    assertThat(denied.location()).startsWith(CALLBACK).contains("expire_time=-1").matches("[!-~]+");
  }

  @Test
  void blockedCookiesAreNamedAsTheCause() {
    platform.user(login);
    FormBrowser browser = new FormBrowser(platform);
    browser.get("/account/sign-in");
    Page page =
        browser
            .forgetCookies()
            .post("/account/sign-in", "login", login, "password", "correct horse", "next", "/");
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.html()).contains("Allow cookies for this site");
  }

  @Test
  void aMalformedLinkEndsWithAnErrorPage() {
    String app = platform.app(1);
    for (String bad :
        new String[] {
          "/oauth/login/",
          "/oauth/login/?app_id=nobody",
          link("unknownapp", "1"),
          link(app, "7"),
          link(app, "1").replace("state123", "short"),
          link(app, "1") + "&state=state124",
          link(app, "1", CALLBACK + "?code=foreign"),
          link(app, "1", CALLBACK + "?a=1&st%61te=foreign"),
          link(app, "1", CALLBACK + "?a=\n")
        }) {
      assertThat(new FormBrowser(platform).get(bad).status()).as(bad).isEqualTo(400);
    }
  }

  @Test
  void withScopeNineLaterLoginsSkipTheConsentPage() {
    String app = platform.app(1, 7, 9);
    platform.user(login);
    FormBrowser browser = new FormBrowser(platform).signIn(login);
    assertThat(browser.get(link(app, "1,9")).status()).isEqualTo(200);
    assertThat(browser.post(link(app, "1,9"), "decision", "allow").status()).isEqualTo(303);

    assertThat(browser.get(link(app, "1,9")).location()).contains("code=");
    assertThat(browser.get(link(app, "1,7,9")).status()).as("asks for more").isEqualTo(200);
  }

  @Test
  void aFormOfAnotherSiteIsRefused() {
    String app = platform.app(1);
    platform.user(login);
    FormBrowser browser = new FormBrowser(platform).signIn(login);
    browser.get(link(app, "1"));

    Page forged = browser.forgetToken().post(link(app, "1"), "decision", "allow");

    assertThat(forged.status()).isEqualTo(403);
    assertThat(forged.location()).isNull();
  }

  @Test
  void aSessionThatWasEndedElsewhereAllowsNothing(TestServers servers) {
    String app = platform.app(1);
    platform.user(login);
    FormBrowser browser = new FormBrowser(platform).signIn(login);
    browser.get(link(app, "1"));
    servers.database().execute("delete from sessions where uid = " + browser.uid());

    Page answer = browser.post(link(app, "1"), "decision", "allow");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.html()).contains("name=\"password\"");
  }

  @Test
  void disconnectingAnAppRevokesItsTokensAndKeepsItsIds() {
    String app = platform.app(1);
    long uid = platform.user(login);
    TokenGrant before = platform.tokens(app, uid, 1);
    String pending = platform.code(app, uid, 1);
    FormBrowser browser = new FormBrowser(platform).signIn(login);
    assertThat(browser.get("/account/apps").html()).contains("Dragon Game", "Disconnect");

    assertThat(browser.post("/account/apps/revoke", "app_id", app).status()).isEqualTo(303);

    assertRefused(
        platform.send(
            new RefreshTokens(before.accessToken(), before.refreshToken()), merchant(app)),
        ErrorCode.REFRESH_TOKEN_UNUSABLE);
    assertRefused(platform.send(Platform.login(pending), merchant(app)), ErrorCode.CODE_UNKNOWN);
    TokenGrant after = platform.tokens(app, uid, 1);
    assertThat(after.openId()).isEqualTo(before.openId());
    assertThat(after.unionId()).isEqualTo(before.unionId());
    assertThat(platform.send(new ReadUser(new Subject.OpenId(after.openId())), merchant(app)))
        .isInstanceOfSatisfying(
            UserOutcome.UserProfile.class, user -> assertThat(user.name()).isEqualTo("Alice"));
  }

  @Test
  void theListOfAppsOpensAnAppAndMarksAnotherPlayer() {
    String app = platform.app(1);
    String other = name("player") + "@example.com";
    platform.user(login);
    platform.user(other);
    FormBrowser browser = new FormBrowser(platform).speaking("ko").signIn(login);
    String open = "/account/apps/open?app_id=" + app;

    assertThat(browser.get(open).location())
        .startsWith("http://merchant.example/?")
        .contains("orientation=", "reinit=0", "domain=", "lang=ko");
    assertThat(browser.get(open).location()).contains("reinit=0");
    browser.get("/account");
    browser.post("/account/sign-out");
    browser.signIn(other);
    assertThat(browser.get(open).location()).contains("reinit=1");
  }

  /** {@code protocols/originals/ones.txt}, authorization step 2. */
  @Test
  void theListOpensAnAppThatWantsItWithAnAccessCode() {
    String app = platform.app(1, 7);
    listScopes(app, "1,7");
    long uid = platform.user(login);
    FormBrowser browser = new FormBrowser(platform).speaking("ko").signIn(login);

    String page = browser.get("/account/apps/open?app_id=" + app).location();
    assertThat(page).startsWith("http://localhost:8080/oauth/login/?app_id=" + app);
    String here = page.substring("http://localhost:8080".length());
    assertThat(browser.get(here).html()).contains("Dragon Game", "name=\"decision\"");
    Page back = browser.post(here, "decision", "allow");

    assertThat(back.location())
        .startsWith(CALLBACK)
        .contains("orientation=portrait", "reinit=0", "lang=ko", "state=platform");
    Login redeem = new Login(code(back.location()), "1,7", "platform", "platform");
    TokenGrant grant = (TokenGrant) platform.send(redeem, merchant(app));
    assertThat(grant.uid()).isEqualTo(uid);
  }

  @Test
  void theListGivesNoCodeThatTheAppMayNotHave() {
    String app = platform.app(1);
    listScopes(app, "7");
    platform.user(login);
    FormBrowser browser = new FormBrowser(platform).signIn(login);
    String page = browser.get("/account/apps/open?app_id=" + app).location();
    Page refused = browser.get(page.substring("http://localhost:8080".length()));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.location()).isNull();

    platform.redirectTo(app, "http://merchant.example/elsewhere");
    assertThat(browser.get("/account/apps/open?app_id=" + app).location())
        .as("to addresses that are registered now, alone")
        .contains("merchant.example%2Felsewhere");
  }

  private void listScopes(String app, String scopes) {
    PutApp put =
        PutApp.of("company" + app, app)
            .settings(Map.of("list_scopes", BerthJson.mapper().valueToTree(scopes)))
            .build();
    assertThat(platform.send(put, Platform.operator())).isInstanceOf(UserOutcome.Identity.class);
  }
}
