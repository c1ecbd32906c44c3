package io.berth.did.secondfactor;

import static io.berth.did.fixture.Platform.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.app.ManagementCommand.PutUser;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.FormBrowser;
import io.berth.did.fixture.FormBrowser.Page;
import io.berth.did.fixture.Platform;
import io.berth.test.Authenticator;
import io.berth.test.server.TestServers;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DidServiceTest
class SecondFactorIntegrationTests {
  private static final String PATH = "/account/second-factor";

  @Autowired Platform platform;
  @Autowired SecondFactors factors;

  private final String login = name("operator") + "@example.com";
  private long uid;

  @BeforeEach
  void account() {
    uid = platform.user(login);
    platform.send(
        new PutUser(login, null, null, null, null, null, null, null, List.of("operator")),
        Platform.operator());
  }

  private boolean passed(FormBrowser browser) {
    return Boolean.TRUE.equals(
        factors.passed(Objects.requireNonNull(browser.sessionId()), uid).block());
  }

  private static String first(String pattern, String html) {
    Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(html);
    assertThat(matcher.find()).as(html).isTrue();
    return matcher.group(1);
  }

  private static Authenticator scan(Page page) {
    assertThat(page.html()).contains("<svg", "otpauth://totp/Berth:");
    return Authenticator.of(first("<code>([A-Z2-7 ]+)</code>", page.html()));
  }

  private static List<String> recoveryCodes(Page page) {
    return Arrays.asList(first("<pre[^>]*>(.*?)</pre>", page.html()).split("\n"));
  }

  @Test
  void theFirstCodeSetsItUpAndLaterSessionsNeedOne() {
    FormBrowser browser = new FormBrowser(platform).signIn(login);
    Page page = browser.get(PATH + "?return=/console/operator");
    Authenticator device = scan(page);
    assertThat(browser.post(PATH, "code", "nonsense", "return", "/console/operator").html())
        .contains("This code is wrong")
        .as("the same secret, which has been scanned")
        .contains(first("<code>([A-Z2-7 ]+)</code>", page.html()));
    assertThat(passed(browser)).isFalse();

    Page codes = browser.post(PATH, "code", device.code(0), "return", "/console/operator");
    assertThat(codes.html()).contains("href=\"/console/operator\"");
    assertThat(recoveryCodes(codes)).hasSize(10).doesNotHaveDuplicates();
    assertThat(passed(browser)).isTrue();
    assertThat(browser.get(PATH).html()).contains("Recovery codes left: 10");

    FormBrowser later = new FormBrowser(platform).signIn(login);
    assertThat(passed(later)).isFalse();
    assertThat(later.get(PATH + "?return=/console").html()).doesNotContain("<svg", "otpauth:");
    Page in = later.post(PATH, "code", device.code(1), "return", "/console");
    assertThat(in.status()).isEqualTo(303);
    assertThat(in.location()).isEqualTo("/console");
    assertThat(passed(later)).isTrue();
  }

  @Test
  void theSecretIsNewForEachEnrolment() {
    FormBrowser attacker = new FormBrowser(platform).signIn(login);
    Authenticator seenEarlier = scan(attacker.get(PATH));
    FormBrowser browser = new FormBrowser(platform).signIn(login);
    Authenticator former = scan(browser.get(PATH));
    Authenticator device = scan(browser.get(PATH));
    assertThat(List.of(seenEarlier.code(0), former.code(0), device.code(0)))
        .doesNotHaveDuplicates();
    assertThat(browser.post(PATH, "code", former.code(0)).html()).contains("This code is wrong");
    assertThat(browser.post(PATH, "code", seenEarlier.code(0)).html())
        .as("another session's")
        .contains("This code is wrong");
    assertThat(recoveryCodes(browser.post(PATH, "code", device.code(0)))).hasSize(10);
    assertThat(attacker.post(PATH, "code", seenEarlier.code(0)).html())
        .contains("This code is wrong")
        .doesNotContain("otpauth:");
    assertThat(passed(attacker)).isFalse();
  }

  @Test
  void wrongCodesFromElsewhereDoNotLockTheOwnerOut(TestServers servers) {
    FormBrowser browser = new FormBrowser(platform).signIn(login);
    Authenticator device = scan(browser.get(PATH));
    browser.post(PATH, "code", device.code(0));
    FormBrowser attacker = new FormBrowser(platform).from("198.51.100.40").signIn(login);
    attacker.get(PATH);
    for (int i = 0; i < 5; i++) {
      assertThat(attacker.post(PATH, "code", "nonsense").html()).contains("This code is wrong");
    }
    Page slowed = attacker.post(PATH, "code", device.code(1));
    assertThat(slowed.status()).isEqualTo(429);
    assertThat(slowed.html()).contains("Please wait");
    servers.database().execute("update sessions set second_factor_at = null where uid = " + uid);
    browser.from("198.51.100.40").get(PATH);
    assertThat(browser.post(PATH, "code", device.code(1)).status())
        .as("this browser has passed it before")
        .isEqualTo(303);
  }

