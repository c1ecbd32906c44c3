package io.berth.did.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.berth.api.Caller;
import io.berth.api.ConsoleCommand;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Permission;
import io.berth.api.app.AppCommand.CreateApp;
import io.berth.api.app.AppOutcome.SecretsMade;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.change.ChangeOutcome.ChangeFound;
import io.berth.api.change.ChangeOutcome.ChangeWaiting;
import io.berth.api.change.PendingChange;
import io.berth.api.company.CompanyCommand.CreateCompany;
import io.berth.api.company.CompanyOutcome.CompanyMade;
import io.berth.api.deposit.HeldDepositCommand.NoteDeposit;
import io.berth.api.launch.LaunchCommand.ChangeLaunch;
import io.berth.api.launch.LaunchCommand.OperateLaunch;
import io.berth.api.launch.LaunchState;
import io.berth.api.operator.OperatorDidCommand.ApproveApp;
import io.berth.api.operator.OperatorDidCommand.DecideDidChange;
import io.berth.api.operator.OperatorDidCommand.ReadOperatedApp;
import io.berth.api.operator.OperatorDidOutcome.OperatedApp;
import io.berth.api.operator.OperatorDidOutcome.OperatedAppFound;
import io.berth.api.terms.Terms;
import io.berth.api.terms.TermsCommand.DecideTerms;
import io.berth.api.terms.TermsCommand.OperateTerms;
import io.berth.api.terms.TermsCommand.ProposeTerms;
import io.berth.api.terms.TermsCommand.ReadTerms;
import io.berth.api.terms.TermsCommand.WithdrawTerms;
import io.berth.api.terms.TermsOutcome.Origin;
import io.berth.api.terms.TermsOutcome.TermsFound;
import io.berth.api.terms.TermsOutcome.TermsState;
import io.berth.api.terms.TermsOutcome.TermsVersion;
import io.berth.did.company.ConsoleFixture;
import io.berth.did.company.ConsoleFixture.Person;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.Mailbox;
import io.berth.did.fixture.Platform;
import io.berth.test.postgres.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

@DidServiceTest
class TermsIntegrationTests {
  private static final Outcome DONE = new Outcome.Done();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Autowired Platform platform;
  @Autowired DatabaseClient client;

  private final String olivia = Platform.name("olivia") + "@example.com";
  private TestDatabase database;
  private ConsoleFixture console;
  private Person owner;
  private String company;
  private String app;
  private long operator;
  private long second;

  @BeforeEach
  void anAppInTest(TestDatabase database) {
    this.database = database;
    database.execute("delete from operator_terms");
    console = new ConsoleFixture(platform, client);
    owner = console.person();
    operator = acts(olivia);
    second = acts(Platform.name("oscar") + "@example.com");
    database.execute(
        """
        update operator_terms set granted_at = granted_at - interval '2 days',
          acting_since = acting_since - interval '2 days'
        """);
    company =
        console
            .ask(owner, null, new CreateCompany("Terms " + owner.uid(), "en"), CompanyMade.class)
            .companyId();
    app = Platform.name("agreed");
    console.ask(
        owner,
        null,
        new CreateApp(company, app, "dragonex", "Sky Game", "en", Map.of()),
        SecretsMade.class);
  }

  private long acts(String login) {
    long uid = platform.user(login);
    database.execute("update accounts set roles = '{operator}' where uid = " + uid);
    database.execute(
        "insert into second_factors (uid, sealed_secret, confirmed_at) values (%s, 'sealed', now())"
            .formatted(uid));
    return uid;
  }

  private Outcome operates(ConsoleCommand command, long uid) {
    return platform.send(
        command,
        Caller.of(Caller.Kind.CONSOLE, "request-1")
            .withUid(uid)
            .withSession("session")
            .withPermissions(
                EnumSet.allOf(Permission.class).stream()
                    .map(Permission::name)
                    .collect(Collectors.toSet()))
            .withAddress("127.0.0.1"));
  }

  private TermsFound read() {
    return console.ask(owner, app, new ReadTerms(), TermsFound.class);
  }

  private OperatedApp operated() {
    return ((OperatedAppFound) operates(new ReadOperatedApp(app), operator)).app();
  }

