package io.berth.did.payer;

import static io.berth.did.fixture.Platform.assertRefused;
import static io.berth.did.fixture.Platform.name;
import static io.berth.did.fixture.Platform.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.DidCommand;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.account.AccountOutcome;
import io.berth.api.account.PayerCommand.AuthorizePayment;
import io.berth.api.account.PayerCommand.ReadPayer;
import io.berth.api.account.PayerCommand.SendPaymentCode;
import io.berth.api.app.AccountMoveCommand;
import io.berth.api.app.AccountMoveOutcome;
import io.berth.api.app.ManagementCommand.PutCompany;
import io.berth.api.user.UserOutcome;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.FormBrowser;
import io.berth.did.fixture.Mailbox;
import io.berth.did.fixture.Platform;
import io.berth.test.server.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@DidServiceTest
class PayerIntegrationTests {
  private static final String PIN = "2468 1357";
  private static final long ORDER = 77;

  @Autowired Platform platform;
  @Autowired Payers payers;

  private final String login = name("payer") + "@example.com";
  private int mails;

  private FormBrowser payer() {
    platform.user(login, "correct horse", PIN);
    return new FormBrowser(platform).signIn(login);
  }

  private String code(FormBrowser browser) {
    return code(browser, ORDER);
  }

  private String code(FormBrowser browser, long order) {
    assertThat(
            platform.send(
                new SendPaymentCode(
                    browser.uid(), browser.sessionId(), "ko", order, "12.5 USDT", "Dragon\nGame"),
                service("payment:authorize")))
        .isEqualTo(new Outcome.Done());
    return Mailbox.code(login, ++mails);
  }

  private Outcome pay(
      FormBrowser browser, String app, @Nullable String code, @Nullable String payPassword) {
    return pay(browser, app, ORDER, code, payPassword);
  }

  private Outcome pay(
      FormBrowser browser,
      String app,
      long order,
      @Nullable String code,
      @Nullable String payPassword) {
    return platform.send(
        new AuthorizePayment(
            browser.uid(), browser.sessionId(), app, order, code, payPassword, false),
        service("payment:authorize"));
  }

  private AccountOutcome.PayerProfile read(FormBrowser browser, String app) {
    return (AccountOutcome.PayerProfile)
        platform.send(
            new ReadPayer(browser.uid(), browser.sessionId(), app), service("payment:authorize"));
  }

  @Test
  void aPayerTypesTheCodeAndThePayPassword() throws Exception {
    String app = platform.app(5);
    FormBrowser browser = payer();
    assertThat(read(browser, app).maskedMail()).matches("p\\*\\*\\*\\d@example\\.com");
    assertThat(read(browser, app).hasPayPassword()).isTrue();
    String code = code(browser);
    assertThat(Mailbox.mail(login, 1).getSubject()).startsWith("결제 인증 코드");

    assertRefused(pay(browser, app, "x", PIN), ErrorCode.VERIFICATION_CODE_WRONG);
    assertRefused(pay(browser, app, code, "wrong"), ErrorCode.PAY_PASSWORD_WRONG);
    assertRefused(pay(browser, app, code, null), ErrorCode.PAY_PASSWORD_WRONG);
    assertThat(pay(browser, app, code, PIN)).isEqualTo(new Outcome.Done());
    assertRefused(pay(browser, app, code, PIN), ErrorCode.VERIFICATION_CODE_EXPIRED);
    assertThat(read(browser, app).passwordRemembered()).isFalse();
  }

  @Test
  void aCodePaysTheOneOrderThatItsMailNames() throws Exception {
    String app = platform.app(5);
    FormBrowser browser = payer();
    String forA = code(browser, 1);
    String forB = code(browser, 2);
    assertThat(Mailbox.text(Mailbox.mail(login, 1)))
        .contains("금액: 12.5 USDT", "받는 곳: Dragon Game")
        .containsPattern("요청 시각: \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC");
    if (!forA.equals(forB)) {
      assertRefused(pay(browser, app, 2, forA, PIN), ErrorCode.VERIFICATION_CODE_WRONG);
    }
    assertRefused(pay(browser, app, 3, forA, PIN), ErrorCode.VERIFICATION_CODE_EXPIRED);
    FormBrowser elsewhere = new FormBrowser(platform).signIn(login);
    assertRefused(pay(elsewhere, app, 1, forA, PIN), ErrorCode.VERIFICATION_CODE_EXPIRED);

    assertThat(pay(browser, app, 1, forA, PIN)).as("side by side").isEqualTo(new Outcome.Done());
    assertThat(pay(browser, app, 2, forB, PIN)).isEqualTo(new Outcome.Done());
  }

