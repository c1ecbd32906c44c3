package io.berth.did.company;

import static io.berth.did.fixture.Platform.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.app.AppCommand.ChangeApp;
import io.berth.api.app.AppCommand.ChangeKey;
import io.berth.api.app.AppCommand.CreateApp;
import io.berth.api.app.AppCommand.CreateKey;
import io.berth.api.app.AppCommand.DeleteKey;
import io.berth.api.app.AppCommand.ReadApp;
import io.berth.api.app.AppCommand.RotateSecret;
import io.berth.api.app.AppOutcome.AppFound;
import io.berth.api.app.AppOutcome.Made;
import io.berth.api.app.AppOutcome.SecretsMade;
import io.berth.api.app.ManagementCommand.PutChannel;
import io.berth.api.app.ManagementCommand.PutCompany;
import io.berth.api.app.ManagementCommand.PutUser;
import io.berth.api.audit.AuditFilter;
import io.berth.api.audit.AuditOutcome;
import io.berth.api.audit.AuditOutcome.AuditEntry;
import io.berth.api.audit.AuditOutcome.CompanyAuditPage;
import io.berth.api.company.CompanyCommand.ChangeMember;
import io.berth.api.company.CompanyCommand.CreateCompany;
import io.berth.api.company.CompanyCommand.InviteMember;
import io.berth.api.company.CompanyCommand.ReadCompanyAudit;
import io.berth.api.company.CompanyCommand.RemoveMember;
import io.berth.api.company.CompanyCommand.RenameCompany;
import io.berth.api.company.CompanyCommand.Role;
import io.berth.api.company.CompanyCommand.WithdrawInvitation;
import io.berth.api.company.CompanyOutcome.CompanyMade;
import io.berth.api.user.UserOutcome;
import io.berth.did.company.ConsoleFixture.Person;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.Platform;
import io.berth.service.audit.AuditLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

