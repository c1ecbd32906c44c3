package io.berth.did.foureyes;

import static io.berth.did.fixture.Platform.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.app.ManagementCommand.PutUser;
import io.berth.api.audit.AuditFilter;
import io.berth.api.audit.AuditOutcome.AuditEntry;
import io.berth.api.audit.AuditOutcome.AuditPage;
import io.berth.api.change.ChangeOutcome;
import io.berth.api.change.ChangeOutcome.ChangeFound;
import io.berth.api.change.ChangeOutcome.ChangeWaiting;
import io.berth.api.change.ChangeOutcome.Changes;
import io.berth.api.change.FourEyesCommand.AskFourEyes;
import io.berth.api.change.PendingChange;
import io.berth.api.change.PendingChange.Decision;
import io.berth.api.change.PendingChange.Difference;
import io.berth.api.change.PendingChange.State;
import io.berth.api.operator.OperatorDidCommand;
import io.berth.api.operator.OperatorDidCommand.ApproveApp;
import io.berth.api.operator.OperatorDidCommand.DecideDidChange;
import io.berth.api.operator.OperatorDidCommand.FreezeUser;
import io.berth.api.operator.OperatorDidCommand.ReadDidAudit;
import io.berth.api.operator.OperatorDidCommand.ReadDidChanges;
import io.berth.api.operator.OperatorDidCommand.ReadOperatedApp;
import io.berth.api.operator.OperatorDidCommand.ReadOperatedUser;
import io.berth.api.operator.OperatorDidCommand.SetAppTerms;
import io.berth.api.operator.OperatorDidOutcome.OperatedApp;
import io.berth.api.operator.OperatorDidOutcome.OperatedAppFound;
import io.berth.api.operator.OperatorDidOutcome.UserFound;
import io.berth.api.user.UserOutcome;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.Mailbox;
import io.berth.did.fixture.Platform;
import io.berth.service.change.PendingChanges;
import io.berth.test.postgres.TestDatabase;
import io.berth.test.server.BerthServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Every way around the second pair of eyes that somebody has tried, or could. */
@DidServiceTest
@BerthServers(postgres = "berth_did", kafka = true)
@TestPropertySource(properties = "berth.did.four-eyes.look=100ms")
class FourEyesIntegrationTests {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Autowired Platform platform;
  @Autowired PendingChanges changes;
  private TestDatabase database;

  private final String oliviasLogin = name("olivia") + "@example.com";
  private final String oscarsLogin = name("oscar") + "@example.com";
  private long olivia;
  private long oscar;
  private String app;

  @BeforeEach
  void noOperatorIsActing(TestDatabase database) {
    this.database = database;
    database.execute("delete from pending_changes");
    database.execute("delete from second_factors");
    database.execute("update accounts set roles = '{}'");
    database.execute("delete from operator_terms");
    olivia = acts(oliviasLogin);
    app = platform.app(1, 5);
  }

  private long acts(String login) {
    long uid = platform.user(login);
    database.execute("update accounts set roles = '{operator}' where uid = " + uid);
    setsUpAFactor(uid);
    return uid;
  }

  private void setsUpAFactor(long uid) {
    database.execute(
        """
        insert into second_factors (uid, sealed_secret, confirmed_at)
        values (UID, 'sealed', now())
        """
            .replace("UID", Long.toString(uid)));
  }

  private void oscarActsForLong() {
    oscar = acts(oscarsLogin);
    daysPass();
  }

  /** For all that there is now. */
  private void daysPass() {
    database.execute(
        """
        update operator_terms set granted_at = granted_at - interval '2 days',
          acting_since = acting_since - interval '2 days', ended_at = ended_at - interval '2 days'
        """);
    database.execute(
        """
        update pending_changes set requested_at = requested_at - interval '2 days',
          applies_at = applies_at - interval '2 days', expires_at = expires_at - interval '2 days'
        """);
  }

  private Outcome does(OperatorDidCommand command, long operator) {
    Caller caller =
        Caller.of(Caller.Kind.CONSOLE, "request-1")
            .withUid(operator)
            .withSession("session")
            .withPermissions(Set.of(command.permission().name()))
            .withAddress("127.0.0.1");
    return platform.send(command, caller);
  }

  private static SetAppTerms terms(String app, String coin) {
    return new SetAppTerms(app, List.of(1, 5), List.of("usdt", coin), false, "they grow");
  }

  private ChangeWaiting waits(Outcome outcome) {
    assertThat(outcome).isInstanceOf(ChangeWaiting.class);
    return (ChangeWaiting) outcome;
  }