  private static Terms terms(String rate, String limit, String deposit) {
    return new Terms(
        new BigDecimal(rate),
        Map.of("usdt", new BigDecimal(limit)),
        deposit.isEmpty() ? Map.of() : Map.of("usdt", new BigDecimal(deposit)));
  }

  private Outcome proposes(String rate) {
    return operates(new ProposeTerms(app, terms(rate, "1000", "500.0"), "as we agreed"), operator);
  }

  private Outcome decides(int version, boolean accepted, String reason) {
    return console.ask(owner, app, new DecideTerms(version, accepted, reason));
  }

  private void hasApplied() {
    database.execute("delete from app_terms where app_id = '" + app + "'");
  }

  private static Tuple line(int version, Origin origin, TermsState state) {
    return Tuple.tuple(version, origin, state);
  }

  private void mailed(String login, String words) {
    await()
        .atMost(TIMEOUT)
        .until(
            () ->
                Mailbox.of(login).stream()
                    .map(Mailbox::text)
                    .anyMatch(text -> text.contains(words)));
  }

  @Test
  void acceptedTermsAreInForceAndFormerOnesAreKept() {
    assertThat(read().versions())
        .extracting(TermsVersion::version, TermsVersion::origin, TermsVersion::state)
        .containsExactly(line(1, Origin.CARRIED_OVER, TermsState.IN_FORCE));
    assertThat(proposes("0.050")).isEqualTo(DONE);
    assertThat(operated().cutRate()).as("before the owner accepts").isZero();
    mailed(owner.login(), "as we agreed");

    assertThat(decides(2, false, " ")).isEqualTo(Invalid.of("reason", "missing"));
    assertThat(decides(2, false, "too much")).isEqualTo(DONE);
    mailed(olivia, "too much");
    assertThat(decides(2, true, "")).isEqualTo(Invalid.of("version", "changed"));

    assertThat(proposes("0.04")).isEqualTo(DONE);
    assertThat(proposes("0.03")).as("another in its place").isEqualTo(DONE);
    assertThat(decides(3, true, "")).isEqualTo(Invalid.of("version", "changed"));
    assertThat(decides(4, true, "")).isEqualTo(DONE);
    mailed(olivia, "They are in force now.");
    mailed(owner.login(), "They are in force now.");
    assertThat(operated().cutRate()).isEqualByComparingTo("0.03");
    assertThat(operated().dailyPayoutLimit().get("usdt")).isEqualByComparingTo("1000");
    assertThat(read().present()).isEqualTo(terms("0.03", "1000", "500"));
    assertThat(read().versions())
        .extracting(TermsVersion::version, TermsVersion::origin, TermsVersion::state)
        .containsExactly(
            line(4, Origin.PROPOSED, TermsState.IN_FORCE),
            line(3, Origin.PROPOSED, TermsState.WITHDRAWN),
            line(2, Origin.PROPOSED, TermsState.DECLINED),
            line(1, Origin.CARRIED_OVER, TermsState.REPLACED));
    assertThat(proposes("0.03")).isEqualTo(Invalid.of("terms", "same"));
    assertThatThrownBy(
            () ->
                database.execute("update app_terms set cut_rate = 0 where app_id = '" + app + "'"))
        .hasStackTraceContaining("terms stay as they were decided");
  }

  @Test
  void anAppWithoutTermsIsNotAccepted() {
    hasApplied();
    assertThat(operates(new ApproveApp(app, "looked at it"), operator))
        .isEqualTo(Invalid.of("app", "no-terms"));
    database.execute("update apps set approved = true where app_id = '" + app + "'");
    OperateLaunch accept = new OperateLaunch(app, LaunchState.IN_TEST, LaunchState.ACCEPTED, "so");
    assertThat(operates(accept, operator)).isEqualTo(Invalid.of("state", "not-allowed"));

    database.execute("update apps set approved = false where app_id = '" + app + "'");
    assertThat(operates(new ProposeTerms(app, read().present(), "the usual"), operator))
        .as("the same terms as of the test, which were never agreed on")
        .isEqualTo(DONE);
    assertThat(decides(1, true, "fine")).isEqualTo(DONE);
    assertThat(operates(new ApproveApp(app, "looked at it"), operator)).isEqualTo(DONE);
    assertThat(operated().state()).isEqualTo(LaunchState.ACCEPTED);
  }

