package io.berth.did.operator;

import static io.berth.did.fixture.Platform.name;
import static io.berth.did.fixture.Platform.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.app.ManagementCommand.PutCompany;
import io.berth.api.audit.AuditFilter;
import io.berth.api.audit.AuditOutcome.AuditEntry;
import io.berth.api.audit.AuditOutcome.AuditPage;
import io.berth.api.launch.LaunchState;
import io.berth.api.operator.OperatorDidCommand;
import io.berth.api.operator.OperatorDidCommand.AddCompany;
import io.berth.api.operator.OperatorDidCommand.ApproveApp;
import io.berth.api.operator.OperatorDidCommand.EnableCompany;
import io.berth.api.operator.OperatorDidCommand.FreezeUser;
import io.berth.api.operator.OperatorDidCommand.ListUsers;
import io.berth.api.operator.OperatorDidCommand.ReadDidAudit;
import io.berth.api.operator.OperatorDidCommand.ReadMemberships;
import io.berth.api.operator.OperatorDidCommand.ReadOperatedApp;
import io.berth.api.operator.OperatorDidCommand.ReadOperatedUser;
import io.berth.api.operator.OperatorDidCommand.RevokeUserGrant;
import io.berth.api.operator.OperatorDidCommand.SearchApps;
import io.berth.api.operator.OperatorDidCommand.SearchCompanies;
import io.berth.api.operator.OperatorDidCommand.SearchUsers;
import io.berth.api.operator.OperatorDidCommand.SetAppTerms;
import io.berth.api.operator.OperatorDidCommand.SignUserOut;
import io.berth.api.operator.OperatorDidCommand.UserFilter;
import io.berth.api.operator.OperatorDidOutcome;
import io.berth.api.operator.OperatorDidOutcome.Companies;
import io.berth.api.operator.OperatorDidOutcome.Memberships;
import io.berth.api.operator.OperatorDidOutcome.OperatedApp;
import io.berth.api.operator.OperatorDidOutcome.OperatedAppFound;
import io.berth.api.operator.OperatorDidOutcome.UserFound;
import io.berth.api.operator.OperatorDidOutcome.UserList;
import io.berth.api.operator.OperatorDidOutcome.Users;
import io.berth.api.token.TokenCommand.RefreshTokens;
import io.berth.api.token.TokenOutcome.TokenGrant;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.FormBrowser;
import io.berth.did.fixture.Platform;
import io.berth.test.postgres.TestDatabase;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

@DidServiceTest
class OperatorIntegrationTests {
  @Autowired Platform platform;
  @Autowired DatabaseClient database;

  private final String login = name("operated") + "@example.com";
  private long operator;
  private long uid;

  @BeforeEach
  void people() {
    operator = platform.user(name("operator") + "@example.com");
    uid = platform.user(login);
  }

  private Outcome does(OperatorDidCommand command) {
    Caller caller =
        Caller.of(Caller.Kind.CONSOLE, "request-1")
            .withUid(operator)
            .withSession("session")
            .withPermissions(Set.of(command.permission().name()))
            .withAddress("127.0.0.1");
    return platform.send(command, caller);
  }

  private void succeeds(OperatorDidCommand command) {
    assertThat(does(command)).isEqualTo(new Outcome.Done());
  }

  private List<AuditEntry> written(String object) {
    AuditFilter filter = new AuditFilter(null, null, operator, object, null, 100);
    return ((AuditPage) does(new ReadDidAudit(filter))).entries();
  }

  private OperatedApp app(String appId) {
    return ((OperatedAppFound) does(new ReadOperatedApp(appId))).app();
  }

  @Test
  void peopleAreListedByWhatTheyAreAndWhereTheyWork() {
    long owner = platform.user(name("owner") + "@example.com");
    String company = name("company").replaceAll("[^a-z0-9]", "");
    platform.send(new PutCompany(company, Map.of("en", company), null), Platform.operator());
    database
        .sql("insert into company_members (company_id, uid, role) values (:id, :uid, 'OWNER')")
        .bind("id", company)
        .bind("uid", owner)
        .then()
        .block(Duration.ofSeconds(30));
    assertThat(listed(UserFilter.ALL, company)).containsExactly(owner);
    assertThat(listed(UserFilter.FROZEN, company)).isEmpty();
    succeeds(new FreezeUser(owner, true, "stolen"));
    assertThat(listed(UserFilter.FROZEN, company)).containsExactly(owner);
    assertThat(listed(UserFilter.FROZEN, "")).contains(owner).doesNotContain(uid);
    assertThat(listed(UserFilter.MEMBERS, "")).contains(owner).doesNotContain(uid);
    assertThat(listed(UserFilter.OPERATORS, "")).doesNotContain(owner, uid);
    assertThat(listed(UserFilter.ALL, ""))
        .as("the newest first")
        .contains(owner, uid)
        .isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(((UserList) does(new ListUsers(UserFilter.ALL, "", owner))).users())
        .extracting(OperatorDidOutcome.Account::uid)
        .doesNotContain(owner);
    assertThat(
            ((Memberships) does(new ReadMemberships(List.of(owner, uid))))
                .memberships().stream()
                    .map(role -> role.uid() + " " + role.companyId() + " " + role.role()))
        .containsExactly(owner + " " + company + " OWNER");
  }

  private List<Long> listed(UserFilter filter, String company) {
    return ((UserList) does(new ListUsers(filter, company, null)))
        .users().stream().map(OperatorDidOutcome.Account::uid).toList();
  }

