package io.berth.did.secondfactor;

import static io.berth.did.fixture.Platform.anybody;
import static io.berth.did.fixture.Platform.assertRefused;
import static io.berth.did.fixture.Platform.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.ErrorCode;
import io.berth.api.account.ApiSessionCommand.SignIn;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.FormBrowser;
import io.berth.did.fixture.FormBrowser.Page;
import io.berth.did.fixture.Mailbox;
import io.berth.did.fixture.Platform;
import io.berth.test.Authenticator;
import java.util.Arrays;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Tests what a second factor of a player protects; operators' is asked for by the console. */
@DidServiceTest
class SignInCodeIntegrationTests {
  private static final String FACTOR = "/account/second-factor";
  private static final String CODE = "/account/sign-in/code";

  @Autowired Platform platform;

  private final String login = name("player") + "@example.com";
  private FormBrowser browser;

  /** Each works once, whatever the time. */
  private Iterator<String> codes;

  @BeforeEach
  void aPlayerWithASecondFactor() {
    platform.user(login);
    browser = new FormBrowser(platform).signIn(login);
    Page page = browser.get(FACTOR);
    assertThat(page.html()).contains("asked for when you sign in on a new device");
    String secret = first("<code>([A-Z2-7 ]+)</code>", page.html());
    String html = browser.post(FACTOR, "code", Authenticator.of(secret).code(0)).html();
    codes = Arrays.asList(first("<pre[^>]*>(.*?)</pre>", html).split("\n")).iterator();
  }

  private static String first(String pattern, String html) {
    Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(html);
    assertThat(matcher.find()).as(html).isTrue();
    return matcher.group(1);
  }

  private Page types(FormBrowser other, String password) {
    other.get("/account/sign-in");
    return other.post(
        "/account/sign-in", "login", login, "password", password, "next", "/account/apps");
  }

  private static String pending(Page page) {
    return first("name=\"pending\" value=\"([^\"]+)\"", page.html());
  }

  @Test
  void aNewDeviceIsAskedForItAndKnownAfterwards() {
    FormBrowser phone = new FormBrowser(platform);
    Page asked = types(phone, "correct horse");
    String pending = pending(asked);
    assertThat(phone.sessionId()).as("no session yet").isNull();
    assertThat(phone.get("/account").html()).contains("name=\"password\"");
    assertThat(
            phone.post(CODE, "pending", pending, "code", "000000", "next", "/account/apps").html())
        .contains("This code is wrong", "name=\"pending\"");
    String code = codes.next();
    FormBrowser elsewhere = new FormBrowser(platform);
    elsewhere.get("/account/sign-in");
    assertThat(elsewhere.post(CODE, "pending", pending, "code", code).location())
        .as("of another browser")
        .startsWith("/account/sign-in");
    Page in = phone.post(CODE, "pending", pending, "code", code, "next", "/account/apps");
    assertThat(in.location()).isEqualTo("/account/apps");
    assertThat(phone.get("/account").html()).contains(login);

    phone.forgetSession();
    assertThat(types(phone, "correct horse").status()).as("a known device").isEqualTo(303);
    assertThat(types(new FormBrowser(platform), "a guess").html())
        .as("wrong passwords look the same as ever")
        .doesNotContain("name=\"pending\"");
  }

  @Test
  void aNewPasswordVoidsWhatStandsForTheFormerOne() {
    FormBrowser phone = new FormBrowser(platform);
    String pending = pending(types(phone, "correct horse"));
    browser.get("/account/password");
    browser.post(
        "/account/password",
        "password",
        "correct horse",
        "new_password",
        "battery staple",
        "code",
        codes.next());
    assertThat(phone.post(CODE, "pending", pending, "code", codes.next()).location())
        .startsWith("/account/sign-in");
    assertThat(phone.sessionId()).isNull();
  }

  @Test
  void changesNeedACodeBesideThePassword() {
    assertThat(browser.get("/account/password").html()).contains("name=\"code\"");
    assertThat(
            browser
                .post("/account/password", "password", "correct horse", "new_password", "12345678")
                .html())
        .contains("code of your second factor is wrong");
    assertThat(
            browser
                .post("/account/address", "login", "x" + login, "password", "correct horse")
                .html())
        .contains("code of your second factor is wrong")
        .doesNotContain("verification_code");
    assertThat(
            browser
                .post(
                    "/account/address",
                    "login",
                    "x" + login,
                    "password",
                    "correct horse",
                    "code",
                    codes.next())
                .html())
        .contains("name=\"verification_code\"");
    assertThat(
            browser
                .post(
                    "/account/pay-password",
                    "password",
                    "correct horse",
                    "pay_password",
                    "483920",
                    "code",
                    codes.next())
                .status())
        .isEqualTo(303);
  }

  @Test
  void neitherMailedCodesNorKeysGetAroundIt() {
    assertRefused(
        platform.send(new SignIn(login, "correct horse"), anybody(null)), ErrorCode.LOGIN_WRONG);
    FormBrowser phone = new FormBrowser(platform);
    phone.get("/account/reset");
    phone.post("/account/reset", "login", login, "next", "/account");
    Page reset =
        phone.post(
            "/account/reset/code",
            "login",
            login,
            "verification_code",
            Mailbox.code(login, 1),
            "password",
            "battery staple",
            "next",
            "/account");
    assertThat(reset.location()).isEqualTo("/account/sign-in?next=%2Faccount");
    assertThat(phone.sessionId()).isNull();
    assertThat(pending(types(phone, "battery staple"))).isNotEmpty();
  }

  @Test
  void aPlayerTurnsItOff() {
    Mailbox.notice(login, "A second factor was set up");
    browser.get(FACTOR);
    assertThat(browser.post(FACTOR + "/remove", "code", "nonsense").html())
        .contains("This code is wrong", "Turn off the second factor");
    assertThat(browser.post(FACTOR + "/remove", "code", codes.next()).location())
        .isEqualTo("/account?done=second-factor");
    Mailbox.notice(login, "was turned off");
    assertThat(types(new FormBrowser(platform), "correct horse").status()).isEqualTo(303);
    assertThat(browser.get("/account/password").html()).doesNotContain("name=\"code\"");
  }
}
