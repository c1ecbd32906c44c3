package io.berth.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.berth.api.Realm;
import io.berth.api.Topics;
import io.berth.api.app.AppAccounts;
import io.berth.api.app.AppCompany;
import io.berth.api.app.AppLinks;
import io.berth.api.app.AppPolicy;
import io.berth.api.app.AppProfile;
import io.berth.api.app.AppRecord;
import io.berth.api.token.Revocation;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.gateway.access.TopicsInSync;
import io.berth.service.directory.AppDecryptor;
import io.berth.service.json.BerthJson;
import io.berth.service.key.SecretBox;
import io.berth.service.key.SecretsProperties;
import io.berth.test.kafka.TestKafka;
import io.berth.test.kafka.TestRecordKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * All that stands around a gateway: did-service's keys and topics, and services that follow a
 * script. One for all tests of the module; each test has an app or an address of its own where it
 * matters.
 */
final class TestPlatform {

  static final String SECRET = "0f8fad5bd9cb469fa165708867a2e1f2";
  static final String CLIENT_SECRET = SECRET + "01234567";
  private static final String CHECK_KEY_NAME = "resp_check_key";
  static final String CHECK_KEY = "check-key-of-the-app";
  static final String OPERATOR_TOKEN = "operator-token-of-the-tests-0123456789";
  static final Duration PATIENCE = Duration.ofSeconds(30);

  static final String VOUCH_KEY =
      Base64.getEncoder().encodeToString("a-key-of-32-bytes-for-the-tests!".getBytes());
  private static final String SECRETS_KEY =
      Base64.getEncoder().encodeToString("another-key-of-32-bytes-in-tests".getBytes());

  private static @Nullable TestPlatform shared;

  final ScriptedService did = new ScriptedService("did-service", VOUCH_KEY);
  final ScriptedService pay = new ScriptedService("pay-service", VOUCH_KEY);
  final ScriptedService console = new ScriptedService("console", VOUCH_KEY);

  private final TestKafka kafka;
  private final ECKey key;
  private final SecretBox box =
      new SecretBox(new SecretsProperties("k1", Map.of("k1", SECRETS_KEY)));
  private @Nullable RunningGateway gateway;

  static synchronized TestPlatform with(TestKafka kafka) {
    if (shared == null) {
      shared = new TestPlatform(kafka);
    }
    return shared;
  }