  @Test
  void aCodeIsGoodOnceEvenWhenUsedInParallel() {
    FormBrowser first = new FormBrowser(platform).signIn(login);
    Authenticator device = scan(first.get(PATH));
    first.post(PATH, "code", device.code(0));
    String code = device.code(1);
    List<FormBrowser> browsers =
        Stream.generate(() -> new FormBrowser(platform).signIn(login)).limit(4).toList();
    browsers.forEach(browser -> browser.get(PATH));
    List<CompletableFuture<Page>> tries =
        browsers.stream()
            .map(browser -> CompletableFuture.supplyAsync(() -> browser.post(PATH, "code", code)))
            .toList();
    tries.forEach(CompletableFuture::join);
    assertThat(browsers.stream().filter(this::passed)).hasSize(1);
  }

  @Test
  void aRecoveryCodeIsGoodOnce() {
    FormBrowser first = new FormBrowser(platform).signIn(login);
    Authenticator device = scan(first.get(PATH));
    String recovery = recoveryCodes(first.post(PATH, "code", device.code(0))).getFirst();
    FormBrowser second = new FormBrowser(platform).signIn(login);
    second.get(PATH);
    assertThat(
            second.post(PATH, "code", " " + recovery.toUpperCase(java.util.Locale.ROOT)).status())
        .isEqualTo(303);
    FormBrowser third = new FormBrowser(platform).signIn(login);
    third.get(PATH);
    assertThat(third.post(PATH, "code", recovery).html()).contains("This code is wrong");
    assertThat(passed(third)).isFalse();
  }

  @Test
  void triesAreCountedAndSecretsAreStoredEncrypted(TestServers servers) {
    FormBrowser browser = new FormBrowser(platform).signIn(login);
    Page page = browser.get(PATH);
    Authenticator device = scan(page);
    IntStream.range(0, 5).forEach(_ -> browser.post(PATH, "code", "000000"));
    assertThat(browser.post(PATH, "code", device.code(0)).status()).isEqualTo(429);
    assertThat(passed(browser)).isFalse();
    String secret = first("<code>([A-Z2-7 ]+)</code>", page.html()).replace(" ", "");
    assertThat(
            servers
                .database()
                .query("select sealed_secret from second_factor_enrolments where uid = " + uid))
        .singleElement()
        .asString()
        .startsWith("k1.")
        .doesNotContain(secret);
  }

  @Test
  void anotherDeviceNeedsOneMoreCodeAndResetsSessions() {
    FormBrowser browser = new FormBrowser(platform).signIn(login);
    Authenticator device = scan(browser.get(PATH));
    String recovery = recoveryCodes(browser.post(PATH, "code", device.code(0))).getFirst();
    browser.get(PATH);
    assertThat(browser.post(PATH + "/remove", "code", device.code(0)).html())
        .as("used already")
        .contains("This code is wrong");
    assertThat(passed(browser)).isTrue();
    Page removed = browser.post(PATH + "/remove", "code", recovery, "return", "/console");
    assertThat(removed.location()).isEqualTo(PATH + "?return=%2Fconsole");
    assertThat(passed(browser)).isFalse();
    assertThat(scan(browser.get(PATH)).code(0)).isNotEqualTo(device.code(0));
  }

  @Test
  void everyChangeOfASecondFactorIsAudited(TestServers servers) {
    FormBrowser browser = new FormBrowser(platform).signIn(login);
    Authenticator device = scan(browser.get(PATH));
    browser.post(PATH, "code", "000000");
    List<String> codes = recoveryCodes(browser.post(PATH, "code", device.code(0)));
    browser.get(PATH);
    browser.post(PATH + "/codes", "code", codes.getFirst());
    FormBrowser later = new FormBrowser(platform).signIn(login);
    later.get(PATH);
    later.post(PATH, "code", device.code(1));
    browser.get(PATH);
    browser.post(PATH + "/remove", "code", "wrong-wrong-wrong-wrong");
    assertThat(audited(servers))
        .as("what was wrong changed nothing, passing it is no change")
        .containsExactly("enrol", "recover", "codes");
  }

  private List<String> audited(TestServers servers) {
    return servers
        .database()
        .query(
            "select substring(action from 15) from audit_log where action like 'second-factor.%'"
                + " and object = 'user/"
                + uid
                + "' and actor_uid = "
                + uid
                + " and address is not null order by id");
  }

  @Test
  void removingASecondFactorIsInTheAuditLog(TestServers servers) {
    FormBrowser browser = new FormBrowser(platform).signIn(login);
    Authenticator device = scan(browser.get(PATH));
    String recovery = recoveryCodes(browser.post(PATH, "code", device.code(0))).getFirst();
    browser.get(PATH);
    browser.post(PATH + "/remove", "code", recovery);
    assertThat(audited(servers)).containsExactly("enrol", "recover", "remove");
  }

  @Test
  void redirectsToLocalPathsOnly() {
    FormBrowser browser = new FormBrowser(platform).signIn(login);
    assertThat(browser.get(PATH + "?return=//evil.example/").html())
        .doesNotContain("evil.example/\"");
    Authenticator device = scan(browser.get(PATH));
    browser.post(PATH, "code", device.code(0));
    FormBrowser later = new FormBrowser(platform).signIn(login);
    later.get(PATH);
    assertThat(
            later.post(PATH, "code", device.code(1), "return", "https://evil.example/").location())
        .isEqualTo("/account");
  }

  @Test
  void withoutASessionItShowsTheSignInForm() {
    assertThat(new FormBrowser(platform).get(PATH).html()).contains("name=\"password\"");
    assertThat(new FormBrowser(platform).forgetToken().post(PATH, "code", "000000").status())
        .isEqualTo(403);
  }
}
