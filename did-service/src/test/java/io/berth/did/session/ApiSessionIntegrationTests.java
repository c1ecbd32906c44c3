package io.berth.did.session;

import static io.berth.did.fixture.Platform.anybody;
import static io.berth.did.fixture.Platform.assertRefused;
import static io.berth.did.fixture.Platform.merchant;
import static io.berth.did.fixture.Platform.name;
import static io.berth.did.fixture.Platform.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Realm;
import io.berth.api.account.AccountOutcome;
import io.berth.api.account.AccountOutcome.AccountProfile;
import io.berth.api.account.AccountOutcome.SignedIn;
import io.berth.api.account.AccountOutcome.VerificationStarted;
import io.berth.api.account.ApiSessionCommand.CompleteRegistration;
import io.berth.api.account.ApiSessionCommand.ReadAccount;
import io.berth.api.account.ApiSessionCommand.Register;
import io.berth.api.account.ApiSessionCommand.ResolveSession;
import io.berth.api.account.ApiSessionCommand.SetPassword;
import io.berth.api.account.ApiSessionCommand.SetPayPassword;
import io.berth.api.account.ApiSessionCommand.SignIn;
import io.berth.api.account.ApiSessionCommand.StartRecovery;
import io.berth.api.account.ApiSessionCommand.VerifyRecovery;
import io.berth.api.account.PayerCommand.CheckPayPassword;
import io.berth.api.token.TokenCommand.AuthorizeInSession;
import io.berth.api.token.TokenCommand.RedeemCode;
import io.berth.api.token.TokenCommand.RenewTokens;
import io.berth.api.token.TokenCommand.TokenLifetimes;
import io.berth.api.token.TokenOutcome;
import io.berth.api.token.TokenOutcome.TokenGrant;
import io.berth.api.user.UserCommand.ReadPeople;
import io.berth.api.user.UserOutcome;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.Mailbox;
import io.berth.did.fixture.Platform;
import io.berth.test.server.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DidServiceTest
class ApiSessionIntegrationTests {
  private static final String PASSWORD = "correct horse";
  private static final TokenLifetimes LIFETIMES = new TokenLifetimes(3600, 1_209_600);
  private static final String BACK = "wenjing.com/back.php";

  @Autowired Platform platform;
  @Autowired MeterRegistry meters;

  private String login() {
    return name("key") + "@example.com";
  }

  private Outcome asks(io.berth.api.Command command) {
    return platform.send(command, anybody(null));
  }

  private String signIn(String login) {
    return ((SignedIn) asks(new SignIn(login, PASSWORD))).sessionKey();
  }

  private String recovery(String login, int mail) {
    VerificationStarted started = (VerificationStarted) asks(new StartRecovery(login, "en"));
    VerifyRecovery verify =
        new VerifyRecovery(started.verificationId(), started.holder(), Mailbox.code(login, mail));
    return ((AccountOutcome.Recovery) asks(verify)).token();
  }

  @Test
  void registersWithTheMailedCode() {
    String login = login();
    VerificationStarted started =
        (VerificationStarted) asks(new Register(login, PASSWORD, "zh-CN"));
    String code = Mailbox.code(login, 1);
    String wrong = code.equals("000000") ? "111111" : "000000";
    String id = started.verificationId();
    assertThat(id).matches("[1-8][0-9]{15}");
    assertThat(started.holder()).matches("[1-9][0-9]{11}");

    assertRefused(
        asks(new CompleteRegistration("nonsense", started.holder(), code)),
        ErrorCode.VERIFICATION_UNKNOWN);
    assertRefused(asks(new CompleteRegistration(id, "1", code)), ErrorCode.VERIFICATION_UNKNOWN);
    assertRefused(
        asks(new CompleteRegistration(id, started.holder(), wrong)),
        ErrorCode.VERIFICATION_CODE_WRONG);
    AccountProfile account =
        (AccountProfile) asks(new CompleteRegistration(id, started.holder(), code));
    assertThat(account.login()).isEqualTo(login);
    assertRefused(
        asks(new CompleteRegistration(id, started.holder(), code)), ErrorCode.VERIFICATION_UNKNOWN);
    assertRefused(asks(new Register(login, PASSWORD, "en")), ErrorCode.LOGIN_TAKEN);
    assertThat(asks(new SignIn(login, PASSWORD))).isInstanceOf(SignedIn.class);
  }