  @Test
  void aDisabledUserIsSignedOutAndCannotSignIn() {
    String app = platform.app(1, 12);
    TokenGrant tokens = platform.tokens(app, uid, 1, 12);
    FormBrowser browser = new FormBrowser(platform).signIn(login);
    succeeds(new FreezeUser(uid, true, "stolen"));

    assertThat(browser.get("/account").html()).contains("name=\"password\"");
    assertThat(new FormBrowser(platform).forgetToken().get("/account/sign-in").status())
        .isEqualTo(200);
    FormBrowser again = new FormBrowser(platform);
    again.get("/account/sign-in");
    assertThat(again.post("/account/sign-in", "login", login, "password", "correct horse").html())
        .contains("This account is frozen");
    assertThat(
            platform.send(
                new RefreshTokens(tokens.accessToken(), tokens.refreshToken()),
                Platform.merchant(app)))
        .isInstanceOf(Outcome.Refusal.class);

    succeeds(new FreezeUser(uid, false, "found again"));
    new FormBrowser(platform).signIn(login);
    assertThat(written("user/" + uid))
        .extracting(AuditEntry::action)
        .containsExactly("user.unfreeze", "user.freeze");
    assertThat(written("user/" + uid))
        .allSatisfy(entry -> assertThat(entry.actorUid()).isEqualTo(operator));
  }

  @Test
  void operatorsNeedAReasonAndCannotDisableThemselves() {
    assertThat(does(new FreezeUser(operator, true, "tired")))
        .isEqualTo(Outcome.Invalid.of("uid", "own"));
    assertThat(does(new SignUserOut(uid, "  "))).isEqualTo(Outcome.Invalid.of("reason", "missing"));
    assertThat(does(new SignUserOut(1, "who"))).isEqualTo(Outcome.Invalid.of("uid", "unknown"));
    assertThat(written("user/" + uid)).isEmpty();
  }

  @Test
  void aUserIsFoundAndSignedOutAndLosesAGrant() {
    String app = platform.app(1);
    platform.tokens(app, uid, 1);
    new FormBrowser(platform).signIn(login);
    for (String search : List.of(login.substring(0, 10), Long.toString(uid))) {
      assertThat(((Users) does(new SearchUsers(search))).users())
          .extracting(OperatorDidOutcome.Account::uid)
          .contains(uid);
    }
    UserFound found = (UserFound) does(new ReadOperatedUser(uid));
    assertThat(found.sessions()).isEqualTo(1);
    assertThat(found.grants()).extracting(OperatorDidOutcome.Grant::appId).containsExactly(app);

    succeeds(new RevokeUserGrant(uid, app, "asked by mail"));
    succeeds(new SignUserOut(uid, "asked by mail"));
    UserFound after = (UserFound) does(new ReadOperatedUser(uid));
    assertThat(after.sessions()).isZero();
    assertThat(after.grants()).isEmpty();
  }

  @Test
  void aSuspendedAppIsApprovedGoesOnAndGetsTerms(TestDatabase database) {
    String app = platform.app(1, 5);
    database.execute(
        "update apps set approved = false, enabled = false where app_id = '%s'".formatted(app));
    assertThat(((OperatorDidOutcome.OperatedApps) does(new SearchApps("", true, ""))).apps())
        .extracting(OperatedApp::appId)
        .contains(app);
    succeeds(new SetAppTerms(app, List.of(1, 5), List.of("usdt"), false, "contract of November"));
    OperatedApp changed = app(app);
    assertThat(changed.scopes()).containsExactly(1, 5);
    assertThat(changed.coins()).containsExactly("usdt");
    succeeds(new ApproveApp(app, "looked at it"));
    assertThat(app(app).approved()).isTrue();
    assertThat(app(app).state()).isEqualTo(LaunchState.LIVE);
    assertThat(written("app/" + app))
        .extracting(AuditEntry::action)
        .containsExactly("app.approve", "app.terms");
  }

  @Test
  void aCompanyIsAddedFoundAndSwitchedOff() {
    String company = name("operatedcompany");
    succeeds(new AddCompany(company, Map.of("en", "Operated", "zh-CN", "公司"), "signed"));
    assertThat(does(new AddCompany(company, Map.of("en", "Again"), "twice")))
        .isEqualTo(Outcome.Invalid.of("newCompanyId", "taken"));
    assertThat(does(new AddCompany("Upper", Map.of("en", "Upper"), "malformed")))
        .isEqualTo(Outcome.Invalid.of("newCompanyId", "malformed"));
    succeeds(new EnableCompany(company, false, "unpaid"));
    assertThat(((Companies) does(new SearchCompanies(company, ""))).companies())
        .singleElement()
        .satisfies(line -> assertThat(line.enabled()).isFalse());
  }

  @Test
  void theServiceCannotChangeAuditRecords(TestDatabase database) throws Exception {
    succeeds(new SignUserOut(uid, "a reason"));
    try (var connection = database.asApp();
        var statement = connection.createStatement()) {
      for (String sql :
          List.of("update audit_log set reason = 'another'", "delete from audit_log")) {
        assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("permission denied");
      }
    }
  }

  @Test
  void isForTheConsoleAlone() {
    Outcome outcome = platform.send(new SignUserOut(uid, "a reason"), operator());
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refusal.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.NO_PERMISSION));
  }
}