  private Outcome decides(long operator, long id, Decision decision) {
    return does(new DecideDidChange(id, decision, "looked at it"), operator);
  }

  private State confirms(long operator, long id) {
    Outcome outcome = decides(operator, id, Decision.CONFIRM);
    assertThat(outcome).isInstanceOf(ChangeFound.class);
    return ((ChangeFound) outcome).change().state();
  }

  private void mayNotConfirm(long operator, long id, String why) {
    assertThat(decides(operator, id, Decision.CONFIRM)).isEqualTo(Outcome.Invalid.of("id", why));
  }

  private PendingChange change(long id) {
    return ((Changes) does(new ReadDidChanges(false, null), olivia))
        .changes().stream().filter(change -> change.id() == id).findFirst().orElseThrow();
  }

  private OperatedApp app() {
    return app(app);
  }

  private OperatedApp app(String appId) {
    return ((OperatedAppFound) does(new ReadOperatedApp(appId), olivia)).app();
  }

  private List<String> roles(long uid) {
    return ((UserFound) does(new ReadOperatedUser(uid), olivia)).user().roles();
  }

  private List<String> written(String object) {
    AuditFilter filter = new AuditFilter(null, null, null, object, null, 100);
    return ((AuditPage) does(new ReadDidAudit(filter), olivia))
        .entries().stream().map(AuditEntry::action).toList().reversed();
  }