  @Test
  void registrationCannotBeHijackedByRegisteringOnceMore() {
    String login = login();
    VerificationStarted victim = (VerificationStarted) asks(new Register(login, PASSWORD, "en"));
    VerificationStarted attacker =
        (VerificationStarted) asks(new Register(login, "attackers own", "en"));
    String victims = Mailbox.code(login, 1);
    String attackers = Mailbox.code(login, 2);
    if (!victims.equals(attackers)) {
      assertRefused(completes(victim, attackers), ErrorCode.VERIFICATION_CODE_WRONG);
    }
    assertThat(completes(victim, victims)).isInstanceOf(AccountProfile.class);
    assertRefused(completes(attacker, attackers), ErrorCode.VERIFICATION_UNKNOWN);
    assertThat(asks(new SignIn(login, PASSWORD))).isInstanceOf(SignedIn.class);
    assertRefused(asks(new SignIn(login, "attackers own")), ErrorCode.LOGIN_WRONG);
  }

  private Outcome completes(VerificationStarted started, String code) {
    return asks(new CompleteRegistration(started.verificationId(), started.holder(), code));
  }

  @Test
  void aMadeUpRecoveryTokenIsRefusedWithoutHashing() {
    String login = login();
    platform.user(login);
    String key = signIn(login);
    long before = hashed();
    for (int i = 0; i < 200; i++) {
      assertRefused(
          asks(new SetPassword("made-up-" + i, "battery staple")), ErrorCode.RECOVERY_UNKNOWN);
      assertRefused(
          asks(new SetPayPassword(key, "made-up-" + i, "battery staple")),
          ErrorCode.RECOVERY_UNKNOWN);
    }
    assertThat(hashed()).isEqualTo(before);
    assertThat(asks(new SignIn(login, PASSWORD))).isInstanceOf(SignedIn.class);
  }

  private long hashed() {
    return meters.get("berth.did.passwords.hashed").tag("use", "recovery").timer().count();
  }

