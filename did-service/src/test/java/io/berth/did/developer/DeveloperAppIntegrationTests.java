package io.berth.did.developer;

import static io.berth.did.fixture.Platform.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Permission;
import io.berth.api.Realm;
import io.berth.api.account.PayerCommand.CheckPayPassword;
import io.berth.api.app.AccessCommand;
import io.berth.api.app.AppCommand.ChangeApp;
import io.berth.api.app.AppCommand.ChangeKey;
import io.berth.api.app.AppCommand.CreateApp;
import io.berth.api.app.AppCommand.CreateKey;
import io.berth.api.app.AppCommand.CreateTest;
import io.berth.api.app.AppCommand.DeleteKey;
import io.berth.api.app.AppCommand.ReadApp;
import io.berth.api.app.AppCommand.ReadHead;
import io.berth.api.app.AppCommand.RotateSecret;
import io.berth.api.app.AppCommand.SetPayoutPassword;
import io.berth.api.app.AppOutcome.AppFound;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.app.AppOutcome.KeyUse;
import io.berth.api.app.AppOutcome.SecretsMade;
import io.berth.api.company.CompanyCommand.CreateCompany;
import io.berth.api.company.CompanyOutcome.CompanyMade;
import io.berth.did.company.ConsoleFixture;
import io.berth.did.company.ConsoleFixture.Person;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.Platform;
import io.berth.service.json.BerthJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/** Apps that people make for themselves. */
@DidServiceTest
class DeveloperAppIntegrationTests {
  private static final Outcome DONE = new Outcome.Done();

  @Autowired Platform platform;
  @Autowired DatabaseClient database;

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

  private static JsonNode text(String value) {
    return BerthJson.mapper().valueToTree(value);
  }

  private CreateApp newApp(String appId, String dialect, Map<String, JsonNode> settings) {
    return new CreateApp(company, appId, dialect, "Game", "en", settings);
  }

  private String app() {
    String appId = Platform.name("made");
    console.ask(alice, null, newApp(appId, "dragonex", Map.of()), SecretsMade.class);
    return appId;
  }

  private AppFound read(String appId) {
    return console.ask(alice, appId, new ReadApp(), AppFound.class);
  }

  private static ChangeApp change(long version, String callbackUrl) {
    return new ChangeApp(version, null, "en", null, null, callbackUrl, null, null);
  }

  @ParameterizedTest
  @CsvSource({"dragonex, a, 2", "ones, b, 2", "fomo, c, 1", "wancms, 7, 2", "egret, 8, 1"})
  void anAppOfEveryDialectIsMadeWithItsSecrets(String dialect, String start, int secrets) {
    String appId = Platform.name(start);
    Map<String, JsonNode> settings =
        dialect.equals("fomo") ? Map.of("redirect_uri", text("shop.example/back")) : Map.of();
    SecretsMade made =
        console.ask(alice, null, newApp(appId, dialect, settings), SecretsMade.class);
    assertThat(made.secrets()).hasSize(secrets);
    assertThat(made.secrets()).allSatisfy(one -> assertThat(one.secret()).hasSize(40));
    AppFound found = read(appId);
    // Nobody has approved it: it may log players in, and move no money.
    assertThat(found.approved()).isFalse();
    assertThat(found.scopes()).containsExactlyInAnyOrder(1, 7, 9);
    assertThat(found.coins()).isEmpty();
    assertThat(console.ask(alice, null, newApp(appId, dialect, settings)))
        .isEqualTo(Invalid.of("app_id", "exists"));
  }

  @Test
  void theTestOfAnAppHasSecretsAndAnAccountOfItsOwnAndIsMadeOnce() {
    String appId = app();
    SecretsMade made = console.ask(alice, appId, new CreateTest(), SecretsMade.class);
    assertThat(made.appId()).isEqualTo(Realm.TEST.idOf(appId));
    AppFound test = read(made.appId());
    assertThat(test.dialect()).isEqualTo("dragonex");
    assertThat(test.scopes()).contains(5, 6, 12);
    assertThat(test.keys()).doesNotContainAnyElementsOf(read(appId).keys());
    assertThat(
            database
                .sql("select admin_uid from apps where app_id = :appId")
                .bind("appId", made.appId())
                .mapValue(Long.class)
                .one()
                .block())
        .isGreaterThan(Realm.FIRST_TEST_UID);
    assertThat(console.ask(alice, appId, new CreateTest()))
        .isEqualTo(Invalid.of("app_id", "exists"));
    assertThat(console.ask(alice, made.appId(), new CreateTest()))
        .as("a test of a test")
        .isInstanceOf(Outcome.Refusal.class);
    Platform.assertRefused(
        console.ask(console.person(), made.appId(), new ReadApp()), ErrorCode.NO_PERMISSION);
  }

