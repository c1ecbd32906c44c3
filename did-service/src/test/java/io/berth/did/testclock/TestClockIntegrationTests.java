package io.berth.did.testclock;

import static io.berth.did.fixture.Platform.assertRefused;
import static io.berth.did.fixture.Platform.login;
import static io.berth.did.fixture.Platform.merchant;
import static io.berth.did.fixture.Platform.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Permission;
import io.berth.api.Realm;
import io.berth.api.account.ApiSessionCommand.SignIn;
import io.berth.api.app.AppCommand.CreateTestPlayer;
import io.berth.api.app.AppOutcome.TestPlayerMade;
import io.berth.api.app.AppRecord;
import io.berth.api.app.AppRecord.SealedSecret;
import io.berth.api.testclock.TestClockCommand.MoveTokens;
import io.berth.api.testclock.TestClockOutcome.TokensMoved;
import io.berth.api.token.TokenCommand.RefreshTokens;
import io.berth.api.token.TokenOutcome.TokenGrant;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.Platform;
import io.berth.service.json.BerthJson;
import io.berth.test.postgres.TestDatabase;
import io.berth.test.server.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DidServiceTest
class TestClockIntegrationTests {
  private static final long DAYS_89 = Duration.ofDays(89).toSeconds();

  @Autowired Platform platform;

  private String live;
  private String test;
  private long liveUid;
  private long testUid;

  @BeforeEach
  void anAppAndItsTest() {
    live = platform.app(1, 12);
    test = Realm.TEST.idOf(live);
    platform.send(
        Platform.putApp("company" + live, test, "admin-" + live + "@example.com", 1, 12),
        Platform.operator());
    String login = name("user") + "@example.com";
    liveUid = platform.user(login);
    testUid = platform.user(Realm.TEST.idOf(login));
  }

  private Outcome owner(String appId, Command command) {
    return platform.send(
        command,
        Caller.of(Caller.Kind.CONSOLE, "request")
            .withApp(appId, null)
            .withUid(liveUid)
            .withSession("session")
            .withPermissions(Set.of(Permission.APP_WRITE.name()))
            .withAddress("192.0.2.1"));
  }

  private static RefreshTokens refresh(TokenGrant tokens) {
    return new RefreshTokens(tokens.accessToken(), tokens.refreshToken());
  }

  @Test
  void codesAndTokensOfTheTestExpireAndThoseOfLiveStay() {
    TokenGrant liveTokens = platform.tokens(live, liveUid, 1);
    TokenGrant tokens = platform.tokens(test, testUid, 1);
    String liveCode = platform.code(live, liveUid, 1);
    String code = platform.code(test, testUid, 1);

    assertThat(owner(test, new MoveTokens(DAYS_89))).isEqualTo(new TokensMoved(1, 1));

    assertRefused(platform.send(login(code), merchant(test)), ErrorCode.CODE_UNKNOWN);
    assertRefused(platform.send(refresh(tokens), merchant(test)), ErrorCode.REFRESH_TOKEN_EXPIRED);
    assertThat(platform.send(login(liveCode), merchant(live))).isInstanceOf(TokenGrant.class);
    assertThat(platform.send(refresh(liveTokens), merchant(live))).isInstanceOf(TokenGrant.class);
    // What comes after the move lives as long as ever.
    assertThat(platform.send(refresh(platform.tokens(test, testUid, 1)), merchant(test)))
        .isInstanceOf(TokenGrant.class);
  }

  @Test
  void whatIsNotOverYetOnlyComesNearer() {
    TokenGrant tokens = platform.tokens(test, testUid, 1);

    assertThat(owner(test, new MoveTokens(60))).isEqualTo(new TokensMoved(0, 0));
    assertThat(platform.send(refresh(tokens), merchant(test))).isInstanceOf(TokenGrant.class);
  }

  @Test
  void aFormerSecretIsRefusedEarlierAndGatewaysHearOfIt(
      TestDatabase database, TestServers servers) {
    for (String appId : List.of(live, test)) {
      database.execute(
          "insert into app_secrets values ('%s', 'demo', 'new', 'old', now() + interval '1 h')"
              .formatted(appId));
    }

    owner(test, new MoveTokens(3600));

    String past = "select app_id from app_secrets where name = 'demo' and previous_until <= now()";
    assertThat(database.query(past)).contains(test).doesNotContain(live);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(servers.kafka().records("berth.apps"))
                    .filteredOn(record -> test.equals(record.key()))
                    .last()
                    .satisfies(
                        record ->
                            assertThat(endOfGrace(payload(record.value())))
                                .isBefore(Instant.now())));
    // Nobody can decrypt them.
    database.execute("delete from app_secrets where name = 'demo'");
  }

  private static Instant endOfGrace(AppRecord app) {
    SealedSecret secret = Objects.requireNonNull(app.credentials().secrets().get("demo"));
    return Objects.requireNonNull(secret.previousUntil());
  }

  /** The middle part of a JWS. */
  private static AppRecord payload(String signed) {
    byte[] json = Base64.getUrlDecoder().decode(signed.split("\\.")[1]);
    return BerthJson.mapper().readValue(json, AppRecord.class);
  }

  @Test
  void liveHasNoSuchClock(TestDatabase database) {
    assertRefused(owner(live, new MoveTokens(3600)), ErrorCode.NO_PERMISSION);
    assertRefused(owner(test, new MoveTokens(0)), ErrorCode.NO_PERMISSION);
    assertThatThrownBy(
            () -> database.query("select codes::text from move_test_clock('" + live + "', 60)"))
        .hasMessageContaining("is not moved");
  }

  @Test
  void aMoveIsAudited(TestDatabase database) {
    owner(test, new MoveTokens(3600));

    assertThat(
            database.query(
                "select details ->> 'seconds' from audit_log where action = 'test-clock.move'"
                    + " and object = 'app/"
                    + test
                    + "'"))
        .containsExactly("3600");
  }

  @Test
  void aPlayerIsMadeForATestOnly() {
    assertRefused(owner(live, new CreateTestPlayer()), ErrorCode.NO_PERMISSION);

    TestPlayerMade made = (TestPlayerMade) owner(test, new CreateTestPlayer());

    assertThat(Realm.of(made.uid())).isEqualTo(Realm.TEST);
    Caller client =
        Caller.of(Caller.Kind.CLIENT, "request").in(Realm.TEST).withAddress("192.0.2.1");
    assertThat(platform.send(new SignIn(made.login(), made.password()), client))
        .isInstanceOf(Outcome.Success.class);
    assertThat(made.toString()).doesNotContain(made.password());
  }
}
