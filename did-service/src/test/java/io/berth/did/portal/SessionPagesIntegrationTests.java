package io.berth.did.portal;

import static io.berth.did.fixture.Platform.anybody;
import static io.berth.did.fixture.Platform.assertRefused;
import static io.berth.did.fixture.Platform.merchant;
import static io.berth.did.fixture.Platform.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.ErrorCode;
import io.berth.api.account.AccountOutcome.SignedIn;
import io.berth.api.account.ApiSessionCommand.ReadAccount;
import io.berth.api.account.ApiSessionCommand.SignIn;
import io.berth.api.token.TokenCommand.RefreshTokens;
import io.berth.api.token.TokenOutcome.TokenGrant;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.FormBrowser;
import io.berth.did.fixture.Mailbox;
import io.berth.did.fixture.Platform;
import io.berth.test.postgres.TestDatabase;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DidServiceTest
class SessionPagesIntegrationTests {
  private static final String PATH = "/account/sessions";
  private static final String PHONE =
      "Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0";

  @Autowired Platform platform;

  private final String login = name("alice") + "@example.com";
  private long uid;
  private FormBrowser browser;
  private FormBrowser phone;

  @BeforeEach
  void twoBrowsers() {
    uid = platform.user(login);
    browser = new FormBrowser(platform).signIn(login);
    phone = new FormBrowser(platform).as(PHONE).from("198.51.100.7").signIn(login);
  }

  @Test
  void oneOfTheDevicesIsSignedOut(TestDatabase database) {
    assertThat(browser.get(PATH).html())
        .contains("Firefox on Android", "198.51.100.*", "this device")
        .doesNotContain("198.51.100.7");
    String other = name("bob") + "@example.com";
    platform.user(other);
    FormBrowser stranger = new FormBrowser(platform).signIn(other);
    stranger.get(PATH);
    stranger.post(PATH + "/end", "session_id", phone.sessionId());
    assertThat(phone.get("/account").html()).as("not by others").contains("Alice");

    assertThat(browser.post(PATH + "/end", "session_id", phone.sessionId()).location())
        .isEqualTo(PATH + "?done=ended");
    assertThat(phone.get("/account").html()).contains("name=\"password\"");
    assertThat(browser.get(PATH + "?done=ended").html())
        .contains("The device was signed out.")
        .doesNotContain("Firefox");
    assertThat(database.query("select action from audit_log where object = 'user/" + uid + "'"))
        .contains("user.end-session");
  }

  @Test
  void everythingElseIsSignedOut() {
    String app = platform.app(1);
    TokenGrant tokens = platform.tokens(app, uid, 1);
    SignedIn api = (SignedIn) platform.send(new SignIn(login, "correct horse"), anybody(app));
    assertThat(browser.get(PATH).html()).contains("App with its own sign-in form");

    assertThat(browser.post(PATH + "/end-others").location()).isEqualTo(PATH + "?done=others");
    assertThat(browser.get("/account").html()).contains(login);
    assertThat(phone.get("/account").html()).contains("name=\"password\"");
    assertRefused(
        platform.send(new ReadAccount(api.sessionKey()), anybody(app)), ErrorCode.SESSION_UNKNOWN);
    assertRefused(
        platform.send(
            new RefreshTokens(tokens.accessToken(), tokens.refreshToken()), merchant(app)),
        ErrorCode.REFRESH_TOKEN_UNUSABLE);
  }

  @Test
  void aNewDeviceIsNotified() {
    assertThat(Mailbox.notice(login, "Firefox"))
        .contains("Browser: Firefox", "System: Android", "198.51.100.*", "/account/sessions");
    Awaitility.await().until(() -> Mailbox.notices(login) == 2);
    phone.signIn(login);
    browser.get("/account/pay-password");
    browser.post("/account/pay-password", "password", "correct horse", "pay_password", "483920");
    Mailbox.notice(login, "pay password of your Berth account");
    assertThat(Mailbox.notices(login)).as("none for a known device").isEqualTo(3);
  }

  @Test
  void theLatestUseIsShown(TestDatabase database) {
    String seen = "select seen_at > now() - interval '1 minute' from sessions where session_id = '";
    database.execute("update sessions set seen_at = now() - interval '1 day' where uid = " + uid);
    assertThat(database.query(seen + phone.sessionId() + "'")).containsExactly("f");
    phone.get("/account");
    assertThat(database.query(seen + phone.sessionId() + "'")).containsExactly("t");
    assertThat(database.query(seen + browser.sessionId() + "'")).containsExactly("f");
  }

  @Test
  void aSessionTooManyEndsTheOneThatWasUsedLongestAgo(TestDatabase database) {
    database.execute(
        "update sessions set seen_at = now() - interval '1 day' where session_id = '"
            + phone.sessionId()
            + "'; insert into sessions (session_id, uid, created_at, expires_at)"
            + " select 'many-"
            + uid
            + "-' || n, "
            + uid
            + ", now(), now() + interval '1 day' from generate_series(1, 97) n");
    browser.signIn(login);
    assertThat(phone.get("/account").html()).contains(login);
    database.execute(
        "update sessions set seen_at = now() - interval '1 day' where session_id = '"
            + phone.sessionId()
            + "'");
    new FormBrowser(platform).signIn(login);
    assertThat(phone.get("/account").html()).contains("name=\"password\"");
    assertThat(browser.get("/account").html()).contains(login);
  }
}