  @Test
  void anOwnerSetsThePayoutPasswordAndADeveloperDoesNot() {
    String appId = Platform.name("c");
    console.ask(
        alice,
        null,
        newApp(appId, "fomo", Map.of("redirect_uri", text("shop.example/back"))),
        SecretsMade.class);
    assertThat(read(appId).hasPayoutPassword()).isFalse();
    assertThat(console.ask(alice, appId, new SetPayoutPassword("short")))
        .isInstanceOf(Invalid.class);
    assertThat(console.ask(alice, appId, new SetPayoutPassword("payout-1"))).isEqualTo(DONE);
    assertThat(read(appId).hasPayoutPassword()).isTrue();
    assertThat(payoutPassword(appId, "payout-1")).isEqualTo(DONE);

    Person bob = console.person();
    become(bob, "DEVELOPER");
    Platform.assertRefused(
        console.ask(bob, appId, new SetPayoutPassword("payout-2")), ErrorCode.NO_PERMISSION);
    assertThat(console.ask(alice, appId, new SetPayoutPassword("payout-2"))).isEqualTo(DONE);
    Platform.assertRefused(
        payoutPassword(appId, "payout-2"), ErrorCode.FROZEN_AFTER_PAY_PASSWORD_CHANGE);
    assertThat(console.ask(alice, app(), new SetPayoutPassword("payout-1")))
        .as("a dialect without one")
        .isInstanceOf(Outcome.Refusal.class);
  }

  @Test
  void aPayoutPasswordIsAsLongAsPeopleSeeIt() {
    String appId = Platform.name("c");
    console.ask(
        alice,
        null,
        newApp(appId, "fomo", Map.of("redirect_uri", text("shop.example/back"))),
        SecretsMade.class);
    String password = "\ud83d\udea2".repeat(70);
    assertThat(console.ask(alice, appId, new SetPayoutPassword(password))).isEqualTo(DONE);
    assertThat(payoutPassword(appId, password)).isEqualTo(DONE);
  }

  @Test
  void aDeveloperWhoMakesAnAppDoesNotBecomeAnOwner() {
    Person bob = console.person();
    become(bob, "DEVELOPER");
    String appId = Platform.name("made");
    console.ask(bob, null, newApp(appId, "dragonex", Map.of()), SecretsMade.class);
    assertThat(console.rights(bob, appId, null)).doesNotContain(Permission.APP_PAYOUTS);
    assertThat(console.rights(alice, appId, null)).contains(Permission.APP_PAYOUTS);
  }

  private void become(Person person, String role) {
    database
        .sql("insert into company_members (company_id, uid, role) values ($1, $2, $3)")
        .bind("$1", company)
        .bind("$2", person.uid())
        .bind("$3", role)
        .then()
        .block();
  }

  private Outcome payoutPassword(String appId, String password) {
    long account =
        database
            .sql("select admin_uid from apps where app_id = $1")
            .bind("$1", appId)
            .map(row -> row.get("admin_uid", Long.class))
            .one()
            .block();
    return platform.send(
        new CheckPayPassword(account, appId, password, true),
        Platform.service("payment:authorize"));
  }

  @Test
  void missingAndMalformedFieldsAreListed() {
    assertThat(console.ask(alice, null, newApp(Platform.name("c"), "fomo", Map.of())))
        .isInstanceOfSatisfying(
            Invalid.class,
            invalid -> assertThat(invalid.problems().getFirst().field()).isEqualTo("redirect_uri"));
    assertThat(console.ask(alice, null, newApp("UPPER", "dragonex", Map.of())))
        .isInstanceOfSatisfying(
            Invalid.class,
            invalid -> assertThat(invalid.problems().getFirst().field()).isEqualTo("app_id"));
    assertThat(console.ask(alice, null, newApp("x", "morse", Map.of())))
        .isEqualTo(Invalid.of("dialect", "unknown"));
  }

  @Test
  void appsOfAnotherCompanyAreNotVisible() {
    String appId = app();
    Person mallory = console.person();
    assertRefused(console.ask(mallory, appId, new ReadHead()), ErrorCode.NO_PERMISSION);
    assertRefused(console.ask(mallory, appId, new ReadApp()), ErrorCode.NO_PERMISSION);
    assertRefused(
        console.ask(mallory, null, newApp(Platform.name("x"), "dragonex", Map.of())),
        ErrorCode.NO_PERMISSION);
    assertThat(console.ask(alice, appId, new ReadHead(), Head.class).app().companyId())
        .isEqualTo(company);
  }

