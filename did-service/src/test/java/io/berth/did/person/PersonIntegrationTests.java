package io.berth.did.person;

import static io.berth.did.fixture.Platform.assertRefused;
import static io.berth.did.fixture.Platform.merchant;
import static io.berth.did.fixture.Platform.name;
import static io.berth.did.fixture.Platform.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Subject;
import io.berth.api.app.ManagementCommand.PutUser;
import io.berth.api.person.PersonCommand;
import io.berth.api.person.PersonCommand.EraseOwnAccount;
import io.berth.api.person.PersonCommand.ErasePerson;
import io.berth.api.person.PersonCommand.ExportPerson;
import io.berth.api.person.PersonCommand.ReadPersonalData;
import io.berth.api.person.PersonOutcome.Consent;
import io.berth.api.person.PersonOutcome.PasskeyNamed;
import io.berth.api.person.PersonOutcome.PersonalData;
import io.berth.api.token.TokenCommand.RefreshTokens;
import io.berth.api.token.TokenOutcome.TokenGrant;
import io.berth.api.user.UserCommand.ReadPeople;
import io.berth.api.user.UserCommand.ReadUser;
import io.berth.api.user.UserOutcome;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.FormBrowser;
import io.berth.did.fixture.Platform;
import io.berth.test.postgres.TestDatabase;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Tests that nothing personal is left of somebody who is erased, and that the uid stays. */
@DidServiceTest
class PersonIntegrationTests {

  private static final Caller PAY = service("person:erase", "identity:resolve");

  @Autowired Platform platform;

  private final String login = name("erased") + "@example.com";
  private long operator;
  private long uid;
  private FormBrowser browser;

  @BeforeEach
  void person() {
    operator = platform.user(name("operator") + "@example.com");
    uid = platform.user(login);
    browser = new FormBrowser(platform).signIn(login);
  }

  private Outcome does(PersonCommand command) {
    return platform.send(command, PAY);
  }

  private Outcome erasesOwn(String password) {
    return does(
        new EraseOwnAccount(
            uid, Objects.requireNonNull(browser.sessionId()), Platform.ADDRESS, password));
  }

  @Test
  void aPersonsDataAreWhatIsStored(TestDatabase database) {
    database.execute(
        String.format(
            Locale.ROOT,
            """
        insert into notices_off (uid, topic) values (%1$d, 'PAYOUT');
        insert into passkeys (uid, credential_id, name, credential, sign_count, backup_eligible,
          transports) values (%1$d, decode(md5('%1$d'), 'hex'), 'Phone', '\\x00', 0, false, '{}')
        """,
            uid));
    String app = platform.app(1, 12);
    TokenGrant tokens = platform.tokens(app, uid, 1);
    PersonalData data = (PersonalData) does(new ReadPersonalData(uid));
    assertThat(data.profile().mail()).isEqualTo(login);
    assertThat(data.profile().name()).isEqualTo("Alice");
    assertThat(data.sessions()).hasSize(1);
    assertThat(data.apps()).extracting(Consent::openId).containsExactly(tokens.openId());
    assertThat(data.apps().getFirst().scopes()).containsExactly(1);
    assertThat(data.passkeys()).extracting(PasskeyNamed::name).containsExactly("Phone");
    assertThat(data.emailsOff()).containsExactly("PAYOUT");
    assertThat(does(new ReadPersonalData(1))).isEqualTo(Invalid.of("uid", "unknown"));
    assertRefused(
        platform.send(new ReadPersonalData(uid), service("identity:resolve")),
        ErrorCode.NO_PERMISSION);
  }

  @Test
  void anOperatorReadsThemForAReasonOnly(TestDatabase database) {
    assertThat(does(new ExportPerson(uid, operator, "2.3.4.5", " ")))
        .isEqualTo(Invalid.of("reason", "missing"));
    assertThat(does(new ExportPerson(uid, operator, "2.3.4.5", "asked by letter")))
        .isEqualTo(does(new ReadPersonalData(uid)));
    assertThat(does(new ExportPerson(1, operator, "2.3.4.5", "asked by letter")))
        .isEqualTo(Invalid.of("uid", "unknown"));
    assertThat(
            database.query(
                "select actor_uid || ' ' || action || ' ' || reason from audit_log"
                    + " where action = 'user.export' and object = 'user/"
                    + uid
                    + "'"))
        .containsExactly(operator + " user.export asked by letter");
  }

