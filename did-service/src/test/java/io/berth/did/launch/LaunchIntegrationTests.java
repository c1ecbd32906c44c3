package io.berth.did.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.app.AppCommand.CreateApp;
import io.berth.api.app.AppOutcome.SecretsMade;
import io.berth.api.app.AppRecord;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.company.CompanyCommand.CreateCompany;
import io.berth.api.company.CompanyOutcome.CompanyMade;
import io.berth.api.launch.ClosingCommand.CloseEmptyApp;
import io.berth.api.launch.LaunchCommand.AddTester;
import io.berth.api.launch.LaunchCommand.ChangeLaunch;
import io.berth.api.launch.LaunchCommand.MakeLaunchLink;
import io.berth.api.launch.LaunchCommand.ReadLaunch;
import io.berth.api.launch.LaunchCommand.RemoveTester;
import io.berth.api.launch.LaunchCommand.SetLaunchShare;
import io.berth.api.launch.LaunchCommand.WithdrawLaunchLink;
import io.berth.api.launch.LaunchOutcome.LaunchChange;
import io.berth.api.launch.LaunchOutcome.LaunchFound;
import io.berth.api.launch.LaunchOutcome.LaunchLinkMade;
import io.berth.api.launch.LaunchState;
import io.berth.api.user.UserOutcome;
import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.app.AppRecords;
import io.berth.did.company.ConsoleFixture;
import io.berth.did.company.ConsoleFixture.Person;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.FormBrowser;
import io.berth.did.fixture.Mailbox;
import io.berth.did.fixture.Platform;
import io.berth.test.postgres.TestDatabase;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

@DidServiceTest
class LaunchIntegrationTests {
  private static final Outcome DONE = new Outcome.Done();
  private static final String APPS = "/account/apps";

  @Autowired Platform platform;
  @Autowired DatabaseClient database;
  @Autowired AppRecords records;
  @Autowired Accounts accounts;
  @Autowired AppEntrance entrance;

  private ConsoleFixture console;
  private Person owner;
  private String company;
  private String app;

  /** An app that its maker tests and that anybody could enter from the list, were it open. */
  @BeforeEach
  void app() {
    console = new ConsoleFixture(platform, database);
    owner = console.person();
    company =
        console
            .ask(owner, null, new CreateCompany("Sky " + owner.uid(), "en"), CompanyMade.class)
            .companyId();
    app = Platform.name("launched");
    console.ask(
        owner,
        null,
        new CreateApp(company, app, "dragonex", "Sky Game", "en", Map.of()),
        SecretsMade.class);
    put(PutApp.of(company, app).entry("http://merchant.example/").build());
  }

  private void put(PutApp put) {
    assertThat(platform.send(put, Platform.operator())).isInstanceOf(UserOutcome.Identity.class);
  }

  private void isNow(LaunchState state) {
    put(PutApp.of(company, app).state(state).build());
  }

  private Outcome asks(LaunchState from, LaunchState to) {
    return console.ask(owner, app, new ChangeLaunch(from, to, "it is time"));
  }

  private LaunchFound read() {
    return console.ask(owner, app, new ReadLaunch(), LaunchFound.class);
  }

  private Set<Long> testers() {
    return Objects.requireNonNull(records.find(app).block(Duration.ofSeconds(10)))
        .profile()
        .launch()
        .testers();
  }

  private FormBrowser browser(Person person) {
    return new FormBrowser(platform).signIn(person.login());
  }

  private boolean isOpenTo(FormBrowser browser) {
    boolean listed = browser.get(APPS).html().contains("app_id=" + app + "\"");
    int status = browser.get(APPS + "/open?app_id=" + app).status();
    assertThat(status).isEqualTo(listed ? 303 : 404);
    return listed;
  }

  @Test
  void aNewAppIsOpenToItsMakerAlone() {
    assertThat(read().state()).isEqualTo(LaunchState.IN_TEST);
    assertThat(read().testers()).containsExactly(owner.login());
    assertThat(testers()).containsExactly(owner.uid());
    assertThat(isOpenTo(browser(owner))).isTrue();
    assertThat(isOpenTo(browser(console.person()))).isFalse();
  }