  private static String mail(String login) {
    return Mailbox.of(login).stream()
        .map(
            message -> {
              try {
                return message.getSubject() + "\n" + message.getContent();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            })
        .reduce("", String::concat);
  }

  @Test
  void termsOfAnAppWaitForAnotherOperatorWhoIsMailedWhatChanges() {
    oscarActsForLong();
    ChangeWaiting waiting = waits(does(terms(app, "gold"), olivia));
    assertThat(waiting.appliesAt()).isNull();
    assertThat(app().coins()).containsExactly("usdt");
    assertThat(change(waiting.id()).differences())
        .containsExactly(new Difference("coins", "usdt", "gold, usdt"));
    await().atMost(TIMEOUT).until(() -> mail(oscarsLogin).contains("gold, usdt"));
    assertThat(mail(oscarsLogin))
        .contains("app/" + app, "they grow", oliviasLogin, "/console/operator/changes");

    mayNotConfirm(olivia, waiting.id(), "own");
    assertThat(waits(does(terms(app, "gold"), olivia)).id())
        .as("the same proposal again")
        .isEqualTo(waiting.id());
    assertThat(confirms(oscar, waiting.id())).isEqualTo(State.APPLIED);
    assertThat(app().coins()).contains("gold");
    mayNotConfirm(oscar, waiting.id(), "decided");
    assertThat(written("app/" + app))
        .containsSubsequence("app.terms.propose", "app.terms.confirm", "app.terms");
    assertThat(does(terms(app, "gold"), olivia))
        .as("nothing left to change")
        .isEqualTo(new Outcome.Done());
  }

  @Test
  void refusedAndWithdrawnChangesAreNotCarriedOut() {
    oscarActsForLong();
    long refused = waits(does(terms(app, "gold"), olivia)).id();
    assertThat(does(new DecideDidChange(refused, Decision.REFUSE, " "), oscar))
        .isEqualTo(Outcome.Invalid.of("reason", "missing"));
    assertThat(decides(oscar, refused, Decision.REFUSE)).isInstanceOf(ChangeFound.class);
    long withdrawn = waits(does(terms(app, "gold"), olivia)).id();
    assertThat(decides(oscar, withdrawn, Decision.WITHDRAW))
        .isEqualTo(Outcome.Invalid.of("id", "not-own"));
    assertThat(decides(olivia, withdrawn, Decision.WITHDRAW)).isInstanceOf(ChangeFound.class);
    mayNotConfirm(oscar, withdrawn, "decided");
    assertThat(app().coins()).containsExactly("usdt");
    assertThat(List.of(change(refused).state(), change(withdrawn).state()))
        .containsExactly(State.REFUSED, State.WITHDRAWN);
  }

  @Test
  void aChangeThatDiffersByNowIsNotConfirmed() {
    oscarActsForLong();
    long raised = waits(does(terms(app, "gold"), olivia)).id();
    long more = waits(does(terms(app, "silver"), olivia)).id();
    assertThat(confirms(oscar, more)).isEqualTo(State.APPLIED);
    assertThat(confirms(oscar, raised)).isEqualTo(State.FAILED);
    assertThat(app().coins()).containsExactlyInAnyOrder("silver", "usdt");
  }

  @Test
  void aFirstApprovalTakesOneOperatorWithinTheDefaultsAndTwoBeyondThem() {
    oscarActsForLong();
    String usual = platform.app(1, 7, 9);
    String beyond = platform.app(1, 5);
    database.execute("update apps set approved = false");
    assertThat(does(new ApproveApp(usual, "looked at it"), olivia)).isEqualTo(new Outcome.Done());
    assertThat(app(usual).approved()).isTrue();
    assertThat(does(new ApproveApp(usual, "again, for other terms"), olivia))
        .isEqualTo(Outcome.Invalid.of("app", "approved"));

    assertThat(does(terms(beyond, "gold"), olivia))
        .as("within the defaults, before the approval")
        .isEqualTo(new Outcome.Done());
    SetAppTerms uncapped = new SetAppTerms(beyond, List.of(1, 5, 14), List.of(), true, "a friend");
    long waiting = waits(does(uncapped, olivia)).id();
    assertThat(app(beyond).returnsUncapped()).isFalse();
    assertThat(confirms(oscar, waiting)).isEqualTo(State.APPLIED);
    long approval = waits(does(new ApproveApp(beyond, "a friend"), olivia)).id();
    assertThat(app(beyond).approved()).isFalse();
    assertThat(confirms(oscar, approval)).isEqualTo(State.APPLIED);
    assertThat(app(beyond).approved()).isTrue();
  }

  @Test
  void aSingleOperatorWaitsADayGetsAMailAndCanWithdraw() {
    ChangeWaiting waiting = waits(does(terms(app, "gold"), olivia));
    assertThat(waiting.appliesAt()).isNotNull();
    await().atMost(TIMEOUT).until(() -> mail(oliviasLogin).contains("gold, usdt"));
    mayNotConfirm(olivia, waiting.id(), "own");
    changes.round().block(TIMEOUT);
    assertThat(app().coins()).containsExactly("usdt");

    assertThat(decides(olivia, waiting.id(), Decision.WITHDRAW)).isInstanceOf(ChangeFound.class);
    daysPass();
    changes.round().block(TIMEOUT);
    assertThat(app().coins()).containsExactly("usdt");

    long again = waits(does(terms(app, "gold"), olivia)).id();
    daysPass();
    await().atMost(TIMEOUT).until(() -> change(again).state() == State.APPLIED);
    assertThat(app().coins()).contains("gold");
    assertThat(written("app/" + app)).contains("app.terms.time-passed", "app.terms");
  }

  @Test
  void aSecondOperatorWhoWasMadeByTheFirstConfirmsNothing() {
    daysPass();
    long proposed = waits(does(terms(app, "gold"), olivia)).id();
    PutUser puppet =
        new PutUser(
            oscarsLogin, null, "a password", null, "P", null, null, null, List.of("operator"));
    ChangeWaiting grant = waits(platform.send(puppet, Platform.token()));
    oscar = Objects.requireNonNull(grant.uid());
    assertThat(roles(oscar)).isEmpty();
    mayNotConfirm(olivia, grant.id(), "too-new");

    // Even once the day is over.
    daysPass();
    database.execute("update operator_terms set acting_since = acting_since + interval '1 hour'");
    await().atMost(TIMEOUT).until(() -> roles(oscar).contains("operator"));
    setsUpAFactor(oscar);
    database.execute(
        "update pending_changes set state = 'WAITING', applies_at = null, finished_at = null"
            + " where id = "
            + proposed);
    long later = waits(does(terms(app, "silver"), olivia)).id();
    mayNotConfirm(oscar, proposed, "too-new");
    mayNotConfirm(oscar, later, "too-new");
    // What was proposed when there was one operator stays out of reach for the other for good.
    database.execute(
        """
        update operator_terms set granted_at = granted_at - interval '30 hours',
          acting_since = acting_since - interval '30 hours' where uid = UID
        """
            .replace("UID", Long.toString(oscar)));
    mayNotConfirm(oscar, proposed, "too-new");
    assertThat(confirms(oscar, later)).isEqualTo(State.APPLIED);
  }

  @Test
  void onlyFoundersCountAtOnce() {
    database.execute("delete from second_factors");
    database.execute("delete from operator_terms");
    database.execute("update accounts set roles = '{}'");
    database.execute("update accounts set roles = '{operator}' where uid = " + olivia);
    PutUser second =
        new PutUser(oscarsLogin, null, "p", null, null, null, null, null, List.of("operator"));
    assertThat(platform.send(second, Platform.token())).isInstanceOf(UserOutcome.Identity.class);
    oscar = platform.user(oscarsLogin, null, null);
    setsUpAFactor(olivia);
    long waiting = waits(does(terms(app, "gold"), olivia)).id();
    setsUpAFactor(oscar);
    assertThat(confirms(oscar, waiting)).isEqualTo(State.APPLIED);

    // Another device is somebody else's until a day has passed.
    database.execute("delete from second_factors where uid = " + oscar);
    setsUpAFactor(oscar);
    long another = waits(does(terms(app, "silver"), olivia)).id();
    mayNotConfirm(oscar, another, "too-new");
  }

  @Test
  void aPasswordSetForAnOperatorWithoutASecondFactorMakesNoFounder() {
    database.execute("delete from second_factors");
    database.execute("delete from operator_terms");
    oscar = platform.user(oscarsLogin);
    database.execute(
        "update accounts set roles = '{operator}' where uid in (" + olivia + ", " + oscar + ")");
    database.execute("update accounts set roles = '{}' where uid = " + olivia);
    database.execute("update accounts set roles = '{operator}' where uid = " + olivia);
    setsUpAFactor(olivia);
    long waiting = waits(does(terms(app, "gold"), olivia)).id();
    PutUser taken = new PutUser(oscarsLogin, null, "stolen", null, null, null, null, null, null);
    assertThat(platform.send(taken, Platform.token())).isInstanceOf(UserOutcome.Identity.class);
    setsUpAFactor(oscar);
    mayNotConfirm(oscar, waiting, "too-new");
  }

  @Test
  void removingTheSecondOperatorLeavesNoSingleOne() {
    oscarActsForLong();
    assertThat(does(new FreezeUser(oscar, true, "gets in the way"), olivia))
        .isEqualTo(new Outcome.Done());
    ChangeWaiting waiting = waits(does(terms(app, "gold"), olivia));
    assertThat(waiting.appliesAt()).isNull();
    await().atMost(TIMEOUT).until(() -> mail(oscarsLogin).contains("gold, usdt"));
    assertThat(does(new FreezeUser(oscar, false, "back"), olivia)).isEqualTo(new Outcome.Done());
    mayNotConfirm(oscar, waiting.id(), "too-new");

    PutUser demoted = new PutUser(oscarsLogin, null, null, null, null, null, null, null, List.of());
    assertThat(platform.send(demoted, Platform.token())).isInstanceOf(UserOutcome.Identity.class);
    assertThat(waits(does(terms(app, "silver"), olivia)).appliesAt()).isNull();
  }

  @Test
  void changesOfADisabledOperatorAreNotCarriedOut() {
    ChangeWaiting waiting = waits(does(terms(app, "gold"), olivia));
    assertThat(waiting.appliesAt()).isNotNull();
    database.execute("update accounts set frozen_at = now() where uid = " + olivia);
    daysPass();
    await().atMost(TIMEOUT).until(() -> change(waiting.id()).state() == State.EXPIRED);
    assertThat(app().coins()).containsExactly("usdt");
  }

  private PutApp put(
      String appId,
      @Nullable String name,
      List<Integer> scopes,
      @Nullable String cutRate,
      @Nullable String profit) {
    return PutApp.of("company" + app, appId)
        .dialect("dragonex")
        .name(name == null ? null : Map.of("en", name))
        .adminLogin("admin-" + appId + "@example.com")
        .profitLogin(profit)
        .scopes(scopes)
        .coins(List.of("usdt"))
        .cutRate(cutRate)
        .dailyPayoutLimit(Map.of("usdt", "1000000"))
        .settings(
            Map.of(
                "resp_check_key", io.berth.service.json.BerthJson.mapper().valueToTree("testKey")))
        .build();
  }

  @Test
  void theTokenChangesNoTermsOfAnAppThatIsThere() {
    oscarActsForLong();
    PutApp raised = put(app, "Renamed", List.of(1, 5, 6), "0", "profit@example.com");
    ChangeWaiting waiting = waits(platform.send(raised, Platform.token()));
    assertThat(waiting.uid()).isNotNull();
    assertThat(app().name()).containsEntry("en", "Renamed");
    assertThat(app().scopes()).containsExactly(1, 5);
    assertThat(app().cutRate()).isEqualByComparingTo("0.01");
    assertThat(app().dailyPayoutLimit()).isEmpty();
    assertThat(change(waiting.id()).differences())
        .extracting(Difference::field)
        .containsExactly("scopes", "cut_rate", "daily_payout_limit", "profit_account");
    assertThat(waits(platform.send(raised, Platform.token())).id())
        .as("the file once more")
        .isEqualTo(waiting.id());
    assertThat(confirms(olivia, waiting.id())).isEqualTo(State.APPLIED);
    assertThat(app().scopes()).containsExactly(1, 5, 6);
    assertThat(platform.send(raised, Platform.token())).isInstanceOf(UserOutcome.Identity.class);
  }

  @Test
  void theTokenMakesNewAppsWithinTheDefaults() {
    oscarActsForLong();
    String usual = name("fresh");
    assertThat(platform.send(put(usual, "New", List.of(1, 5), "0.02", null), Platform.token()))
        .isInstanceOf(UserOutcome.Identity.class);
    assertThat(app(usual).dailyPayoutLimit().get("usdt")).isEqualByComparingTo("1000000");
    String beyond = name("fresh");
    long waiting =
        waits(platform.send(put(beyond, "New", List.of(1, 14), "0", null), Platform.token())).id();
    assertThat(app(beyond).scopes()).containsExactly(1);
    assertThat(confirms(oscar, waiting)).isEqualTo(State.APPLIED);
    assertThat(app(beyond).scopes()).containsExactly(1, 14);
  }

  @Test
  void theOwnerOfTheMachineNeedsNoConfirmation() {
    oscarActsForLong();
    assertThat(platform.send(put(app, null, List.of(1, 14), "0", null), Platform.operator()))
        .isInstanceOf(UserOutcome.Identity.class);
    assertThat(app().scopes()).containsExactly(1, 14);
  }

  @Test
  void aSingleOperatorIsNoSecondPairOfEyesForTheToken() {
    daysPass();
    ChangeWaiting waiting =
        waits(platform.send(put(app, null, List.of(1, 5, 6), "0", null), Platform.token()));
    assertThat(waiting.appliesAt()).isNotNull();
    mayNotConfirm(olivia, waiting.id(), "too-new");
    assertThat(decides(olivia, waiting.id(), Decision.REFUSE)).isInstanceOf(ChangeFound.class);
    daysPass();
    changes.round().block(TIMEOUT);
    assertThat(app().scopes()).containsExactly(1, 5);
  }

  @Test
  void knowsWhoIsConnectedToAnOperator() {
    String company = "company" + app;
    long admin = platform.user("admin-" + app + "@example.com");
    long colleague = platform.user(name("colleague") + "@example.com");
    long stranger = platform.user(name("stranger") + "@example.com");
    assertThat(tied(olivia)).isTrue();
    assertThat(tied(admin)).isFalse();
    database.execute(
        """
        insert into company_members (company_id, uid, role)
        select 'COMPANY', uid, 'OWNER' from accounts where uid in (OLIVIA, COLLEAGUE)
        """
            .replace("COMPANY", company)
            .replace("OLIVIA", Long.toString(olivia))
            .replace("COLLEAGUE", Long.toString(colleague)));
    assertThat(List.of(tied(admin), tied(colleague), tied(stranger)))
        .containsExactly(true, true, false);
    // Leaving for a moment changes nothing.
    database.execute("delete from company_members where uid = " + olivia);
    assertThat(List.of(tied(admin), tied(colleague))).containsExactly(true, true);
    database.execute("update past_members set left_at = now() - interval '8 days'");
    assertThat(List.of(tied(admin), tied(colleague))).containsExactly(false, false);
  }

  private boolean tied(long payee) {
    Outcome outcome =
        platform.send(new AskFourEyes(olivia, payee), Platform.service("operators:ask"));
    return ((ChangeOutcome.FourEyes) outcome).tied();
  }

  @Test
  void theServiceCannotRewriteWhoActsSinceWhenOrWhatWasProposed() throws Exception {
    waits(does(terms(app, "gold"), olivia));
    try (var connection = database.asApp();
        var statement = connection.createStatement()) {
      for (String sql :
          List.of(
              "update operator_terms set acting_since = now() - interval '2 days'",
              "insert into operator_terms (uid, granted_at) values (" + olivia + ", now())",
              "delete from operator_terms",
              "select keep_operator_term(" + olivia + ", false)",
              "delete from past_members",
              "update pending_changes set command = '{}'",
              "update pending_changes set applies_at = now()",
              "update pending_changes set requested_by = 1",
              "delete from pending_changes")) {
        assertThatThrownBy(() -> statement.execute(sql))
            .as(sql)
            .hasMessageContaining("permission denied");
      }
      assertThatThrownBy(
              () ->
                  statement.execute(
                      "update pending_changes set state = 'CONFIRMED', decided_by = requested_by"))
          .hasMessageContaining("violates check constraint");
    }
  }
}
