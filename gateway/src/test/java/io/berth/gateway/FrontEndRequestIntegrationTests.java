package io.berth.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Topics;
import io.berth.api.token.Revocation;
import io.berth.api.token.TokenCommand;
import io.berth.api.token.TokenOutcome;
import io.berth.gateway.Merchant.Answer;
import io.berth.test.kafka.TestKafka;
import io.berth.test.server.BerthServers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the responses to a game's front end about its access token. */
@BerthServers(kafka = true, shared = true)
class FrontEndRequestIntegrationTests {

  private static final String STATUS = "/api/v1/token/status/";
  private static final String LOGOUT = "/api/v1/login/logout/";
  private static final String GAME = "https://game.example";

  private TestPlatform platform;
  private RunningGateway gateway;

  @BeforeEach
  void start(TestKafka kafka) {
    platform = TestPlatform.with(kafka);
    gateway = platform.gateway();
    platform.did.answers(
        TokenCommand.ReadTokenLife.class,
        new TokenOutcome.TokenLife("any", Instant.parse("2030-01-01T00:00:00Z")));
  }

  private String registered(String appId) {
    platform.registers(platform.app(appId, "dragonex"));
    return appId;
  }

  private static Answer asks(RunningGateway gateway, String appId, String token, String... more) {
    String[] headers = new String[8 + more.length];
    headers[0] = "app-id";
    headers[1] = appId;
    headers[2] = "at";
    headers[3] = token;
    headers[4] = "ts";
    headers[5] = Long.toString(Instant.now().getEpochSecond());
    headers[6] = "device";
    headers[7] = "device_1";
    System.arraycopy(more, 0, headers, 8, more.length);
    return new Answer(gateway.get(STATUS, headers), "dragonex");
  }

  private Answer asks(String appId, String token) {
    return asks(gateway, appId, token);
  }

  @Test
  void acceptsAGoodTokenAndSendsACallerTokenForItsUser() {
    String appId = registered("game");
    String token = platform.accessToken(appId, Map.of());

    assertThat(asks(appId, token).isSealed().code()).isEqualTo(1);
    assertThat(asks(appId, token).code()).as("remembered").isEqualTo(1);
    var caller = platform.did.lastHeard().caller();
    assertThat(caller.path("kind").asString()).isEqualTo("CLIENT");
    assertThat(caller.path("sub").asLong()).isEqualTo(1000000);
    assertThat(caller.path("fam").asString()).isEqualTo("family-game");
    assertThat(caller.path("dev").asString()).isEqualTo("device_1");
    assertThat(caller.path("scp").toString()).contains("1").contains("7");
  }

  @Test
  void garbageIsAnUnknownToken() throws Exception {
    String appId = registered("garbagetoken");
    asks(appId, "garbage").refusedWith(11019).isSealed();
    asks(appId, "a.b.c").refusedWith(11019);
    asks(appId, "x".repeat(5000)).refusedWith(11019);
    var stranger = new ECKeyGenerator(Curve.P_256).keyID("did-1").generate();
    asks(appId, TestPlatform.signed(stranger, "at+jwt", "{\"sub\":\"1\",\"exp\":9999999999}"))
        .refusedWith(11019);
    asks(appId, platform.session(1000000, "a-session-is-no-token")).refusedWith(11019);
    asks(appId, platform.accessToken(appId, Map.of("sub", "not-a-number"))).refusedWith(11019);
  }

  @Test
  void distinguishesAnExpiredToken() {
    String appId = registered("expired");
    long now = Instant.now().getEpochSecond();
    asks(appId, platform.accessToken(appId, Map.of("iat", now - 100, "exp", now - 10)))
        .refusedWith(11021)
        .isSealed();
  }

  @Test
  void tokenOfAnotherAppIsInvalid() {
    String appId = registered("victim");
    asks(appId, platform.accessToken(registered("other"), Map.of())).refusedWith(11022).isSealed();
  }