  @Test
  void anAppThatCannotBeDecryptedHidesNoOther(TestDatabase databaseOfAll) {
    String broken = Platform.name("broken");
    CreateApp create = new CreateApp(company, broken, "dragonex", "Broken Game", "en", Map.of());
    console.ask(owner, null, create, SecretsMade.class);
    put(PutApp.of(company, broken).entry("http://merchant.example/").build());
    databaseOfAll.execute(
        "update app_secrets set sealed = 'lost.AAAA' where app_id = '" + broken + "'");
    try {
      FormBrowser browser = browser(owner);
      assertThat(isOpenTo(browser)).isTrue();
      assertThat(browser.get(APPS).html()).doesNotContain("Broken Game");
      assertThat(browser.get(APPS + "/open?app_id=" + broken).status()).isEqualTo(404);
    } finally {
      databaseOfAll.execute("delete from app_secrets where app_id = '" + broken + "'");
    }
  }

  /** Whether somebody has an account is not to be found out by naming them. */
  @Test
  void aTesterIsLetInByAddressAndKnownOnceTheyCame() {
    Person tester = console.person();
    FormBrowser browser = browser(tester);
    assertThat(console.ask(owner, app, new AddTester(tester.login().toUpperCase(Locale.ROOT))))
        .isEqualTo(DONE);
    assertThat(console.ask(owner, app, new AddTester("nobody"))).isInstanceOf(Invalid.class);
    assertThat(testers()).doesNotContain(tester.uid());
    assertThat(isOpenTo(browser)).isTrue();
    assertThat(testers()).contains(tester.uid());
    assertThat(console.ask(owner, app, new RemoveTester(tester.login()))).isEqualTo(DONE);
    assertThat(isOpenTo(browser)).isFalse();
    assertThat(testers()).doesNotContain(tester.uid());
  }

  /** As when a page and what it shows are asked for at once. */
  @Test
  void aTesterWhoComesTwiceAtOnceIsLetInTwice() {
    Person tester = console.person();
    assertThat(console.ask(owner, app, new AddTester(tester.login()))).isEqualTo(DONE);
    Duration wait = Duration.ofSeconds(10);
    AppRecord before = Objects.requireNonNull(records.find(app).block(wait));
    Account account = Objects.requireNonNull(accounts.find(tester.uid()).block(wait));
    assertThat(entrance.admits(before, account).block(wait)).isTrue();
    assertThat(entrance.admits(before, account).block(wait)).isTrue();
  }

  @Test
  void aGreyLaunchIsWidenedAndWithdrawn() {
    FormBrowser user = browser(console.person());
    isNow(LaunchState.ACCEPTED);
    assertThat(isOpenTo(user)).isFalse();
    assertThat(asks(LaunchState.ACCEPTED, LaunchState.LIMITED)).isEqualTo(DONE);
    assertThat(isOpenTo(user)).isFalse();
    assertThat(console.ask(owner, app, new SetLaunchShare(101))).isInstanceOf(Invalid.class);
    assertThat(console.ask(owner, app, new SetLaunchShare(100))).isEqualTo(DONE);
    assertThat(isOpenTo(user)).isTrue();
    assertThat(console.ask(owner, app, new SetLaunchShare(0))).isEqualTo(DONE);
    assertThat(isOpenTo(user)).isFalse();
    assertThat(asks(LaunchState.LIMITED, LaunchState.LIVE)).isEqualTo(DONE);
    assertThat(isOpenTo(user)).isTrue();
    assertThat(isOpenTo(browser(owner))).isTrue();
  }

  @Test
  void whoeverHasTheLinkComesInUntilItIsWithdrawn() {
    isNow(LaunchState.LIMITED);
    LaunchLinkMade made = console.ask(owner, app, new MakeLaunchLink(), LaunchLinkMade.class);
    String link = made.link().substring(made.link().indexOf(APPS));
    String token = link.substring(link.indexOf("token=") + 6);
    FormBrowser guest = browser(console.person());
    assertThat(guest.get(link.replace(token, "0123")).status()).isEqualTo(404);
    assertThat(guest.get(link).html()).contains("Sky Game");
    assertThat(isOpenTo(guest)).as("before they accepted").isFalse();
    guest.get(link);
    assertThat(guest.post(APPS + "/invitation", "app_id", app, "token", token).location())
        .isEqualTo(APPS);
    assertThat(isOpenTo(guest)).isTrue();
    assertThat(read().invited()).isEqualTo(1);
    assertThat(console.ask(owner, app, new WithdrawLaunchLink())).isEqualTo(DONE);
    assertThat(isOpenTo(guest)).isFalse();
    assertThat(guest.get(link).status()).isEqualTo(404);
  }