/** Tests the audit log of developers' changes and of the operator's token. */
@DidServiceTest
class AuditIntegrationTests {
  private static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, 100);

  @Autowired Platform platform;
  @Autowired DatabaseClient database;
  @Autowired AuditLog log;

  private final String appId = Platform.name("audited");
  private ConsoleFixture console;
  private Person alice;
  private String company;

  @BeforeEach
  void company() {
    console = new ConsoleFixture(platform, database);
    alice = console.person();
    company =
        console
            .ask(alice, null, new CreateCompany("Sky " + alice.uid(), "en"), CompanyMade.class)
            .companyId();
  }

  private CompanyAuditPage page() {
    return console.ask(alice, null, new ReadCompanyAudit(company, ALL), CompanyAuditPage.class);
  }

  private List<String> actions() {
    return page().entries().stream().map(AuditEntry::action).toList();
  }

  private AuditEntry newest() {
    return page().entries().getFirst();
  }

  private List<AuditEntry> about(String object) {
    return Objects.requireNonNull(
            log.read(new AuditFilter(null, null, null, object, null, 100)).block())
        .entries();
  }

  private List<Made> make() {
    return console
        .ask(
            alice,
            null,
            new CreateApp(company, appId, "dragonex", "Game", "en", Map.of()),
            SecretsMade.class)
        .secrets();
  }

  private AppFound app() {
    return console.ask(alice, appId, new ReadApp(), AppFound.class);
  }

  private ChangeApp settings(long version, @Nullable String callbackUrl) {
    return new ChangeApp(
        version, null, "en", List.of("https://a.example/back"), null, callbackUrl, null, null);
  }

  @Test
  void changesOfDevelopersAreAuditedWithoutSecrets() {
    List<Made> secrets = new ArrayList<>(make());
    String first = Objects.requireNonNull(secrets.getFirst().accessKey());
    assertThat(newest().details()).containsEntry("key." + first, "enabled");
    secrets.addAll(
        console
            .ask(alice, appId, new CreateKey("k2", "Two", List.of("::1")), SecretsMade.class)
            .secrets());
    assertThat(newest().details())
        .isEqualTo(Map.of("key.k2", "enabled", "key.k2.ips", "::1", "key.k2.name", "Two"));
    console.ask(alice, appId, new ChangeKey("k2", "Two", List.of(), false), Outcome.Done.class);
    assertThat(newest().details())
        .isEqualTo(Map.of("key.k2", "enabled → disabled", "key.k2.ips", "::1 → –"));
    console.ask(alice, appId, new DeleteKey("k2"), Outcome.Done.class);
    secrets.addAll(
        console
            .ask(
                alice,
                appId,
                new RotateSecret("resp_check_key", app().version()),
                SecretsMade.class)
            .secrets());
    assertThat(newest().details()).isEqualTo(Map.of("secret.resp_check_key", "replaced"));
    console.ask(
        alice, appId, settings(app().version(), "https://a.example/callback"), Outcome.Done.class);
    assertThat(newest().details())
        .isEqualTo(
            Map.of(
                "callback_url", "https://a.example/callback",
                "redirect_urls", "https://a.example/back"));

    assertThat(about(AuditFilter.ofRequest(newest().requestId())))
        .contains(newest())
        .allSatisfy(entry -> assertThat(entry.requestId()).isEqualTo(newest().requestId()));
    assertThat(about(AuditFilter.ofRequest("nobody's"))).isEmpty();
    assertThat(actions())
        .containsExactly(
            "app.change",
            "secret.rotate",
            "key.delete",
            "key.change",
            "key.create",
            "app.create",
            "company.create");
    assertThat(page().entries())
        .allSatisfy(
            entry -> {
              assertThat(entry.actorUid()).isEqualTo(alice.uid());
              assertThat(entry.address()).isEqualTo("192.0.2.1");
              assertThat(entry.requestId()).isEqualTo("request");
              assertThat(secrets)
                  .allSatisfy(made -> assertThat(entry.toString()).doesNotContain(made.secret()));
            });
    assertThat(page().people())
        .extracting(AuditOutcome.Person::login)
        .containsExactly(alice.login());
  }

  @Test
  void refusedAndEmptyChangesAreNotAudited() {
    make();
    List<String> before = actions();
    console.ask(alice, appId, new CreateKey("k2", "", List.of("nowhere")), Invalid.class);
    console.ask(alice, appId, settings(app().version() - 1, null), Invalid.class);
    console.ask(alice, appId, settings(app().version(), "ftp://a.example/"), Invalid.class);
    assertRefused(console.ask(alice, appId, new DeleteKey("k9")), ErrorCode.KEY_UNKNOWN);
    console.ask(alice, null, new ChangeMember(company, alice.uid(), Role.FINANCE), Invalid.class);
    console.ask(alice, null, new RemoveMember(company, alice.uid()), Invalid.class);
    console.ask(
        alice, null, new WithdrawInvitation(company, "nobody@example.com"), Outcome.Done.class);
    console.ask(
        alice, null, new RenameCompany(company, "Sky " + alice.uid(), "en"), Outcome.Done.class);
    Person mallory = console.person();
    assertRefused(
        console.ask(mallory, null, new RenameCompany(company, "Mine", "en")),
        ErrorCode.NO_PERMISSION);
    assertThat(actions()).isEqualTo(before);
  }

  @Test
  void joiningAndLeavingIsAudited() {
    String login = console.person().login();
    InviteMember invite = new InviteMember(company, login, Role.FINANCE, "en");
    console.ask(alice, null, invite, Outcome.Done.class);
    console.ask(alice, null, invite, Outcome.Done.class);
    assertThat(newest().details()).isEqualTo(Map.of("invitation." + login, "replaced"));
    console.ask(alice, null, new WithdrawInvitation(company, login), Outcome.Done.class);
    assertThat(newest().details()).isEqualTo(Map.of("invitation." + login, "FINANCE → –"));
    assertThat(actions())
        .containsExactly("invitation.withdraw", "member.invite", "member.invite", "company.create");
  }

  @Test
  void ownersReadAuditRecordsOfTheirCompanyWithoutNamesOfOperators() {
    make();
    log.write(
            Caller.of(Caller.Kind.CONSOLE, "request-9")
                .withUid(alice.uid())
                .withAddress("192.0.2.9"),
            "app.freeze",
            "app/" + appId,
            "complaints",
            Map.of())
        .block();
    assertThat(newest())
        .satisfies(
            entry -> {
              assertThat(entry.action()).isEqualTo("app.freeze");
              assertThat(entry.actorUid()).isNull();
              assertThat(entry.reason()).isEmpty();
              assertThat(entry.address()).isNull();
            });
    Person mallory = console.person();
    assertRefused(
        console.ask(mallory, null, new ReadCompanyAudit(company, ALL)), ErrorCode.NO_PERMISSION);
    String other =
        console
            .ask(mallory, null, new CreateCompany("Moon " + mallory.uid(), "en"), CompanyMade.class)
            .companyId();
    assertThat(
            console
                .ask(
                    mallory,
                    null,
                    new ReadCompanyAudit(
                        other, new AuditFilter(null, null, null, "app/" + appId, null, 10)),
                    CompanyAuditPage.class)
                .entries())
        .isEmpty();
  }

  @Test
  void changesOfTheOperatorsTokenAreAuditedOnce() {
    String login = Platform.name("put") + "@example.com";
    PutUser user = new PutUser(login, null, "a password", "123456", "Put", null, null, null, null);
    String channel = Platform.name("channel");
    for (int times = 0; times < 2; times++) {
      platform.send(user, Platform.operator());
      platform.send(
          new PutCompany(company, Map.of("en", "Cloud " + company), true), Platform.operator());
      platform.send(Platform.putApp(company, appId, 1), Platform.operator());
      platform.send(new PutChannel(channel, "Channel", true), Platform.operator());
    }
    long uid = ((UserOutcome.Identity) platform.send(user, Platform.operator())).uid();
    assertThat(about("user/" + uid))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.action()).isEqualTo("user.put");
              assertThat(entry.actorUid()).isNull();
              assertThat(entry.tool()).isEqualTo(AuditEntry.TOKEN);
              assertThat(entry.details())
                  .containsEntry("login", login)
                  .containsEntry("password", "set")
                  .containsEntry("pay_password", "set");
              assertThat(entry.toString()).doesNotContain("a password", "123456", "argon2");
            });
    assertThat(about("company/" + company))
        .filteredOn(entry -> entry.action().equals("company.put"))
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.details())
                    .containsEntry("name.en", "Sky " + alice.uid() + " → Cloud " + company));
    assertThat(about("app/" + appId))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.action()).isEqualTo("app.put");
              assertThat(entry.details()).containsEntry("secret.resp_check_key", "set");
              assertThat(entry.toString()).doesNotContain("testKey");
            });
    assertThat(about("channel/" + channel)).hasSize(1);

    PutUser lonely =
        new PutUser(login, null, "another", null, null, null, null, List.of("x@example.com"), null);
    assertRefused(platform.send(lonely, Platform.operator()), ErrorCode.USER_UNKNOWN);
    assertThat(about("user/" + uid)).hasSize(1);
  }
}