  @Test
  void withoutAnOrderACodePaysNothing() {
    FormBrowser browser = payer();
    assertRefused(
        platform.send(
            new AuthorizePayment(
                browser.uid(),
                browser.sessionId(),
                platform.app(5),
                null,
                code(browser),
                PIN,
                false),
            service("payment:authorize")),
        ErrorCode.BAD_PARAMETER);
  }

  @Test
  void guessesOfPaymentCodesAreSlowedDownOverAllCodes() {
    String app = platform.app(5);
    FormBrowser browser = payer();
    for (int mailed = 0; mailed < 3; mailed++) {
      String code = code(browser, mailed);
      for (int i = 0; i < 5; i++) {
        assertRefused(
            pay(browser, app, mailed, "x" + code, PIN), ErrorCode.VERIFICATION_CODE_WRONG);
      }
    }
    assertRefused(pay(browser, app, 9, code(browser, 9), PIN), ErrorCode.TOO_FREQUENT);
  }

  @Test
  void inAGamesDialogThePayPasswordAloneDecides() {
    String app = platform.app(5);
    FormBrowser browser = payer();
    assertThat(pay(browser, app, null, PIN)).isEqualTo(new Outcome.Done());
    assertRefused(pay(browser, app, null, null), ErrorCode.PAY_PASSWORD_WRONG);
    for (int i = 0; i < 4; i++) {
      assertRefused(pay(browser, app, null, "wrong"), ErrorCode.PAY_PASSWORD_WRONG);
    }
    assertRefused(pay(browser, app, null, "wrong"), ErrorCode.PAYING_FROZEN);
    assertRefused(pay(browser, app, null, PIN), ErrorCode.PAYING_FROZEN);
  }

  @Test
  void fiveWrongPayPasswordsFreezePayingForAWhile(TestServers servers) {
    String app = platform.app(5);
    FormBrowser browser = payer();
    String code = code(browser);
    for (int i = 0; i < 4; i++) {
      assertRefused(pay(browser, app, code, "wrong"), ErrorCode.PAY_PASSWORD_WRONG);
    }
    assertRefused(pay(browser, app, code, "wrong"), ErrorCode.PAYING_FROZEN);
    assertRefused(pay(browser, app, code, PIN), ErrorCode.PAYING_FROZEN);

    servers
        .database()
        .execute(
            "update accounts set paying_frozen_until = now() - interval '1 second' where uid = "
                + browser.uid());
    assertRefused(pay(browser, app, code, "wrong"), ErrorCode.PAY_PASSWORD_WRONG);
    assertThat(pay(browser, app, code, PIN)).isEqualTo(new Outcome.Done());
  }

  @Test
  void eachFreezeIsTwiceAsLongUntilThePasswordIsRight(TestServers servers) {
    String app = platform.app(5);
    FormBrowser browser = payer();
    assertThat(frozenMinutes(servers, browser, app)).isEqualTo("30");
    assertThat(frozenMinutes(servers, browser, app)).isEqualTo("60");
    assertThat(frozenMinutes(servers, browser, app)).isEqualTo("120");
    assertThat(pay(browser, app, null, PIN)).isEqualTo(new Outcome.Done());
    assertThat(frozenMinutes(servers, browser, app)).isEqualTo("30");
  }

  private String frozenMinutes(TestServers servers, FormBrowser browser, String app) {
    for (int i = 0; i < 4; i++) {
      assertRefused(pay(browser, app, null, "wrong"), ErrorCode.PAY_PASSWORD_WRONG);
    }
    assertRefused(pay(browser, app, null, "wrong"), ErrorCode.PAYING_FROZEN);
    String minutes =
        servers
            .database()
            .query(
                "select ceil(extract(epoch from paying_frozen_until - now()) / 60)::int"
                    + " from accounts where uid = "
                    + browser.uid())
            .getFirst();
    servers
        .database()
        .execute(
            "update accounts set paying_frozen_until = now() - interval '1 second' where uid = "
                + browser.uid());
    return minutes;
  }

