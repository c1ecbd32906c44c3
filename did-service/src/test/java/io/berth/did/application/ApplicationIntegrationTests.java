package io.berth.did.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Permission;
import io.berth.api.app.AppCommand.CreateApp;
import io.berth.api.app.AppOutcome.SecretsMade;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.application.Application;
import io.berth.api.application.ApplicationCommand;
import io.berth.api.application.ApplicationCommand.DecideApplication;
import io.berth.api.application.ApplicationCommand.OperateApplications;
import io.berth.api.application.ApplicationCommand.ReadApplicationQueue;
import io.berth.api.application.ApplicationCommand.ReadApplications;
import io.berth.api.application.ApplicationCommand.SaveApplication;
import io.berth.api.application.ApplicationCommand.SendApplication;
import io.berth.api.application.ApplicationCommand.WithdrawApplication;
import io.berth.api.application.ApplicationOutcome.ApplicationQueue;
import io.berth.api.application.ApplicationOutcome.ApplicationState;
import io.berth.api.application.ApplicationOutcome.ApplicationsFound;
import io.berth.api.application.ApplicationOutcome.Decision;
import io.berth.api.application.ApplicationOutcome.SentApplication;
import io.berth.api.application.ApplicationOutcome.Verdict;
import io.berth.api.change.ChangeOutcome.ChangeWaiting;
import io.berth.api.company.CompanyCommand.CreateCompany;
import io.berth.api.company.CompanyOutcome.CompanyMade;
import io.berth.api.launch.LaunchCommand.ChangeLaunch;
import io.berth.api.launch.LaunchCommand.OperateLaunch;
import io.berth.api.launch.LaunchState;
import io.berth.did.company.ConsoleFixture;
import io.berth.did.company.ConsoleFixture.Person;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.Mailbox;
import io.berth.did.fixture.Platform;
import io.berth.test.postgres.TestDatabase;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

@DidServiceTest
class ApplicationIntegrationTests {
  private static final Outcome DONE = new Outcome.Done();
  private static final Decision YES = new Decision(Verdict.APPROVED, "");
  private static final Decision NO = new Decision(Verdict.REFUSED, "not for games");

  @Autowired Platform platform;
  @Autowired DatabaseClient database;

  private TestDatabase databaseOfAll;
  private ConsoleFixture console;
  private Person owner;
  private String company;
  private String app;
  private long operator;

  @BeforeEach
  void draft(TestDatabase databaseOfAll) {
    this.databaseOfAll = databaseOfAll;
    console = new ConsoleFixture(platform, database);
    owner = console.person();
    operator = platform.user(Platform.name("operator") + "@example.com");
    company =
        console
            .ask(owner, null, new CreateCompany("Apply " + owner.uid(), "en"), CompanyMade.class)
            .companyId();
    app = Platform.name("applying");
    console.ask(
        owner,
        null,
        new CreateApp(company, app, "dragonex", "Sky Game", "en", Map.of()),
        SecretsMade.class);
    isNow(LaunchState.DRAFT);
    databaseOfAll.execute(
        "insert into company_legal (company_id, legal_name, address, registration, state,"
            + " decided_by, decided_at) values ('%s', 'Acme', 'Street', '', 'CHECKED', 1, now())"
                .formatted(company));
  }

  private void isNow(LaunchState state) {
    platform.send(PutApp.of(company, app).state(state).build(), Platform.operator());
  }

  private Outcome asks(ApplicationCommand command) {
    return console.ask(owner, app, command);
  }

  private Outcome operates(io.berth.api.ConsoleCommand command) {
    return platform.send(
        command,
        Caller.of(Caller.Kind.CONSOLE, "request-1")
            .withUid(operator)
            .withSession("session")
            .withPermissions(Set.of(Permission.OPERATE_APPS.name(), Permission.OPERATE_READ.name()))
            .withAddress("127.0.0.1"));
  }

  private ApplicationsFound read() {
    return console.ask(owner, app, new ReadApplications(), ApplicationsFound.class);
  }

  private static Application wants(Map<Integer, String> scopes, Map<String, String> coins) {
    return new Application(
        "A game in which people sail ships.",
        List.of("https://sky.example"),
        "alice@example.com",
        "1,000 users a month",
        scopes,
        coins,
        Map.of(),
        "",
        List.of());
  }

  private static Application addressed(String callbackUrl) {
    Application wanted = wants(Map.of(1, "log in", 5, "payments"), Map.of("usdt", "gems"));
    return new Application(
        wanted.summary(),
        wanted.links(),
        wanted.contact(),
        wanted.volume(),
        wanted.scopes(),
        wanted.coins(),
        Map.of("usdt", new BigDecimal("1000")),
        callbackUrl,
        List.of("https://sky.example/back"));
  }

  private Outcome decides(int version, Verdict verdict, Decision five) {
    return operates(
        new DecideApplication(
            app, version, verdict, "welcome", Map.of(1, YES, 5, five), Map.of("usdt", YES)));
  }