  private TestPlatform(TestKafka kafka) {
    this.kafka = kafka;
    try {
      key = new ECKeyGenerator(Curve.P_256).keyID("did-1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    did.publishes("/.well-known/jwks.json", new JWKSet(key).toPublicJWKSet().toString());
    did.publishes("/.well-known/app-directory.json", "{\"apps\":0,\"versions\":0}");
    kafka.createCompactedTopic(Topics.APPS, 2);
    kafka.createTopic(Topics.REVOCATIONS, 1);
    hears(new Revocation.Heartbeat(Instant.now()));
  }

  /** The gateway that most tests use: accepts proxies on this machine, and is not in a hurry. */
  synchronized RunningGateway gateway() {
    if (gateway == null) {
      gateway =
          startGateway(
              Map.of(
                  "berth.gateway.trusted-proxies", "127.0.0.1",
                  "berth.gateway.tokens.heartbeat-patience", "10m",
                  "berth.gateway.operator-token", OPERATOR_TOKEN,
                  "berth.gateway.request-timeout", "2s"));
    }
    return gateway;
  }

  RunningGateway startGateway(Map<String, ?> more) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("server.port", "0");
    // Set, because the framework keeps its routes away from a known port alone.
    properties.put("management.server.port", Integer.toString(freePort()));
    properties.put("berth.public-origin", "http://localhost:8080");
    properties.put("spring.kafka.bootstrap-servers", kafka.bootstrapServers());
    properties.putAll(TestRecordKeys.springProperties());
    properties.put("berth.kafka.replication-factor", "1");
    properties.put("berth.secrets.active", "k1");
    properties.put("berth.secrets.keys.k1", SECRETS_KEY);
    properties.put("berth.services.timeout", "2s");
    for (ScriptedService service : List.of(did, pay, console)) {
      String name = service == did ? "did-service" : service == pay ? "pay-service" : "console";
      properties.put("berth.services." + name + ".url", service.url());
      properties.put("berth.vouch.sends." + name, VOUCH_KEY);
    }
    properties.put("berth.vouch.accepts.console", VOUCH_KEY);
    properties.put("berth.gateway.key-use-interval", "1h");
    properties.putAll(more);
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(GatewayApplication.class)
            .properties("spring.config.name=gateway")
            .initializers(
                starting ->
                    starting
                        .getEnvironment()
                        .getPropertySources()
                        .addFirst(
                            new org.springframework.core.env.MapPropertySource("test", properties)))
            .run();
    RunningGateway started = new RunningGateway(context);
    Awaitility.await().atMost(PATIENCE).until(() -> started.bean(TopicsInSync.class).reached());
    return started;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Publishes an app, as did-service would, and waits until the shared gateway knows it. */
  void registers(AppRecord app) {
    Apps known = gateway().bean(Apps.class);
    kafka.send(
        Topics.APPS,
        app.appId(),
        signed("app-record", BerthJson.mapper().valueToTree(app).toString()));
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> {
              App found = known.find(app.appId());
              return found != null && found.profile().version() == app.profile().version();
            });
  }

  void hears(Revocation revocation) {
    kafka.send(
        Topics.REVOCATIONS,
        "key",
        BerthJson.mapper().writerFor(Revocation.class).writeValueAsString(revocation));
  }

  /** The same from somebody who has no key. */
  List<ProducerRecord<String, String>> forges(Revocation revocation) {
    return TestRecordKeys.forgeries(
        Topics.REVOCATIONS,
        "key",
        BerthJson.mapper().writerFor(Revocation.class).writeValueAsString(revocation));
  }

  TestKafka kafka() {
    return kafka;
  }

  /** An access token as did-service makes them; {@code changes} replace claims. */
  String accessToken(String appId, Map<String, Object> changes) {
    Map<String, Object> claims = new LinkedHashMap<>();
    long now = Instant.now().getEpochSecond();
    claims.put("sub", "1000000");
    claims.put("app", appId);
    claims.put("fam", "family-" + appId);
    claims.put("scp", List.of(1, 7));
    claims.put("dev", "device_1");
    claims.put("iat", now - 10);
    claims.put("exp", now + 3600);
    claims.putAll(changes);
    return signed("at+jwt", BerthJson.mapper().writeValueAsString(claims));
  }

  String session(long uid, String sessionId) {
    long now = Instant.now().getEpochSecond();
    return signed(
        "session+jwt",
        BerthJson.mapper()
            .writeValueAsString(
                Map.of(
                    "sub",
                    Long.toString(uid),
                    "sid",
                    sessionId,
                    "iat",
                    now - 10,
                    "exp",
                    now + 3600)));
  }

  private String signed(String type, String payload) {
    return signed(key, type, payload);
  }

  static String signed(ECKey key, String type, String payload) {
    try {
      JWSObject signed =
          new JWSObject(
              new JWSHeader.Builder(JWSAlgorithm.ES256)
                  .type(new JOSEObjectType(type))
                  .keyID(key.getKeyID())
                  .build(),
              new Payload(payload));
      signed.sign(new ECDSASigner(key));
      return signed.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An enabled app with one key, called {@code key-of-…}. */
  AppRecord app(String appId, String dialect) {
    return app(appId, dialect, 1, true, List.of());
  }

  AppRecord app(String appId, String dialect, long version, boolean enabled, List<String> ips) {
    AppRecord.SealedSecret checkKey =
        new AppRecord.SealedSecret(box.encrypt(CHECK_KEY, checkKeyContext(appId)), null, null);
    return app(appId, dialect, profile(version, enabled), ips, checkKey);
  }

  /** An app whose check key has just been rotated. */
  AppRecord rotatingApp(String appId, String dialect, String previousCheckKey) {
    String context = checkKeyContext(appId);
    AppRecord.SealedSecret checkKey =
        new AppRecord.SealedSecret(
            box.encrypt(CHECK_KEY, context),
            box.encrypt(previousCheckKey, context),
            Instant.now().plusSeconds(3600));
    return app(appId, dialect, profile(1, true), List.of(), checkKey);
  }

  private static String checkKeyContext(String appId) {
    return AppDecryptor.secretContext(appId, CHECK_KEY_NAME);
  }

  private static AppProfile profile(long version, boolean enabled) {
    return new AppProfile(
        version,
        enabled,
        Map.of("en", "App"),
        new AppCompany("company", true, Map.of("en", "Company")));
  }

  private AppRecord app(
      String appId,
      String dialect,
      AppProfile profile,
      List<String> ips,
      AppRecord.SealedSecret checkKey) {
    return new AppRecord(
        appId,
        dialect,
        profile,
        new AppAccounts(1000001, null),
        new AppLinks(List.of("https://game.example/back?x=1"), "http://127.0.0.1:5500/", null),
        new AppPolicy(
            Set.of(1, 5, 6, 7),
            Set.of(),
            Set.of("usdt"),
            new BigDecimal("0.01"),
            Map.of(),
            false,
            false),
        new AppRecord.Credentials(
            List.of(
                key(appId, "key-of-" + Realm.publicId(appId), true, ips),
                key(appId, "off-" + appId, false, ips)),
            Map.of(),
            Map.of(CHECK_KEY_NAME, checkKey)));
  }

  /** An enabled fomo app; {@link #SECRET} begins its client secret. */
  AppRecord fomoApp(String appId) {
    AppRecord app = app(appId, "fomo");
    String context = AppDecryptor.secretContext(appId, "client_secret");
    return new AppRecord(
        app.appId(),
        app.dialect(),
        new AppProfile(
            app.profile().version(),
            app.profile().enabled(),
            app.profile().name(),
            new AppCompany(
                app.profile().company().id(),
                app.profile().company().enabled(),
                app.profile().company().name())),
        new AppAccounts(app.accounts().adminUid(), app.accounts().profitUid()),
        new AppLinks(app.links().redirectUrls(), app.links().entry(), app.links().callbackUrl()),
        new AppPolicy(
            app.policy().scopes(),
            Set.of(),
            app.policy().coins(),
            app.policy().cutRate(),
            app.policy().dailyPayoutLimit(),
            app.policy().returnsUncapped(),
            app.policy().requireContentSha1()),
        new AppRecord.Credentials(
            List.of(),
            Map.of("redirect_uri", BerthJson.mapper().valueToTree("wenjing.com/back.php")),
            Map.of(
                "client_secret",
                new AppRecord.SealedSecret(box.encrypt(CLIENT_SECRET, context), null, null))));
  }

  private AppRecord.Key key(String appId, String accessKey, boolean enabled, List<String> ips) {
    return new AppRecord.Key(
        accessKey, box.encrypt(SECRET, AppDecryptor.keyContext(appId, accessKey)), enabled, ips);
  }
}
