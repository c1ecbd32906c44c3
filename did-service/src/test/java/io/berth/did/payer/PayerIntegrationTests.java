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

  private String code(FormBrowser visit) {
    return code(visit, ORDER);
  }

  private String code(FormBrowser visit, long order) {
    assertThat(
            platform.send(
                new SendPaymentCode(
                    visit.uid(), visit.sessionId(), "ko", order, "12.5 USDT", "Dragon\nGame"),
                service("payment:authorize")))
        .isEqualTo(new Outcome.Done());
    return Mailbox.code(login, ++mails);
  }

  private Outcome pay(
      FormBrowser visit, String app, @Nullable String code, @Nullable String payPassword) {
    return pay(visit, app, ORDER, code, payPassword);
  }

  private Outcome pay(
      FormBrowser visit,
      String app,
      long order,
      @Nullable String code,
      @Nullable String payPassword) {
    return platform.send(
        new AuthorizePayment(visit.uid(), visit.sessionId(), app, order, code, payPassword, false),
        service("payment:authorize"));
  }

  private AccountOutcome.PayerProfile read(FormBrowser visit, String app) {
    return (AccountOutcome.PayerProfile)
        platform.send(
            new ReadPayer(visit.uid(), visit.sessionId(), app), service("payment:authorize"));
  }

  @Test
  void aPayerTypesTheCodeAndThePayPassword() throws Exception {
    String app = platform.app(5);
    FormBrowser visit = payer();
    assertThat(read(visit, app).maskedMail()).matches("p\\*\\*\\*\\d@example\\.com");
    assertThat(read(visit, app).hasPayPassword()).isTrue();
    String code = code(visit);
    assertThat(Mailbox.mail(login, 1).getSubject()).startsWith("결제 인증 코드");

    assertRefused(pay(visit, app, "x", PIN), ErrorCode.VERIFICATION_CODE_WRONG);
    assertRefused(pay(visit, app, code, "wrong"), ErrorCode.PAY_PASSWORD_WRONG);
    assertRefused(pay(visit, app, code, null), ErrorCode.PAY_PASSWORD_WRONG);
    assertThat(pay(visit, app, code, PIN)).isEqualTo(new Outcome.Done());
    assertRefused(pay(visit, app, code, PIN), ErrorCode.VERIFICATION_CODE_EXPIRED);
    assertThat(read(visit, app).passwordRemembered()).isFalse();
  }

  @Test
  void aCodePaysTheOneOrderThatItsMailNames() throws Exception {
    String app = platform.app(5);
    FormBrowser visit = payer();
    String forA = code(visit, 1);
    String forB = code(visit, 2);
    assertThat(Mailbox.text(Mailbox.mail(login, 1)))
        .contains("금액: 12.5 USDT", "받는 곳: Dragon Game")
        .containsPattern("요청 시각: \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC");
    if (!forA.equals(forB)) {
      assertRefused(pay(visit, app, 2, forA, PIN), ErrorCode.VERIFICATION_CODE_WRONG);
    }
    assertRefused(pay(visit, app, 3, forA, PIN), ErrorCode.VERIFICATION_CODE_EXPIRED);
    FormBrowser elsewhere = new FormBrowser(platform).signIn(login);
    assertRefused(pay(elsewhere, app, 1, forA, PIN), ErrorCode.VERIFICATION_CODE_EXPIRED);

    assertThat(pay(visit, app, 1, forA, PIN)).as("side by side").isEqualTo(new Outcome.Done());
    assertThat(pay(visit, app, 2, forB, PIN)).isEqualTo(new Outcome.Done());
  }

  @Test
  void withoutAnOrderACodePaysNothing() {
    FormBrowser visit = payer();
    assertRefused(
        platform.send(
            new AuthorizePayment(
                visit.uid(), visit.sessionId(), platform.app(5), null, code(visit), PIN, false),
            service("payment:authorize")),
        ErrorCode.BAD_PARAMETER);
  }

  @Test
  void guessesOfPaymentCodesAreSlowedDownOverAllCodes() {
    String app = platform.app(5);
    FormBrowser visit = payer();
    for (int mailed = 0; mailed < 3; mailed++) {
      String code = code(visit, mailed);
      for (int i = 0; i < 5; i++) {
        assertRefused(pay(visit, app, mailed, "x" + code, PIN), ErrorCode.VERIFICATION_CODE_WRONG);
      }
    }
    assertRefused(pay(visit, app, 9, code(visit, 9), PIN), ErrorCode.TOO_FREQUENT);
  }

  @Test
  void inAGamesDialogThePayPasswordAloneDecides() {
    String app = platform.app(5);
    FormBrowser visit = payer();
    assertThat(pay(visit, app, null, PIN)).isEqualTo(new Outcome.Done());
    assertRefused(pay(visit, app, null, null), ErrorCode.PAY_PASSWORD_WRONG);
    for (int i = 0; i < 4; i++) {
      assertRefused(pay(visit, app, null, "wrong"), ErrorCode.PAY_PASSWORD_WRONG);
    }
    assertRefused(pay(visit, app, null, "wrong"), ErrorCode.PAYING_FROZEN);
    assertRefused(pay(visit, app, null, PIN), ErrorCode.PAYING_FROZEN);
  }

  @Test
  void fiveWrongPayPasswordsFreezePayingForAWhile(TestServers servers) {
    String app = platform.app(5);
    FormBrowser visit = payer();
    String code = code(visit);
    for (int i = 0; i < 4; i++) {
      assertRefused(pay(visit, app, code, "wrong"), ErrorCode.PAY_PASSWORD_WRONG);
    }
    assertRefused(pay(visit, app, code, "wrong"), ErrorCode.PAYING_FROZEN);
    assertRefused(pay(visit, app, code, PIN), ErrorCode.PAYING_FROZEN);

    servers
        .database()
        .execute("update accounts set paying_frozen_until = now() where uid = " + visit.uid());
    assertRefused(pay(visit, app, code, "wrong"), ErrorCode.PAY_PASSWORD_WRONG);
    assertThat(pay(visit, app, code, PIN)).isEqualTo(new Outcome.Done());
  }

  @Test
  void eachFreezeIsTwiceAsLongUntilThePasswordIsRight(TestServers servers) {
    String app = platform.app(5);
    FormBrowser visit = payer();
    assertThat(frozenMinutes(servers, visit, app)).isEqualTo("30");
    assertThat(frozenMinutes(servers, visit, app)).isEqualTo("60");
    assertThat(frozenMinutes(servers, visit, app)).isEqualTo("120");
    assertThat(pay(visit, app, null, PIN)).isEqualTo(new Outcome.Done());
    assertThat(frozenMinutes(servers, visit, app)).isEqualTo("30");
  }

  private String frozenMinutes(TestServers servers, FormBrowser visit, String app) {
    for (int i = 0; i < 4; i++) {
      assertRefused(pay(visit, app, null, "wrong"), ErrorCode.PAY_PASSWORD_WRONG);
    }
    assertRefused(pay(visit, app, null, "wrong"), ErrorCode.PAYING_FROZEN);
    String minutes =
        servers
            .database()
            .query(
                "select ceil(extract(epoch from paying_frozen_until - now()) / 60)::int"
                    + " from accounts where uid = "
                    + visit.uid())
            .getFirst();
    servers
        .database()
        .execute("update accounts set paying_frozen_until = now() where uid = " + visit.uid());
    return minutes;
  }

  @Test
  void ofParallelPaymentsWithOneCodeOneGoesOn() {
    String app = platform.app(5);
    FormBrowser visit = payer();
    AuthorizePayment payment =
        new AuthorizePayment(visit.uid(), visit.sessionId(), app, ORDER, code(visit), PIN, false);

    List<Outcome> outcomes =
        Flux.range(0, 4)
            .flatMap(
                _ -> Mono.defer(() -> payers.authorize(payment)).subscribeOn(Schedulers.parallel()))
            .collectList()
            .block(Duration.ofSeconds(20));

    assertThat(outcomes).hasSize(4).containsOnlyOnce(new Outcome.Done());
  }

  @Test
  void rightPayPasswordsAreNeverInEachOthersWayAndParallelGuessesAreStillCounted() {
    String app = platform.app(5);
    FormBrowser visit = payer();
    assertThat(payTwelveTimesAtOnce(visit, app, PIN)).containsOnly(new Outcome.Done());

    List<Outcome> guesses = payTwelveTimesAtOnce(visit, app, "wrong");
    assertThat(guesses).filteredOn(Refusal.of(ErrorCode.PAY_PASSWORD_WRONG)::equals).hasSize(4);
    assertThat(guesses).filteredOn(Refusal.of(ErrorCode.PAYING_FROZEN)::equals).hasSize(8);
  }

  private List<Outcome> payTwelveTimesAtOnce(FormBrowser visit, String app, String payPassword) {
    AuthorizePayment payment =
        new AuthorizePayment(visit.uid(), visit.sessionId(), app, null, null, payPassword, false);
    return Objects.requireNonNull(
        Flux.range(0, 12)
            .flatMap(
                _ -> Mono.defer(() -> payers.authorize(payment)).subscribeOn(Schedulers.parallel()))
            .collectList()
            .block(Duration.ofSeconds(20)));
  }

  private Outcome paysAndTicks(FormBrowser visit, String app) {
    return platform.send(
        new AuthorizePayment(visit.uid(), visit.sessionId(), app, ORDER, code(visit), PIN, true),
        service("payment:authorize"));
  }

  @Test
  void aPayPasswordIsRememberedWhereScopeTenIsGrantedAndThePayerTicksIt() {
    String app = platform.app(5, 10);
    String other = platform.app(5, 10);
    FormBrowser visit = payer();
    platform.code(app, visit.uid(), 10);
    platform.code(other, visit.uid(), 10);
    assertThat(pay(visit, app, code(visit), PIN)).isEqualTo(new Outcome.Done());
    assertThat(read(visit, app).passwordRemembered()).as("not ticked").isFalse();
    assertThat(read(visit, app).mayRemember()).isTrue();

    assertThat(paysAndTicks(visit, app)).isEqualTo(new Outcome.Done());

    assertThat(read(visit, app).passwordRemembered()).isTrue();
    assertThat(read(visit, other).passwordRemembered()).isFalse();
    assertThat(pay(visit, app, code(visit), null)).isEqualTo(new Outcome.Done());
    FormBrowser elsewhere = new FormBrowser(platform).signIn(login);
    assertThat(read(elsewhere, app).passwordRemembered()).isFalse();
  }

  @Test
  void aPayPasswordIsNotRememberedForAnAppThatThePlayerDidNotGrantIt() {
    String app = platform.app(1, 5, 10);
    FormBrowser visit = payer();
    platform.code(app, visit.uid(), 1);

    assertThat(paysAndTicks(visit, app)).isEqualTo(new Outcome.Done());

    assertThat(read(visit, app).mayRemember()).isFalse();
    assertThat(read(visit, app).passwordRemembered()).isFalse();
    platform.code(app, visit.uid(), 10);
    assertThat(read(visit, app).passwordRemembered()).as("granted later").isFalse();
  }

  @Test
  void theAccountPageTakesARememberedPayPasswordBack() {
    String app = platform.app(5, 10);
    FormBrowser visit = payer();
    platform.code(app, visit.uid(), 10);
    paysAndTicks(visit, app);
    assertThat(visit.get("/account").html())
        .contains("Pay password remembered for", "Dragon Game", "value=\"" + app + "\"");

    assertThat(visit.post("/account/pay-password/forget", "app_id", app).status()).isEqualTo(303);

    assertThat(read(visit, app).passwordRemembered()).isFalse();
    assertRefused(pay(visit, app, code(visit), null), ErrorCode.PAY_PASSWORD_WRONG);
    assertThat(visit.get("/account").html()).doesNotContain("Pay password remembered for");
  }

  @Test
  void disconnectingAnAppForgetsThePayPassword() {
    String app = platform.app(5, 10);
    FormBrowser visit = payer();
    platform.code(app, visit.uid(), 10);
    paysAndTicks(visit, app);
    visit.get("/account/apps");
    visit.post("/account/apps/revoke", "app_id", app);
    assertThat(read(visit, app).passwordRemembered()).isFalse();

    platform.code(app, visit.uid(), 10);

    assertThat(read(visit, app).passwordRemembered()).isFalse();
  }

  @Test
  void changingThePayPasswordFreezesButTheFirstOneDoesNot() {
    String app = platform.app(5, 10);
    platform.user(login);
    FormBrowser visit = new FormBrowser(platform).signIn(login);
    assertRefused(pay(visit, app, "000000", PIN), ErrorCode.PAY_PASSWORD_UNSET);
    visit.get("/account/pay-password");

    assertThat(change(visit, PIN)).isEqualTo(303);
    assertThat(pay(visit, app, code(visit), PIN)).isEqualTo(new Outcome.Done());
    assertThat(change(visit, "1357 2468")).isEqualTo(303);

    assertRefused(
        pay(visit, app, code(visit), "1357 2468"), ErrorCode.FROZEN_AFTER_PAY_PASSWORD_CHANGE);
    assertThat(read(visit, app).passwordRemembered()).isFalse();
  }

  private static int change(FormBrowser visit, String payPassword) {
    return visit
        .post("/account/pay-password", "password", "correct horse", "pay_password", payPassword)
        .status();
  }

  @Test
  void anOwnerPaysLikeAnybodyElse() {
    FormBrowser visit = payer();
    String own = name("app");
    String company = "company" + own;
    platform.send(new PutCompany(company, Map.of(), true), Platform.operator());
    assertThat(platform.send(Platform.putApp(company, own, login, 5), Platform.operator()))
        .isInstanceOf(UserOutcome.Identity.class);

    assertThat(pay(visit, own, null, PIN)).isEqualTo(new Outcome.Done());
    assertThat(pay(visit, platform.app(5), null, PIN)).isEqualTo(new Outcome.Done());
  }

  @Test
  void whoseAccountStillHoldsMoneyOfAppsDoesNotPayUntilItIsMoved(TestServers servers) {
    String app = platform.app(5);
    FormBrowser visit = payer();
    servers
        .database()
        .execute(
            "insert into account_moves (app_id, former_uid, uid, published) select app_id, "
                + visit.uid()
                + ", admin_uid, true from apps where app_id = '"
                + app
                + "'");
    assertRefused(pay(visit, app, null, PIN), ErrorCode.PAYING_FROZEN);

    Outcome moves =
        platform.send(
            new AccountMoveCommand.ReadAccountMoves(""), Platform.service("account:move"));
    assertThat(((AccountMoveOutcome.AccountMoves) moves).moves())
        .filteredOn(move -> move.appId().equals(app))
        .singleElement()
        .satisfies(move -> assertThat(move.formerUid()).isEqualTo(visit.uid()))
        .satisfies(move -> assertThat(move.shared()).isFalse());
    DidCommand finished = new AccountMoveCommand.FinishAccountMoves(List.of(app));
    assertRefused(platform.send(finished, service("payment:authorize")), ErrorCode.NO_PERMISSION);
    platform.send(finished, Platform.service("account:move"));

    assertThat(pay(visit, app, null, PIN)).isEqualTo(new Outcome.Done());
  }

  @Test
  void withoutALivingSessionNothingIsToldOrDone(TestServers servers) {
    String app = platform.app(5);
    FormBrowser visit = payer();
    servers.database().execute("delete from sessions where uid = " + visit.uid());
    assertRefused(pay(visit, app, "000000", PIN), ErrorCode.SESSION_UNKNOWN);
    assertRefused(
        platform.send(
            new SendPaymentCode(
                visit.uid(), visit.sessionId(), "en", ORDER, "12.5 USDT", "Dragon Game"),
            service("payment:authorize")),
        ErrorCode.SESSION_UNKNOWN);
  }

  @Test
  void sixCodesInTenMinutesAreTooMany() {
    FormBrowser visit = payer();
    for (int i = 0; i < 5; i++) {
      code(visit);
    }
    assertRefused(
        platform.send(
            new SendPaymentCode(
                visit.uid(), visit.sessionId(), "en", ORDER, "12.5 USDT", "Dragon Game"),
            service("payment:authorize")),
        ErrorCode.TOO_FREQUENT);
  }
}