  @Test
  void anApplicationIsAskedBackSentAgainAndApprovedInPart() {
    Application application = addressed("https://sky.example/callback");
    assertThat(asks(new SaveApplication(wants(Map.of(), Map.of())))).isEqualTo(DONE);
    assertThat(read().next().summary()).contains("sail");
    assertThat(asks(new SendApplication(addressed("ftp://sky.example"))))
        .isInstanceOfSatisfying(
            Invalid.class,
            invalid -> assertThat(invalid.problems().getFirst().field()).isEqualTo("callback_url"));
    assertThat(asks(new SendApplication(application))).isEqualTo(DONE);
    assertThat(read().state()).isEqualTo(LaunchState.APPLIED);
    assertThat(asks(new SendApplication(application))).isInstanceOf(Invalid.class);
    assertThat(((ApplicationQueue) operates(new ReadApplicationQueue())).waiting())
        .anyMatch(waiting -> waiting.appId().equals(app));
    assertThat(operates(new OperateLaunch(app, LaunchState.APPLIED, LaunchState.IN_TEST, "so")))
        .as("past its application")
        .isEqualTo(Invalid.of("state", "not-allowed"));

    assertThat(decides(1, Verdict.ASKED_BACK, new Decision(Verdict.ASKED_BACK, "")))
        .isEqualTo(Invalid.of("decisions", "missing"));
    assertThat(decides(1, Verdict.ASKED_BACK, new Decision(Verdict.ASKED_BACK, "what is sold?")))
        .isEqualTo(DONE);
    assertThat(read().state()).isEqualTo(LaunchState.DRAFT);
    assertThat(read().scopes()).containsExactlyInAnyOrder(1, 7, 9);
    assertThat(mails()).contains("5: what is sold?");

    assertThat(asks(new SendApplication(application))).isEqualTo(DONE);
    assertThat(decides(1, Verdict.APPROVED, YES)).isEqualTo(Invalid.of("version", "changed"));
    assertThat(decides(2, Verdict.APPROVED, NO)).isEqualTo(DONE);
    ApplicationsFound now = read();
    assertThat(now.state()).isEqualTo(LaunchState.IN_TEST);
    assertThat(now.scopes()).containsExactly(1);
    assertThat(now.coins()).containsExactly("usdt");
    assertThat(now.callbackUrl()).isEqualTo("https://sky.example/callback");
    assertThat(now.redirectUrls()).containsExactly("https://sky.example/back");
    assertThat(now.sent())
        .extracting(SentApplication::version, SentApplication::state)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(2, ApplicationState.APPROVED),
            org.assertj.core.groups.Tuple.tuple(1, ApplicationState.ASKED_BACK));
    assertThat(now.sent().getFirst().scopes()).containsEntry(5, NO);
    assertThatThrownBy(
            () ->
                databaseOfAll.execute(
                    "update app_applications set content = '{}' where app_id = '"
                        + app
                        + "'"
                        + " and version = 2"))
        .hasStackTraceContaining("stays as it was sent");
  }

  /** Of the app that became a draft, applied, and was asked back. */
  private String mails() {
    Mailbox.mail(owner.login(), 3);
    return Mailbox.of(owner.login()).stream().map(Mailbox::text).collect(Collectors.joining());
  }

  @Test
  void anUncheckedCompanyCannotApplyAndAnAppCannotApplyPastItsApplication() {
    Application application = addressed("");
    assertThat(
            console.ask(owner, app, new ChangeLaunch(LaunchState.DRAFT, LaunchState.APPLIED, "so")))
        .isEqualTo(Invalid.of("state", "not-allowed"));
    databaseOfAll.execute(
        "update company_legal set state = 'UNCHECKED', decided_by = null, decided_at = null"
            + " where company_id = '"
            + company
            + "'");
    assertThat(asks(new SendApplication(application)))
        .isEqualTo(Invalid.of("company", "unchecked"));
  }

  @Test
  void aReturnToTheDraftTakesTheApplicationBack() {
    assertThat(asks(new SendApplication(addressed("")))).isEqualTo(DONE);
    assertThat(asks(new WithdrawApplication())).isEqualTo(DONE);
    assertThat(read().state()).isEqualTo(LaunchState.DRAFT);
    assertThat(read().sent().getFirst().state()).isEqualTo(ApplicationState.WITHDRAWN);
    assertThat(decides(1, Verdict.APPROVED, YES)).isEqualTo(Invalid.of("version", "changed"));
  }

  @Test
  void aRequestOfAnOpenAppChangesNothingUntilItIsApproved() {
    isNow(LaunchState.LIVE);
    databaseOfAll.execute("update apps set approved = true where app_id = '" + app + "'");
    assertThat(asks(new SendApplication(wants(Map.of(), Map.of()))))
        .isEqualTo(Invalid.of("scopes", "nothing"));
    assertThat(asks(new SendApplication(wants(Map.of(6, "payouts"), Map.of())))).isEqualTo(DONE);
    assertThat(read().state()).isEqualTo(LaunchState.LIVE);
    assertThat(
            operates(
                new DecideApplication(app, 1, Verdict.APPROVED, "fine", Map.of(6, YES), Map.of())))
        .as("terms of an approved app take another operator")
        .isInstanceOf(ChangeWaiting.class);
    ApplicationsFound found = (ApplicationsFound) operates(new OperateApplications(app));
    assertThat(found.state()).isEqualTo(LaunchState.LIVE);
    assertThat(found.sent().getFirst().state()).isEqualTo(ApplicationState.APPROVED);
    assertThat(found.scopes()).doesNotContain(6);
  }
}