  @Test
  void anAppHasFiveKeysAtMost() {
    String appId = app();
    for (int number = 2; number <= 5; number++) {
      SecretsMade made =
          console.ask(
              alice,
              appId,
              new CreateKey("k" + number, "Key " + number, List.of("10.0.0.0/8")),
              SecretsMade.class);
      assertThat(made.secrets().getFirst().accessKey()).isEqualTo("k" + number);
    }
    assertThat(console.ask(alice, appId, new CreateKey("k5", "", List.of())))
        .isEqualTo(Invalid.of("access_key", "exists"));
    assertThat(console.ask(alice, appId, new CreateKey("k6", "", List.of())))
        .isEqualTo(Invalid.of("access_key", "too-many", "5"));
    assertThat(console.ask(alice, appId, new ChangeKey("k2", "Other", List.of("::1"), false)))
        .isEqualTo(DONE);
    assertThat(console.ask(alice, appId, new ChangeKey("k2", "", List.of("10.0.0.300"), true)))
        .isEqualTo(Invalid.of("ips", "address", "10.0.0.300"));
    long before = read(appId).version();
    assertThat(console.ask(alice, appId, new DeleteKey("k3"))).isEqualTo(DONE);
    assertRefused(console.ask(alice, appId, new DeleteKey("k3")), ErrorCode.KEY_UNKNOWN);
    AppFound found = read(appId);
    assertThat(found.version()).isEqualTo(before + 1);
    assertThat(found.keys()).hasSize(4);
    assertThat(found.keys())
        .filteredOn(key -> key.accessKey().equals("k2"))
        .singleElement()
        .satisfies(
            key -> {
              assertThat(key.enabled()).isFalse();
              assertThat(key.name()).isEqualTo("Other");
              assertThat(key.ips()).containsExactly("::1");
            });
  }

  @Test
  void aReplacedSecretStaysGoodForAWhileAndIsReplacedOncePerForm() {
    String appId = app();
    RotateSecret rotate = new RotateSecret("resp_check_key", read(appId).version());
    console.ask(alice, appId, rotate, SecretsMade.class);
    assertThat(console.ask(alice, appId, rotate)).isEqualTo(Invalid.of("version", "changed"));
    assertThat(read(appId).secrets().getFirst().previousUntil()).isAfter(Instant.now());
    assertRefused(
        console.ask(alice, appId, new RotateSecret("orientation", read(appId).version())),
        ErrorCode.BAD_PARAMETER);
  }

  @Test
  void settingsChangeUnlessTheAppHasChangedSince() {
    String appId = app();
    long version = read(appId).version();
    ChangeApp all =
        new ChangeApp(
            version,
            "游戏",
            "zh-CN",
            List.of("https://a.example/back"),
            "https://a.example/",
            "https://a.example/callback",
            Map.of("orientation", text("landscape")),
            null);
    assertThat(console.ask(alice, appId, all)).isEqualTo(DONE);
    AppFound found = read(appId);
    assertThat(found.name()).containsEntry("zh-CN", "游戏").containsEntry("en", "Game");
    assertThat(found.callbackUrl()).isEqualTo("https://a.example/callback");
    assertThat(found.settings()).containsKey("orientation");
    assertThat(console.ask(alice, appId, change(version, "https://b.example/")))
        .isEqualTo(Invalid.of("version", "changed"));

    ChangeApp none =
        new ChangeApp(
            found.version(),
            null,
            "en",
            null,
            "",
            "",
            Map.of("orientation", BerthJson.mapper().nullNode()),
            null);
    assertThat(console.ask(alice, appId, none)).isEqualTo(DONE);
    assertThat(read(appId).callbackUrl()).isNull();
    assertThat(read(appId).settings()).doesNotContainKey("orientation");
    assertThat(console.ask(alice, appId, change(read(appId).version(), "ftp://b.example/")))
        .isInstanceOfSatisfying(
            Invalid.class,
            invalid -> assertThat(invalid.problems().getFirst().field()).isEqualTo("callback_url"));
  }

  @Test
  void theLatestUseOfAKeyIsRemembered() {
    String appId = app();
    String key = read(appId).keys().getFirst().accessKey();
    Instant at = Instant.parse("2026-11-20T08:00:00Z");
    for (Instant used : List.of(at, at.minusSeconds(60))) {
      assertThat(
              platform.send(
                  new AccessCommand.ReportKeyUses(
                      List.of(
                          new AccessCommand.KeyUse(
                              appId, key, used, "192.0.2." + (used.equals(at) ? 1 : 2)),
                          new AccessCommand.KeyUse("no-such-app", key, used, "192.0.2.3"))),
                  Platform.gateway("key-use:report")))
          .isEqualTo(DONE);
    }
    assertThat(Objects.requireNonNull(read(appId).keys().getFirst().lastUse()))
        .isEqualTo(new KeyUse(at, "192.0.2.1"));
    assertRefused(
        platform.send(new AccessCommand.ReportKeyUses(List.of()), Platform.service()),
        ErrorCode.NO_PERMISSION);
  }
}