  @Test
  void ofParallelPaymentsWithOneCodeOneGoesOn() {
    String app = platform.app(5);
    FormBrowser browser = payer();
    AuthorizePayment payment =
        new AuthorizePayment(
            browser.uid(), browser.sessionId(), app, ORDER, code(browser), PIN, false);

    List<Outcome> outcomes =
        Flux.range(0, 4)
            .flatMap(
                _ -> Mono.defer(() -> payers.authorize(payment)).subscribeOn(Schedulers.parallel()))
            .collectList()
            .block(Duration.ofSeconds(20));

    assertThat(outcomes).hasSize(4).containsOnlyOnce(new Outcome.Done());
  }

  @Test
  void rightPayPasswordsDoNotBlockEachOtherAndParallelGuessesAreCounted() {
    String app = platform.app(5);
    FormBrowser browser = payer();
    assertThat(payTwelveTimesAtOnce(browser, app, PIN)).containsOnly(new Outcome.Done());

    List<Outcome> guesses = payTwelveTimesAtOnce(browser, app, "wrong");
    assertThat(guesses).filteredOn(Refusal.of(ErrorCode.PAY_PASSWORD_WRONG)::equals).hasSize(4);
    assertThat(guesses).filteredOn(Refusal.of(ErrorCode.PAYING_FROZEN)::equals).hasSize(8);
  }

  private List<Outcome> payTwelveTimesAtOnce(FormBrowser browser, String app, String payPassword) {
    AuthorizePayment payment =
        new AuthorizePayment(
            browser.uid(), browser.sessionId(), app, null, null, payPassword, false);
    return Objects.requireNonNull(
        Flux.range(0, 12)
            .flatMap(
                _ -> Mono.defer(() -> payers.authorize(payment)).subscribeOn(Schedulers.parallel()))
            .collectList()
            .block(Duration.ofSeconds(20)));
  }

  private Outcome paysAndTicks(FormBrowser browser, String app) {
    return platform.send(
        new AuthorizePayment(
            browser.uid(), browser.sessionId(), app, ORDER, code(browser), PIN, true),
        service("payment:authorize"));
  }

  @Test
  void aPayPasswordIsRememberedWhereScopeTenIsGrantedAndThePayerTicksIt() {
    String app = platform.app(5, 10);
    String other = platform.app(5, 10);
    FormBrowser browser = payer();
    platform.code(app, browser.uid(), 10);
    platform.code(other, browser.uid(), 10);
    assertThat(pay(browser, app, code(browser), PIN)).isEqualTo(new Outcome.Done());
    assertThat(read(browser, app).passwordRemembered()).as("not ticked").isFalse();
    assertThat(read(browser, app).mayRemember()).isTrue();

    assertThat(paysAndTicks(browser, app)).isEqualTo(new Outcome.Done());

    assertThat(read(browser, app).passwordRemembered()).isTrue();
    assertThat(read(browser, other).passwordRemembered()).isFalse();
    assertThat(pay(browser, app, code(browser), null)).isEqualTo(new Outcome.Done());
    FormBrowser elsewhere = new FormBrowser(platform).signIn(login);
    assertThat(read(elsewhere, app).passwordRemembered()).isFalse();
  }

  @Test
  void aPayPasswordIsNotRememberedForAnAppThatThePlayerDidNotGrantIt() {
    String app = platform.app(1, 5, 10);
    FormBrowser browser = payer();
    platform.code(app, browser.uid(), 1);

    assertThat(paysAndTicks(browser, app)).isEqualTo(new Outcome.Done());

    assertThat(read(browser, app).mayRemember()).isFalse();
    assertThat(read(browser, app).passwordRemembered()).isFalse();
    platform.code(app, browser.uid(), 10);
    assertThat(read(browser, app).passwordRemembered()).as("granted later").isFalse();
  }

  @Test
  void theAccountPageTakesARememberedPayPasswordBack() {
    String app = platform.app(5, 10);
    FormBrowser browser = payer();
    platform.code(app, browser.uid(), 10);
    paysAndTicks(browser, app);
    assertThat(browser.get("/account").html())
        .contains("Apps that remember your pay password", "Dragon Game", "value=\"" + app + "\"");

    assertThat(browser.post("/account/pay-password/forget", "app_id", app).status()).isEqualTo(303);

    assertThat(read(browser, app).passwordRemembered()).isFalse();
    assertRefused(pay(browser, app, code(browser), null), ErrorCode.PAY_PASSWORD_WRONG);
    assertThat(browser.get("/account").html())
        .doesNotContain("Apps that remember your pay password");
  }