  @Test
  void ownersLaunchWhatAnOperatorAccepted(TestDatabase databaseOfAll) {
    assertThat(asks(LaunchState.IN_TEST, LaunchState.LIVE))
        .isEqualTo(Invalid.of("state", "not-allowed"));
    isNow(LaunchState.ACCEPTED);
    assertThat(asks(LaunchState.IN_TEST, LaunchState.LIVE))
        .isEqualTo(Invalid.of("state", "changed"));
    assertThat(
            console.ask(owner, app, new ChangeLaunch(LaunchState.ACCEPTED, LaunchState.LIVE, " ")))
        .isEqualTo(Invalid.of("reason", "missing"));
    assertThat(asks(LaunchState.ACCEPTED, LaunchState.LIVE)).isEqualTo(DONE);
    assertThat(asks(LaunchState.LIVE, LaunchState.SUSPENDED))
        .isEqualTo(Invalid.of("state", "not-allowed"));
    assertThat(read().changes())
        .extracting(LaunchChange::to, LaunchChange::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(LaunchState.LIVE, "it is time"),
            org.assertj.core.groups.Tuple.tuple(LaunchState.ACCEPTED, ""));
    assertThat(Mailbox.text(Mailbox.mail(owner.login(), 2)))
        .contains("Sky Game", "from accepted to live", "it is time", "/console/apps/" + app);
  }

  @Test
  void payServiceClosesWhatIsNotOpen() {
    CloseEmptyApp close = new CloseEmptyApp(app, owner.uid(), "192.0.2.1", "it ends");
    assertThat(platform.send(close, Platform.service("identity:resolve")))
        .isInstanceOf(Outcome.Refusal.class);
    assertThat(platform.send(close, Platform.service("app:close")))
        .as("in test")
        .isEqualTo(Invalid.of("state", "not-allowed"));
    isNow(LaunchState.SUSPENDED);
    assertThat(asks(LaunchState.SUSPENDED, LaunchState.CLOSED))
        .isEqualTo(Invalid.of("state", "not-allowed"));
    assertThat(platform.send(close, Platform.service("app:close"))).isEqualTo(DONE);
    assertThat(read().state()).isEqualTo(LaunchState.CLOSED);
    assertThat(read().changes().getFirst().reason()).isEqualTo("it ends");
    assertThat(read().next()).isEmpty();
  }

  /** The older "enabled" says the same of states as ever. */
  @Test
  void anAppGoesOnAsItWasBeforeItWasSuspended(TestDatabase databaseOfAll) {
    isNow(LaunchState.LIMITED);
    put(PutApp.of(company, app).enabled(false).build());
    assertThat(read().state()).isEqualTo(LaunchState.SUSPENDED);
    assertThat(read().former()).isEqualTo(LaunchState.LIMITED);
    put(PutApp.of(company, app).enabled(true).build());
    assertThat(read().state()).isEqualTo(LaunchState.LIMITED);
    // As a release does that knows no states.
    databaseOfAll.execute("update apps set enabled = false where app_id = '%s'".formatted(app));
    assertThat(read().state()).isEqualTo(LaunchState.SUSPENDED);
    databaseOfAll.execute("update apps set enabled = true where app_id = '%s'".formatted(app));
    assertThat(read().state()).isEqualTo(LaunchState.LIMITED);
    assertThat(
            platform.send(
                PutApp.of(company, app).state(LaunchState.CLOSED).build(), Platform.operator()))
        .as("pay-service has not looked for money")
        .isInstanceOf(Outcome.Refusal.class);
    isNow(LaunchState.SUSPENDED);
    CloseEmptyApp close = new CloseEmptyApp(app, owner.uid(), "192.0.2.1", "it ends");
    assertThat(platform.send(close, Platform.service("app:close"))).isEqualTo(DONE);
    assertThatThrownBy(
            () ->
                databaseOfAll.execute(
                    "update apps set state = 'LIVE' where app_id = '%s'".formatted(app)))
        .hasMessageContaining("a closed app stays closed");
    assertThat(
            platform.send(
                PutApp.of(company, app).state(LaunchState.LIVE).build(), Platform.operator()))
        .isInstanceOf(Outcome.Refusal.class);
  }
}
