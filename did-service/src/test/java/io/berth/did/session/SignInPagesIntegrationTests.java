package io.berth.did.session;

import static io.berth.did.fixture.Platform.assertRefused;
import static io.berth.did.fixture.Platform.merchant;
import static io.berth.did.fixture.Platform.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.token.TokenCommand.CheckRevocation;
import io.berth.api.token.TokenCommand.RefreshTokens;
import io.berth.api.token.TokenOutcome.TokenGrant;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.FormBrowser;
import io.berth.did.fixture.FormBrowser.Page;
import io.berth.did.fixture.Mailbox;
import io.berth.did.fixture.Platform;
import io.berth.test.server.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@DidServiceTest
class SignInPagesIntegrationTests {
  @Autowired Platform platform;

  private final String login = name("person") + "@example.com";

  @Test
  void registersWithTheMailedCode() throws Exception {
    FormBrowser browser = new FormBrowser(platform).speaking("zh-CN");
    assertThat(browser.get("/account/register?next=/account/apps").html())
        .contains("name=\"login\"", "name=\"password\"", "name=\"name\"", "注册账户");
    Page code =
        browser.post(
            "/account/register",
            "login",
            login.toUpperCase(Locale.ROOT),
            "password",
            "correct horse",
            "name",
            "小明",
            "next",
            "/account/apps");
    assertThat(code.html()).contains("name=\"verification_code\"", login);
    assertThat(Mailbox.mail(login, 1).getSubject()).startsWith("Berth 验证码");

    Page wrong =
        browser.post(
            "/account/register/code",
            "login",
            login,
            "verification_code",
            "not it",
            "next",
            "/account/apps");
    assertThat(wrong.html()).contains("验证码不正确");
    Page in =
        browser.post(
            "/account/register/code",
            "login",
            login,
            "verification_code",
            Mailbox.code(login, 1),
            "next",
            "/account/apps");
    assertThat(in.status()).isEqualTo(303);
    assertThat(in.location()).isEqualTo("/account/apps");
    assertThat(browser.get("/account").html()).contains("小明", login);
  }

  @Test
  void aNewCodeVoidsTheFormerAndFiveAreEnough() {
    FormBrowser browser = new FormBrowser(platform);
    browser.get("/account/register");
    for (int i = 1; i <= 5; i++) {
      assertThat(register(browser).html()).contains("name=\"verification_code\"");
      Mailbox.mail(login, i);
    }
    assertThat(register(browser).html()).contains("Too many codes");
    if (!Mailbox.code(login, 1).equals(Mailbox.code(login, 5))) {
      assertThat(confirm(browser, Mailbox.code(login, 1)).status()).isEqualTo(200);
    }
    assertThat(confirm(browser, Mailbox.code(login, 5)).status()).isEqualTo(303);
    assertThat(confirm(browser, Mailbox.code(login, 5)).status()).as("used").isEqualTo(200);
  }

  @Test
  void afterFiveWrongTriesTheRightCodeIsVoid() {
    FormBrowser browser = new FormBrowser(platform);
    browser.get("/account/register");
    register(browser);
    String code = Mailbox.code(login, 1);
    for (int i = 0; i < 5; i++) {
      assertThat(confirm(browser, "x" + code).html()).contains("not the latest code");
    }
    assertThat(confirm(browser, code).html()).contains("expired, was tried too often");
  }

  @Test
  void registrationCannotBeHijacked() {
    FormBrowser victim = new FormBrowser(platform);
    victim.get("/account/register");
    register(victim);
    FormBrowser attacker = new FormBrowser(platform).from("198.51.100.1");
    attacker.get("/account/register");
    attacker.post(
        "/account/register",
        "login",
        login,
        "password",
        "attackers own",
        "name",
        "Mallory",
        "next",
        "/account");
    String victims = Mailbox.code(login, 1);
    String attackers = Mailbox.code(login, 2);

    if (!victims.equals(attackers)) {
      assertThat(confirm(victim, attackers).html()).contains("not the latest code");
      assertThat(confirm(attacker, victims).html()).contains("not the latest code");
    }
    assertThat(confirm(new FormBrowser(platform), victims).status()).isEqualTo(403);
    assertThat(confirm(victim, victims).status()).isEqualTo(303);
    assertThat(confirm(attacker, attackers).html())
        .as("confirming one voids the others")
        .contains("requested in another browser");
    FormBrowser later = new FormBrowser(platform);
    later.get("/account/sign-in");
    assertThat(signIn(later, "attackers own").status()).isEqualTo(200);
    assertThat(signIn(later, "correct horse").status()).isEqualTo(303);
  }