  @Test
  void disconnectingAnAppForgetsThePayPassword() {
    String app = platform.app(5, 10);
    FormBrowser browser = payer();
    platform.code(app, browser.uid(), 10);
    paysAndTicks(browser, app);
    browser.get("/account/apps");
    browser.post("/account/apps/revoke", "app_id", app);
    assertThat(read(browser, app).passwordRemembered()).isFalse();

    platform.code(app, browser.uid(), 10);

    assertThat(read(browser, app).passwordRemembered()).isFalse();
  }

  @Test
  void changingThePayPasswordFreezesButTheFirstOneDoesNot() {
    String app = platform.app(5, 10);
    platform.user(login);
    FormBrowser browser = new FormBrowser(platform).signIn(login);
    assertRefused(pay(browser, app, "000000", PIN), ErrorCode.PAY_PASSWORD_UNSET);
    browser.get("/account/pay-password");

    assertThat(change(browser, PIN)).isEqualTo(303);
    assertThat(pay(browser, app, code(browser), PIN)).isEqualTo(new Outcome.Done());
    assertThat(change(browser, "1357 2468")).isEqualTo(303);

    assertRefused(
        pay(browser, app, code(browser), "1357 2468"), ErrorCode.FROZEN_AFTER_PAY_PASSWORD_CHANGE);
    assertThat(read(browser, app).passwordRemembered()).isFalse();
  }

  private static int change(FormBrowser browser, String payPassword) {
    return browser
        .post("/account/pay-password", "password", "correct horse", "pay_password", payPassword)
        .status();
  }

  @Test
  void anOwnerPaysLikeEveryUser() {
    FormBrowser browser = payer();
    String own = name("app");
    String company = "company" + own;
    platform.send(new PutCompany(company, Map.of(), true), Platform.operator());
    assertThat(platform.send(Platform.putApp(company, own, login, 5), Platform.operator()))
        .isInstanceOf(UserOutcome.Identity.class);

    assertThat(pay(browser, own, null, PIN)).isEqualTo(new Outcome.Done());
    assertThat(pay(browser, platform.app(5), null, PIN)).isEqualTo(new Outcome.Done());
  }

  @Test
  void anAccountThatHoldsMoneyOfAppsDoesNotPayUntilItIsMoved(TestServers servers) {
    String app = platform.app(5);
    FormBrowser browser = payer();
    servers
        .database()
        .execute(
            "insert into account_moves (app_id, former_uid, uid, published) select app_id, "
                + browser.uid()
                + ", admin_uid, true from apps where app_id = '"
                + app
                + "'");
    assertRefused(pay(browser, app, null, PIN), ErrorCode.PAYING_FROZEN);

    Outcome moves =
        platform.send(
            new AccountMoveCommand.ReadAccountMoves(""), Platform.service("account:move"));
    assertThat(((AccountMoveOutcome.AccountMoves) moves).moves())
        .filteredOn(move -> move.appId().equals(app))
        .singleElement()
        .satisfies(move -> assertThat(move.formerUid()).isEqualTo(browser.uid()))
        .satisfies(move -> assertThat(move.shared()).isFalse());
    DidCommand finished = new AccountMoveCommand.FinishAccountMoves(List.of(app));
    assertRefused(platform.send(finished, service("payment:authorize")), ErrorCode.NO_PERMISSION);
    platform.send(finished, Platform.service("account:move"));

    assertThat(pay(browser, app, null, PIN)).isEqualTo(new Outcome.Done());
  }

  @Test
  void withoutASessionNothingIsReadOrPaid(TestServers servers) {
    String app = platform.app(5);
    FormBrowser browser = payer();
    servers.database().execute("delete from sessions where uid = " + browser.uid());
    assertRefused(pay(browser, app, "000000", PIN), ErrorCode.SESSION_UNKNOWN);
    assertRefused(
        platform.send(
            new SendPaymentCode(
                browser.uid(), browser.sessionId(), "en", ORDER, "12.5 USDT", "Dragon Game"),
            service("payment:authorize")),
        ErrorCode.SESSION_UNKNOWN);
  }

  @Test
  void sixCodesInTenMinutesAreTooMany() {
    FormBrowser browser = payer();
    for (int i = 0; i < 5; i++) {
      code(browser);
    }
    assertRefused(
        platform.send(
            new SendPaymentCode(
                browser.uid(), browser.sessionId(), "en", ORDER, "12.5 USDT", "Dragon Game"),
            service("payment:authorize")),
        ErrorCode.TOO_FREQUENT);
  }
}