  @Test
  void wrongPasswordsFromOneAddressDelayNoOtherAddress(TestServers servers) {
    String login = login();
    platform.user(login);
    for (int i = 0; i < 10; i++) {
      assertRefused(
          platform.send(new SignIn(login, "wrong horse"), anybody(null, "2001:db8:1::" + i)),
          ErrorCode.LOGIN_WRONG);
    }
    assertThat(platform.send(new SignIn(login, PASSWORD), anybody(null, "2001:db8:1::99")))
        .isInstanceOfSatisfying(
            Outcome.Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_FREQUENT);
              assertThat(refusal.detail()).matches("again in \\d+ s");
            });
    assertThat(platform.send(new SignIn(login, PASSWORD), anybody(null, "2001:db8:2::1")))
        .isInstanceOf(SignedIn.class);
    servers.database().execute("delete from failed_guesses where bucket like 'password%'");
  }

  @Test
  void refusesMalformedMailAddressesAndPasswords() {
    assertRefused(asks(new Register("nobody", PASSWORD, "en")), ErrorCode.LOGIN_MALFORMED);
    assertRefused(asks(new Register(login(), "short", "en")), ErrorCode.BAD_PARAMETER);
  }

  @Test
  void anExpiredCodeCreatesNoAccount(TestServers servers) {
    String login = login();
    VerificationStarted started = (VerificationStarted) asks(new Register(login, PASSWORD, "en"));
    servers
        .database()
        .execute("update mailed_codes set expires_at = now() where subject = '" + login + "'");
    assertThat(
            asks(
                new CompleteRegistration(
                    started.verificationId(), started.holder(), Mailbox.code(login, 1))))
        .isInstanceOfSatisfying(
            Outcome.Refusal.class,
            refusal ->
                assertThat(refusal.code())
                    .as("cleaned up or not")
                    .isIn(ErrorCode.VERIFICATION_CODE_EXPIRED, ErrorCode.VERIFICATION_UNKNOWN));
  }

  @Test
  void aKeyIsASessionThatIsStoredAsADigestAndEnds(TestServers servers) {
    String login = login();
    long uid = platform.user(login);
    assertRefused(asks(new SignIn(login, "wrong horse")), ErrorCode.LOGIN_WRONG);
    assertRefused(asks(new SignIn(login(), PASSWORD)), ErrorCode.LOGIN_UNKNOWN);
    String key = signIn(login);
    assertThat(key).matches("[0-9a-f]{40}");
    assertThat(((AccountProfile) asks(new ReadAccount(key))).uid()).isEqualTo(uid);
    assertThat(
            ((AccountProfile)
                    platform.send(
                        new ResolveSession(key, Realm.LIVE), service("payment:authorize")))
                .uid())
        .isEqualTo(uid);
    assertThat(servers.database().query("select session_id from sessions where uid = " + uid))
        .allSatisfy(stored -> assertThat(key).doesNotContain(stored.toString()));
    assertRefused(
        platform.send(new ResolveSession(key, Realm.LIVE), service("identity:resolve")),
        ErrorCode.NO_PERMISSION);
    assertRefused(asks(new ResolveSession(key, Realm.LIVE)), ErrorCode.NO_PERMISSION);
    assertRefused(asks(new ReadAccount("0".repeat(40))), ErrorCode.SESSION_UNKNOWN);
    assertRefused(asks(new ReadAccount("nonsense")), ErrorCode.SESSION_UNKNOWN);

    servers.database().execute("update sessions set expires_at = now() where uid = " + uid);
    assertRefused(asks(new ReadAccount(key)), ErrorCode.SESSION_UNKNOWN);
  }

  @Test
  void aRecoveryIsWorthOnePasswordThatEndsEverySession() {
    String login = login();
    platform.user(login);
    String key = signIn(login);
    assertRefused(asks(new StartRecovery(login(), "en")), ErrorCode.USER_UNKNOWN);
    String recovery = recovery(login, 1);

    assertRefused(asks(new SetPassword("nonsense", PASSWORD)), ErrorCode.RECOVERY_UNKNOWN);
    assertThat(asks(new SetPassword(recovery, "battery staple"))).isEqualTo(new Outcome.Done());
    assertRefused(asks(new SetPassword(recovery, PASSWORD)), ErrorCode.RECOVERY_UNKNOWN);
    assertRefused(asks(new ReadAccount(key)), ErrorCode.SESSION_UNKNOWN);
    assertRefused(asks(new SignIn(login, PASSWORD)), ErrorCode.LOGIN_WRONG);
    assertThat(asks(new SignIn(login, "battery staple"))).isInstanceOf(SignedIn.class);
  }

  @Test
  void aPayPasswordTakesTheRecoveryOfTheSessionsOwnUser() {
    String login = login();
    long uid = platform.user(login);
    String other = login();
    platform.user(other);
    String key = signIn(login);
    String app = platform.app(1, 5);
    assertRefused(pays(uid, app, "654321", false), ErrorCode.PAY_PASSWORD_UNSET);

    String strangers = recovery(other, 1);
    assertRefused(asks(new SetPayPassword(key, strangers, "654321")), ErrorCode.RECOVERY_UNKNOWN);
    assertThat(asks(new SetPassword(strangers, "battery staple")))
        .as("it was left alone")
        .isEqualTo(new Outcome.Done());
    assertThat(asks(new SetPayPassword(key, recovery(login, 1), "654321")))
        .isEqualTo(new Outcome.Done());
    assertThat(pays(uid, app, "654321", false)).isEqualTo(new Outcome.Done());
    assertRefused(pays(uid, app, "123456", false), ErrorCode.PAY_PASSWORD_WRONG);
    assertRefused(pays(uid, app, "654321", true), ErrorCode.NO_PERMISSION);
  }

  private Outcome pays(long uid, String app, String password, boolean forApp) {
    return platform.send(
        new CheckPayPassword(uid, app, password, forApp), service("payment:authorize"));
  }

  @Test
  void anAppIsAuthorizedForWhatItHasAndItsCodeIsBoundToTheRedirect() {
    String login = login();
    long uid = platform.user(login);
    String key = signIn(login);
    String app = platform.app(1);
    AuthorizeInSession ask = new AuthorizeInSession(key, List.of(1, 5), "xyz", BACK);

    assertRefused(
        platform.send(
            new AuthorizeInSession("0".repeat(40), List.of(1), "xyz", BACK), anybody(app)),
        ErrorCode.SESSION_UNKNOWN);
    assertRefused(
        platform.send(new AuthorizeInSession(key, List.of(5), "xyz", BACK), anybody(app)),
        ErrorCode.APP_LACKS_SCOPE);
    String code = ((TokenOutcome.AccessCode) platform.send(ask, anybody(app))).code();
    assertRefused(
        platform.send(new RedeemCode(code, "http://" + BACK, LIFETIMES), merchant(app)),
        ErrorCode.CODE_UNKNOWN);
    assertRefused(
        platform.send(new RedeemCode(code, BACK, LIFETIMES), merchant(platform.app(1))),
        ErrorCode.CODE_UNKNOWN);
    assertRefused(
        platform.send(new RedeemCode(code, BACK, LIFETIMES), anybody(app)),
        ErrorCode.NO_PERMISSION);
    TokenGrant grant =
        (TokenGrant) platform.send(new RedeemCode(code, BACK, LIFETIMES), merchant(app));
    assertThat(grant.uid()).isEqualTo(uid);
    assertThat(grant.scopes()).containsExactly(1);
    assertThat(Duration.between(Instant.now(), grant.accessTokenExpiresAt()))
        .isBetween(Duration.ofMinutes(58), Duration.ofHours(1));
    assertThat(Duration.between(Instant.now(), grant.refreshTokenExpiresAt()))
        .isBetween(Duration.ofDays(13), Duration.ofDays(14));
  }

  @Test
  void aRefreshTokenAloneIsRenewedAndItsAccessTokenNarrowed() {
    String login = login();
    platform.user(login);
    String app = platform.app(1, 5);
    AuthorizeInSession ask = new AuthorizeInSession(signIn(login), List.of(1, 5), "xyz", BACK);
    String code = ((TokenOutcome.AccessCode) platform.send(ask, anybody(app))).code();
    TokenGrant first =
        (TokenGrant) platform.send(new RedeemCode(code, BACK, LIFETIMES), merchant(app));

    TokenGrant narrow = (TokenGrant) renew(app, first.refreshToken(), List.of(5));
    assertThat(narrow.scopes()).containsExactly(5);
    TokenGrant whole = (TokenGrant) renew(app, narrow.refreshToken(), List.of());
    assertThat(whole.scopes()).containsExactly(1, 5);
    assertRefused(renew(app, "nonsense", List.of()), ErrorCode.REFRESH_TOKEN_UNKNOWN);
    assertRefused(
        platform.send(
            new RenewTokens(whole.refreshToken(), List.of(), new TokenLifetimes(90_000, 1)),
            merchant(app)),
        ErrorCode.BAD_PARAMETER);
    assertRefused(renew(app, first.refreshToken(), List.of()), ErrorCode.REFRESH_TOKEN_UNUSABLE);
  }

  private Outcome renew(String app, String refreshToken, List<Integer> scopes) {
    return platform.send(new RenewTokens(refreshToken, scopes, LIFETIMES), merchant(app));
  }

  @Test
  void servicesReadPublicNames() {
    long uid = platform.user(login());
    assertThat(platform.send(new ReadPeople(List.of(uid, 1L)), service("identity:resolve")))
        .isEqualTo(new UserOutcome.People(List.of(new UserOutcome.Person(uid, "Alice", ""))));
  }
}