  @Test
  void anApprovedAppsTermsTakeASecondOperatorBeforeTheOwner() {
    database.execute("update apps set approved = true where app_id = '" + app + "'");
    Outcome outcome = proposes("0.02");
    assertThat(outcome).isInstanceOf(ChangeWaiting.class);
    assertThat(read().proposed()).isNull();
    DecideDidChange confirm =
        new DecideDidChange(
            ((ChangeWaiting) outcome).id(), PendingChange.Decision.CONFIRM, "looked at it");
    assertThat(operates(confirm, second))
        .isInstanceOfSatisfying(
            ChangeFound.class,
            found -> assertThat(found.change().state()).isEqualTo(PendingChange.State.APPLIED));
    assertThat(operated().cutRate()).isZero();
    assertThat(operates(new WithdrawTerms(app, 2, "a mistake"), operator)).isEqualTo(DONE);
    assertThat(decides(2, true, "")).isEqualTo(Invalid.of("version", "changed"));
  }

  private void isHeld(String amount, long entry) {
    assertThat(
            platform.send(
                new NoteDeposit(app, "usdt", new BigDecimal(amount), entry),
                Platform.service("deposit:note")))
        .isEqualTo(DONE);
  }

  @Test
  void anAppGoesLiveOnceItsDepositIsHeld() {
    assertThat(proposes("0.02")).isEqualTo(DONE);
    assertThat(decides(2, true, "")).isEqualTo(DONE);
    assertThat(operates(new ApproveApp(app, "looked at it"), operator)).isEqualTo(DONE);
    ChangeLaunch live = new ChangeLaunch(LaunchState.ACCEPTED, LaunchState.LIVE, "go");
    assertThat(console.ask(owner, app, live)).isEqualTo(Invalid.of("state", "not-allowed"));
    isHeld("499.99", 2);
    isHeld("500", 1);
    assertThat(console.ask(owner, app, live))
        .as("what comes late counts for nothing")
        .isEqualTo(Invalid.of("state", "not-allowed"));
    isHeld("500", 3);
    assertThat(console.ask(owner, app, live)).isEqualTo(DONE);
    assertThat(
            platform.send(
                new NoteDeposit(app, "usdt", BigDecimal.TEN, 4), Platform.service("app:close")))
        .isInstanceOf(Outcome.Refusal.class);
  }

  @Test
  void whatIsSetPastTheOwnerIsAVersionToo() {
    Caller machine = Platform.operator();
    platform.send(PutApp.of(company, app).cutRate("0.07").build(), machine);
    assertThat(read().versions())
        .extracting(TermsVersion::version, TermsVersion::origin, TermsVersion::state)
        .containsExactly(
            line(2, Origin.CHANGED, TermsState.IN_FORCE),
            line(1, Origin.CARRIED_OVER, TermsState.REPLACED));
    assertThat(read().present().cutRate()).isEqualByComparingTo("0.07");

    hasApplied();
    platform.send(PutApp.of(company, app).cutRate("0.08").build(), machine);
    assertThat(read().versions()).as("in test, nothing is agreed on").isEmpty();
    platform.send(PutApp.of(company, app).state(LaunchState.LIVE).build(), machine);
    assertThat(read().versions())
        .extracting(TermsVersion::version, TermsVersion::origin, TermsVersion::state)
        .containsExactly(line(1, Origin.CARRIED_OVER, TermsState.IN_FORCE));
  }

  @Test
  void malformedProposalsAreRefused() {
    assertThat(proposes("1.01")).isEqualTo(Invalid.of("cutRate", "malformed"));
    assertThat(operates(new ProposeTerms(app, terms("0", "1000", "0"), "no deposit"), operator))
        .isEqualTo(Invalid.of("deposit", "malformed"));
    assertThat(operates(new ProposeTerms(app, terms("0.1", "-1", ""), "negative"), operator))
        .isEqualTo(Invalid.of("dailyPayoutLimit", "malformed"));
    assertThat(operates(new ProposeTerms(app, terms("0.1", "1", ""), " "), operator))
        .isEqualTo(Invalid.of("note", "missing"));
    assertThat(operates(new OperateTerms("nobodys"), operator))
        .isEqualTo(Invalid.of("app", "unknown"));
  }
}