  @Test
  void aResetBelongsToTheBrowserThatRequestedIt() {
    platform.user(login);
    FormBrowser asked = new FormBrowser(platform);
    asked.get("/account/reset");
    asked.post("/account/reset", "login", login, "next", "/account");
    String code = Mailbox.code(login, 1);
    FormBrowser attacker = new FormBrowser(platform);
    attacker.get("/account/reset");
    assertThat(reset(attacker, code).html()).contains("requested in another browser");
    assertThat(reset(asked, code).status()).isEqualTo(303);
  }

  private Page reset(FormBrowser browser, String code) {
    return browser.post(
        "/account/reset/code",
        "login",
        login,
        "verification_code",
        code,
        "password",
        "battery staple",
        "next",
        "/account");
  }

  @Test
  void codesForOneAddressAreLimitedOverAllClients() {
    int sent = 0;
    for (int i = 0; i < 20; i++) {
      FormBrowser browser = new FormBrowser(platform).from("198.51.100." + (100 + i));
      browser.get("/account/register");
      sent += register(browser).html().contains("name=\"verification_code\"") ? 1 : 0;
    }
    assertThat(sent).isEqualTo(15);
  }

  @Test
  void guessesOfMailedCodesAreCountedOverAllCodes(TestServers servers) {
    platform.user(login);
    FormBrowser browser = new FormBrowser(platform).from("198.51.100.30");
    browser.get("/account/reset");
    for (int mailed = 1; mailed <= 3; mailed++) {
      browser.post("/account/reset", "login", login, "next", "/account");
      String code = Mailbox.code(login, mailed);
      for (int i = 0; i < 5; i++) {
        assertThat(reset(browser, "x" + code).html()).contains("not the latest code");
      }
    }
    browser.post("/account/reset", "login", login, "next", "/account");
    Page slowed = reset(browser, Mailbox.code(login, 4));
    assertThat(slowed.status()).isEqualTo(429);
    assertThat(slowed.html()).contains("Too many wrong codes. Please wait");
    servers.database().execute("update failed_guesses set delayed_until = now()");
    assertThat(reset(browser, Mailbox.code(login, 4)).status()).isEqualTo(303);
  }

  private Page register(FormBrowser browser) {
    return browser.post(
        "/account/register",
        "login",
        login,
        "password",
        "correct horse",
        "name",
        "Bob",
        "next",
        "/account");
  }

  private Page confirm(FormBrowser browser, String code) {
    return browser.post(
        "/account/register/code", "login", login, "verification_code", code, "next", "/account");
  }

  @Test
  void registeringDoesNotTellWhetherAnAddressIsTaken() throws Exception {
    platform.user(login);
    FormBrowser browser = new FormBrowser(platform);
    browser.get("/account/register");
    assertThat(register(browser).html()).contains("name=\"verification_code\"");
    assertThat(Mailbox.mail(login, 1).getSubject()).isEqualTo("You already have an account");
  }

  @Test
  void wrongPasswordsAreCountedUntilTheRightOne(TestServers servers) {
    platform.user(login);
    FormBrowser browser = new FormBrowser(platform);
    browser.get("/account/sign-in");
    for (int i = 0; i < 9; i++) {
      Page wrong = signIn(browser, "wrong");
      assertThat(wrong.status()).isEqualTo(200);
      assertThat(wrong.html()).contains("email address or password is wrong");
    }
    assertThat(signIn(browser, "correct horse").status()).isEqualTo(303);
    for (int i = 0; i < 10; i++) {
      assertThat(signIn(browser, "wrong").status()).isEqualTo(200);
    }
    Page tooOften = signIn(browser, "correct horse");
    assertThat(tooOften.status()).isEqualTo(429);
    assertThat(tooOften.html()).contains("Too many attempts");
    servers.database().execute("delete from failed_guesses where bucket like 'password%'");
  }