  @Test
  void tokenIsBoundToItsDevice() {
    String appId = registered("devices");
    asks(appId, platform.accessToken(appId, Map.of("dev", "device_2")))
        .refusedWith(11026)
        .isSealed();
  }

  @Test
  void revocationsReachThisNode() {
    String appId = registered("revoked");
    String token = platform.accessToken(appId, Map.of("fam", "gone"));
    assertThat(asks(appId, token).code()).isEqualTo(1);

    platform.hears(new Revocation.TokenFamily("gone", Instant.now()));

    Awaitility.await()
        .atMost(TestPlatform.PATIENCE)
        .untilAsserted(() -> asks(appId, token).refusedWith(11020).isSealed());
  }

  @Test
  void aForgedRevocationEndsNoToken() {
    String appId = registered("unforged");
    String token = platform.accessToken(appId, Map.of("fam", "stays"));
    platform.kafka().sendAll(platform.forges(new Revocation.TokenFamily("stays", Instant.now())));
    String gone = platform.accessToken(appId, Map.of("fam", "goes-after"));
    platform.hears(new Revocation.TokenFamily("goes-after", Instant.now()));

    Awaitility.await()
        .atMost(TestPlatform.PATIENCE)
        .untilAsserted(() -> asks(appId, gone).refusedWith(11020));
    assertThat(asks(appId, token).code()).isEqualTo(1);
    assertThat(
            gateway
                .bean(MeterRegistry.class)
                .get("berth.topic.rejected")
                .tag("topic", Topics.REVOCATIONS)
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum())
        .isEqualTo(6);
  }

  @Test
  void takingTheGrantBackEndsOlderTokensOnly() {
    String appId = registered("grants");
    long now = Instant.now().getEpochSecond();
    String before = platform.accessToken(appId, Map.of("iat", now - 100, "sub", "1000077"));
    String after = platform.accessToken(appId, Map.of("iat", now + 1, "sub", "1000077"));

    platform.hears(new Revocation.Grant(1000077, appId, Instant.ofEpochSecond(now)));

    Awaitility.await()
        .atMost(TestPlatform.PATIENCE)
        .untilAsserted(() -> asks(appId, before).refusedWith(11020));
    assertThat(asks(appId, after).code()).isEqualTo(1);
  }

  @Test
  void logoutCountsAtOnceOnTheNodeThatCarriedIt() {
    String appId = registered("leaving");
    String token = platform.accessToken(appId, Map.of("fam", "leaving-by-client"));
    HttpResponse<String> logout =
        gateway.send(
            LOGOUT,
            request -> request.POST(BodyPublishers.ofString("{}")),
            "app-id",
            appId,
            "at",
            token,
            "ts",
            Long.toString(Instant.now().getEpochSecond()),
            "device",
            "device_1");
    assertThat(new Answer(logout, "dragonex").code()).isEqualTo(1);
    asks(appId, token).refusedWith(11020);

    String other = platform.accessToken(appId, Map.of("fam", "leaving-by-server"));
    assertThat(asks(appId, other).code()).isEqualTo(1);
    new Merchant(gateway, "dragonex", appId).posts(LOGOUT, "{\"access_token\":\"" + other + "\"}");
    asks(appId, other).refusedWith(11020);
  }

  @Test
  void logoutEndsOneTokenAndNoOtherOfItsFamily() {
    String appId = registered("leavingone");
    String former = platform.accessToken(appId, Map.of("fam", "one-of-two", "jti", "former"));
    String present = platform.accessToken(appId, Map.of("fam", "one-of-two", "jti", "present"));
    new Merchant(gateway, "dragonex", appId).posts(LOGOUT, "{\"access_token\":\"" + former + "\"}");
    asks(appId, former).refusedWith(11020);
    assertThat(asks(appId, present).code()).isEqualTo(1);
    assertThat(platform.did.lastHeard().caller().path("tid").asString()).isEqualTo("present");

    platform.hears(new Revocation.AccessToken("present", Instant.now()));
    Awaitility.await()
        .atMost(TestPlatform.PATIENCE)
        .untilAsserted(() -> asks(appId, present).refusedWith(11020));
  }