  @Test
  void nothingButTheUidIsLeft(TestDatabase database) {
    String app = platform.app(1, 12);
    TokenGrant tokens = platform.tokens(app, uid, 1, 12);
    long friend = platform.user(name("friend") + "@example.com");
    database.execute(
        String.format(
            Locale.ROOT,
            """
        insert into friendships values (%1$d, %2$d), (%2$d, %1$d);
        insert into players (app_id, uid, entered_at) values ('%3$s', %1$d, now());
        insert into player_roles values ('%3$s', %1$d, 's1', 'r1', 'Knight', '7', now());
        insert into scores values ('%3$s', %1$d, 's1', 7, now());
        insert into app_testers (app_id, login, uid) values ('%3$s', '%4$s', %1$d);
        insert into company_members (company_id, uid, role)
          values ('company%3$s', %1$d, 'DEVELOPER');
        insert into audit_log (actor_uid, action, object, reason, details, address, request_id)
          values (%1$d, 'app.put', 'app/%3$s', '', '{"testers": "a@b.example %4$s → %4$s"}', '1.2.3.4', 'r'),
                 (%2$d, 'member.change', 'company/company%3$s', '', '{"member.%4$s": "→ OWNER"}', '2.3.4.5', 'r');
        """,
            uid,
            friend,
            app,
            login));

    assertThat(erasesOwn("a guess")).isEqualTo(Invalid.of("password", "wrong"));
    assertThat(erasesOwn("correct horse")).isEqualTo(new Outcome.Done());

    assertThat(everywhere(database, login)).as("mail address").isEmpty();
    assertThat(everywhere(database, tokens.openId())).as("OpenId").isEmpty();
    assertThat(referring(database))
        .as("tables with the uid")
        .containsOnlyKeys("accounts", "past_members");
    assertThat(
            database.query(
                "select action || ' ' || coalesce(address, '') from audit_log where actor_uid = "
                    + uid
                    + " order by id"))
        .containsExactly("app.put ", "user.erase ");
    assertThat(database.query("select address from audit_log where actor_uid = " + friend))
        .containsExactly("2.3.4.5");
  }

  /** Columns of all tables that hold a text, as table.column. */
  private static List<String> everywhere(TestDatabase database, String text) {
    return database
        .query(
            """
            select format('select %L from %I where %I::text like %L', table_name || '.' || column_name,
                          table_name, column_name, '%TEXT%')
              from information_schema.columns
             where table_schema = 'public' and data_type in ('text', 'jsonb')
               and table_name <> 'outbox'
            """
                .replace("TEXT", text))
        .stream()
        .flatMap(query -> database.query(query).stream())
        .distinct()
        .toList();
  }

  private Map<String, String> referring(TestDatabase database) {
    return database
        .query(
            """
            select format('select %L from %I where %I = %s limit 1', table_name, table_name,
                          column_name, UID)
              from information_schema.columns
             where table_schema = 'public'
               and column_name in ('uid', 'friend_uid', 'from_uid', 'to_uid')
            """
                .replace("UID", Long.toString(uid)))
        .stream()
        .flatMap(query -> database.query(query).stream())
        .distinct()
        .collect(Collectors.toMap(table -> table, table -> table));
  }

  @Test
  void appsAndBrowsersNoLongerKnowThePerson() {
    String app = platform.app(1, 12);
    TokenGrant tokens = platform.tokens(app, uid, 1, 12);
    assertThat(does(new ErasePerson(uid, operator, "192.0.2.9", "asked by letter")))
        .isEqualTo(new Outcome.Done());

    assertRefused(
        platform.send(new ReadUser(new Subject.OpenId(tokens.openId())), merchant(app)),
        ErrorCode.OPEN_ID_UNKNOWN);
    assertRefused(
        platform.send(new ReadUser(new Subject.Uid(uid)), merchant(app)), ErrorCode.USER_UNKNOWN);
    assertThat(
            platform.send(
                new RefreshTokens(tokens.accessToken(), tokens.refreshToken()), merchant(app)))
        .isInstanceOf(Outcome.Refusal.class);
    assertThat(((UserOutcome.People) platform.send(new ReadPeople(List.of(uid)), PAY)).people())
        .isEmpty();
    assertThat(browser.get("/account").html()).contains("name=\"password\"");

    long again = platform.user(login);
    assertThat(again).isNotEqualTo(uid);
    assertThat(platform.tokens(app, again, 1).openId()).isNotEqualTo(tokens.openId());
    assertThat(does(new ErasePerson(uid, operator, null, "twice")))
        .isEqualTo(Invalid.of("uid", "unknown"));
  }

  @Test
  void peopleWhoAreStillNeededStay(TestDatabase database) {
    String app = platform.app(1, 12);
    assertThat(does(new ErasePerson(uid, uid, null, "tired"))).isEqualTo(Invalid.of("uid", "own"));
    assertThat(does(new ErasePerson(uid, operator, null, " ")))
        .isEqualTo(Invalid.of("reason", "missing"));
    database.execute(
        "insert into company_members (company_id, uid, role) values ('company"
            + app
            + "', "
            + uid
            + ", 'OWNER')");
    database.execute(
        "delete from company_members where company_id = 'company" + app + "' and uid <> " + uid);
    assertThat(erasesOwn("correct horse")).isEqualTo(Invalid.of("uid", "last-owner"));
    database.execute("delete from company_members where uid = " + uid);

    platform.send(
        new PutUser(login, null, null, null, null, null, null, null, List.of("operator")),
        Platform.operator());
    assertThat(erasesOwn("correct horse")).isEqualTo(Invalid.of("uid", "operator"));
    assertThat(browser.get("/account").html()).contains(login);
  }
}