  @Test
  void rightPasswordsDoNotBlockEachOtherAndParallelGuessesAreCounted(TestServers servers) {
    platform.user(login);
    assertThat(twentyAtOnce("correct horse")).containsOnly(303);

    assertThat(twentyAtOnce("wrong"))
        .satisfies(
            statuses -> {
              assertThat(statuses).filteredOn(status -> status == 200).hasSize(10);
              assertThat(statuses).filteredOn(status -> status == 429).hasSize(10);
            });
    servers.database().execute("delete from failed_guesses where bucket like 'password%'");
  }

  private List<Integer> twentyAtOnce(String password) {
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Integer>> tries =
          IntStream.range(0, 20)
              .mapToObj(_ -> CompletableFuture.supplyAsync(() -> statusOf(password), each))
              .toList();
      return tries.stream().map(CompletableFuture::join).toList();
    }
  }

  private int statusOf(String password) {
    FormBrowser browser = new FormBrowser(platform);
    browser.get("/account/sign-in");
    return signIn(browser, password).status();
  }

  private Page signIn(FormBrowser browser, String password) {
    return browser.post(
        "/account/sign-in", "login", login, "password", password, "next", "/account");
  }

  @Test
  void wrongPasswordsFromElsewhereDoNotLockTheOwnerOut(TestServers servers) {
    platform.user(login);
    FormBrowser owner = new FormBrowser(platform).signIn(login).forgetSession();
    FormBrowser attacker = new FormBrowser(platform).from("2001:db8:bad::1");
    attacker.get("/account/sign-in");
    for (int i = 0; i < 10; i++) {
      assertThat(signIn(attacker.from("2001:db8:bad::" + i), "wrong").status()).isEqualTo(200);
    }
    Page slowed = signIn(attacker, "correct horse");
    assertThat(slowed.status()).as("one IPv6 network is one client").isEqualTo(429);
    assertThat(slowed.html()).containsPattern("Please wait \\d+ seconds");

    owner.get("/account/sign-in");
    assertThat(signIn(owner.from("2001:db8:bad::77"), "correct horse").status())
        .as("the owner's browser is known, wherever it is")
        .isEqualTo(303);
    FormBrowser phone = new FormBrowser(platform).from("198.51.100.7");
    phone.get("/account/sign-in");
    assertThat(signIn(phone, "correct horse").status()).as("another address").isEqualTo(303);

    servers.database().execute("update failed_guesses set delayed_until = now()");
    assertThat(signIn(attacker, "wrong").status()).as("slower, not locked").isEqualTo(200);
    assertThat(signIn(attacker, "wrong").html())
        .as("each wrong one doubles the delay")
        .containsPattern("Please wait (2\\d|30) seconds");
    servers.database().execute("delete from failed_guesses where bucket like 'password%'");
  }

  @Test
  void aDeviceIsKnownToItsOwnAccountAndUntilThePasswordChanges() {
    platform.user(login);
    String other = name("person") + "@example.com";
    platform.user(other);
    FormBrowser browser =
        new FormBrowser(platform).from("198.51.100.20").signIn(other).forgetSession();
    browser.get("/account/sign-in");
    for (int i = 0; i < 10; i++) {
      signIn(browser, "wrong");
    }
    assertThat(signIn(new FormBrowser(platform).from("198.51.100.20"), "x").status())
        .isEqualTo(403);
    assertThat(signIn(browser, "correct horse").status()).as("not its account").isEqualTo(429);

    FormBrowser owner = new FormBrowser(platform).from("198.51.100.21").signIn(login);
    FormBrowser laptop = new FormBrowser(platform).from("198.51.100.22").signIn(login);
    laptop.get("/account/password");
    laptop.post("/account/password", "password", "correct horse", "new_password", "battery staple");
    owner.forgetSession().from("198.51.100.20").get("/account/sign-in");
    assertThat(signIn(owner, "battery staple").status()).as("a stranger now").isEqualTo(429);
    laptop.forgetSession().from("198.51.100.20").get("/account/sign-in");
    assertThat(signIn(laptop, "battery staple").status()).isEqualTo(303);
  }

  @Test
  void unknownLoginsAndAccountsWithoutPasswordGetTheSameResponse() {
    platform.user(login, null, null);
    FormBrowser browser = new FormBrowser(platform);
    browser.get("/account/sign-in");
    assertThat(signIn(browser, "nobody").html()).contains("email address or password is wrong");
    assertThat(signIn(browser, "anything").html()).contains("email address or password is wrong");
    Page unknown =
        browser.post(
            "/account/sign-in", "login", "nobody@example.com", "password", "x", "next", "/");
    assertThat(unknown.html()).contains("email address or password is wrong");
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil.example", "http://evil.example", "/\\evil.example", "evil", ""})
  void signingInRedirectsToLocalPathsOnly(String next) {
    platform.user(login);
    FormBrowser browser = new FormBrowser(platform);
    browser.get("/account/sign-in");
    Page in =
        browser.post("/account/sign-in", "login", login, "password", "correct horse", "next", next);
    assertThat(in.location()).isEqualTo("/account");
  }

  @Test
  void signingOutEndsTheSessionAndPublishesIt(TestServers servers) {
    platform.user(login);
    FormBrowser browser = new FormBrowser(platform).signIn(login);
    String session = browser.sessionId();
    long uid = browser.uid();
    assertThat(lives(uid, session)).isEqualTo(new Outcome.Done());
    browser.get("/account");

    Page out = browser.post("/account/sign-out");

    assertThat(out.status()).isEqualTo(303);
    assertThat(browser.sessionId()).isNull();
    assertRefused(lives(uid, session), ErrorCode.TOKEN_UNUSABLE);
    awaitRevocation(servers, session);
  }

  private Outcome lives(long uid, String session) {
    return platform.send(
        new CheckRevocation(uid, null, null, null, session, Instant.now()),
        Platform.gateway("revocation:check"));
  }

  private static void awaitRevocation(TestServers servers, String part) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(servers.kafka().records("berth.revocations"))
                    .anySatisfy(record -> assertThat(record.value()).contains(part)));
  }

  @Test
  void changingThePasswordEndsAllOtherSessions(TestServers servers) {
    String app = platform.app(1);
    long uid = platform.user(login);
    TokenGrant tokens = platform.tokens(app, uid, 1);
    FormBrowser phone = new FormBrowser(platform).signIn(login);
    FormBrowser laptop = new FormBrowser(platform).signIn(login);
    laptop.get("/account/password");

    assertThat(
            laptop
                .post("/account/password", "password", "wrong", "new_password", "battery staple")
                .html())
        .contains("The password is wrong");
    Page changed =
        laptop.post(
            "/account/password", "password", "correct horse", "new_password", "battery staple");

    assertThat(changed.location()).isEqualTo("/account?done=password");
    assertThat(laptop.get("/account?done=password").html())
        .contains("Your password has been changed");
    assertThat(phone.get("/account").html()).contains("name=\"password\"");
    assertRefused(
        platform.send(
            new RefreshTokens(tokens.accessToken(), tokens.refreshToken()), merchant(app)),
        ErrorCode.REFRESH_TOKEN_UNUSABLE);
    awaitRevocation(servers, "\"User\",\"uid\":" + uid);
    assertThat(Mailbox.notice(login, "password of your Berth account was changed"))
        .contains("/account/reset");
  }

  @Test
  void aForgottenPasswordIsResetWithAMailedCode() {
    platform.user(login);
    FormBrowser browser = new FormBrowser(platform);
    browser.get("/account/reset");
    assertThat(browser.post("/account/reset", "login", login, "next", "/account").html())
        .contains("name=\"verification_code\"");
    Page in =
        browser.post(
            "/account/reset/code",
            "login",
            login,
            "verification_code",
            Mailbox.code(login, 1),
            "password",
            "battery staple",
            "next",
            "/account");
    assertThat(in.status()).isEqualTo(303);
    assertThat(browser.get("/account").html()).contains(login);

    Page unknown =
        browser.post("/account/reset", "login", "nobody-here@example.com", "next", "/account");
    assertThat(unknown.html()).contains("name=\"verification_code\"");
    assertThat(Mailbox.of("nobody-here@example.com")).isEmpty();
  }
}