  @Test
  void refusedLogoutRevokesNothing() {
    String appId = registered("staying");
    String token = platform.accessToken(appId, Map.of("fam", "staying"));
    platform.did.answers(TokenCommand.Logout.class, Outcome.Refusal.of(ErrorCode.TOKEN_UNKNOWN));
    new Merchant(gateway, "dragonex", appId)
        .posts(LOGOUT, "{\"access_token\":\"" + token + "\"}")
        .refusedWith(11019);
    platform.did.answers(TokenCommand.Logout.class, new Outcome.Done());
    assertThat(asks(appId, token).code()).isEqualTo(1);
  }

  @Test
  void inSilenceDidServiceIsAskedInsteadOfGuessing() {
    String appId = registered("silent");
    String token = platform.accessToken(appId, Map.of("fam", "silent"));
    try (RunningGateway deaf =
        platform.startGateway(Map.of("berth.gateway.tokens.heartbeat-patience", "1s"))) {
      Awaitility.await()
          .atMost(TestPlatform.PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(asks(deaf, appId, token).code()).isEqualTo(1);
                assertThat(platform.did.heard())
                    .anySatisfy(
                        heard -> {
                          assertThat(heard.command())
                              .isInstanceOfSatisfying(
                                  TokenCommand.CheckRevocation.class,
                                  check -> assertThat(check.family()).isEqualTo("silent"));
                          assertThat(heard.caller().path("kind").asString()).isEqualTo("SERVICE");
                          assertThat(heard.caller().path("prm").toString())
                              .contains("revocation:check");
                        });
              });
      platform.did.answers(
          TokenCommand.CheckRevocation.class, Outcome.Refusal.of(ErrorCode.TOKEN_UNUSABLE));
      asks(deaf, appId, token).refusedWith(11020).isSealed();
      platform.did.neverAnswers(TokenCommand.CheckRevocation.class);
      asks(deaf, appId, token).refusedWith(2).isSealed();
    } finally {
      platform.did.answers(TokenCommand.CheckRevocation.class, new Outcome.Done());
    }
  }

  @Test
  void pageOnRegisteredOriginMayCallAndReadTheSignature() {
    String appId = registered("crossing");
    HttpResponse<String> preflight =
        gateway.send(
            STATUS,
            request -> request.method("OPTIONS", BodyPublishers.noBody()),
            "Origin",
            GAME,
            "Access-Control-Request-Method",
            "GET",
            "Access-Control-Request-Headers",
            "app-id,at,ts,device");
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).hasValue(GAME);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
        .hasValue("app-id, at, content-type, device, ts");
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods")).hasValue("GET");

    Answer answer = asks(gateway, appId, platform.accessToken(appId, Map.of()), "Origin", GAME);
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(GAME);
    assertThat(answer.header("Access-Control-Expose-Headers")).contains("dragonex-sign");
    assertThat(answer.header("Vary")).isEqualToIgnoringCase("Origin");
    asks(gateway, appId, "garbage", "Origin", GAME).refusedWith(11019);
  }

  @Test
  void pagesElsewhereMayNot() {
    registered("staysout");
    HttpResponse<String> preflight =
        gateway.send(
            STATUS,
            request -> request.method("OPTIONS", BodyPublishers.noBody()),
            "Origin",
            "https://elsewhere.example",
            "Access-Control-Request-Method",
            "GET");
    assertThat(preflight.statusCode()).isEqualTo(403);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    Answer answer = asks(gateway, "staysout", "garbage", "Origin", "https://elsewhere.example");
    assertThat(answer.http().headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(answer.header("Vary")).isEqualToIgnoringCase("Origin");
  }

  @Test
  void plainOptionsTellsTheMethods() {
    HttpResponse<String> options =
        gateway.send(STATUS, request -> request.method("OPTIONS", BodyPublishers.noBody()));
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(options.headers().firstValue("Allow")).hasValue("GET, OPTIONS");
  }
}
