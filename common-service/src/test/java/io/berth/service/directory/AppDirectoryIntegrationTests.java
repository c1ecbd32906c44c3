package io.berth.service.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.api.Topics;
import io.berth.api.app.AppAccounts;
import io.berth.api.app.AppCompany;
import io.berth.api.app.AppLinks;
import io.berth.api.app.AppPolicy;
import io.berth.api.app.AppProfile;
import io.berth.api.app.AppRecord;
import io.berth.dialect.api.App;
import io.berth.service.fixture.FixtureService;
import io.berth.service.json.BerthJson;
import io.berth.service.key.KeySource;
import io.berth.service.key.SecretBox;
import io.berth.service.key.Signer;
import io.berth.service.key.TokenType;
import io.berth.test.kafka.TestKafka;
import io.berth.test.server.BerthServers;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Mono;

@BerthServers(kafka = true)
class AppDirectoryIntegrationTests {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Signer SIGNER = new Signer("did-1");
  private static final AtomicReference<Mono<String>> KEYS =
      new AtomicReference<>(Mono.just(SIGNER.keySet()));

  private static final DirectoryState NOTHING = new DirectoryState(0, 0, null);
  private static final AtomicReference<Mono<DirectoryState>> DECLARED =
      new AtomicReference<>(Mono.just(NOTHING));

  private TestKafka kafka;
  private ConfigurableApplicationContext context;
  private AppDirectory directory;
  private SecretBox box;

  /** Like the gateway: at the edge, without pages and commands. */
  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration(exclude = R2dbcAutoConfiguration.class)
  static class Edge {
    @Bean
    KeySource keys() {
      return () -> Mono.defer(KEYS::get);
    }

    @Bean
    DirectorySource declared() {
      return () -> Mono.defer(DECLARED::get);
    }
  }

  @BeforeEach
  void start(TestKafka kafka) {
    this.kafka = kafka;
    KEYS.set(Mono.just(SIGNER.keySet()));
    DECLARED.set(Mono.just(NOTHING));
    kafka.createCompactedTopic(Topics.APPS, 2);
    run();
    await().atMost(PATIENCE).until(directory::isComplete);
  }

  private void run() {
    context =
        new SpringApplicationBuilder(Edge.class)
            .properties(
                "spring.config.name=edge",
                "spring.application.name=edge",
                "server.port=0",
                "management.server.port=0",
                "berth.public-origin=https://berth.example",
                "berth.vouch.name=gateway",
                "berth.vouch.edge=true",
                "berth.directory.enabled=true",
                "berth.secrets.active=k1",
                "berth.secrets.keys.k1=" + FixtureService.KEY,
                "spring.kafka.bootstrap-servers=" + kafka.bootstrapServers())
            .run();
    directory = context.getBean(AppDirectory.class);
    box = context.getBean(SecretBox.class);
  }

  @AfterEach
  void stop() {
    context.close();
  }

  @Test
  void opensAppsAndTellsOfChanges() {
    List<String> changes = changesOf("first");
    send(record("first", 1, true));
    App app = awaitVersion("first", 1);
    assertThat(Objects.requireNonNull(app.key("ak")).secretKey().reveal()).isEqualTo("sk-1");
    App.RotatingSecret secret = app.credentials().secrets().get("resp_check_key");
    assertThat(secret.current().reveal()).isEqualTo("testKey");
    assertThat(Objects.requireNonNull(secret.previousAt(Instant.EPOCH)).reveal())
        .isEqualTo("oldKey");
    assertThat(app.policy().dailyPayoutLimit()).containsEntry("usdt", new BigDecimal("10000.50"));
    send(record("first", 2, true));
    awaitVersion("first", 2);
    assertThat(directory.all()).extracting(App::appId).contains("first");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(changes).containsExactly("null>1", "1>2"));
  }

  @Test
  void ignoresOlderVersions() {
    send(record("aged", 5, true));
    awaitVersion("aged", 5);
    send(record("aged", 4, false));
    send(record("aged", 6, true));
    assertThat(awaitVersion("aged", 6).profile().enabled()).isTrue();
  }

  @Test
  void ignoresWhatDidServiceDidNotSign() {
    double before = rejected("signature");
    AppRecord forged = record("forged", 1, true);
    kafka.send(Topics.APPS, "forged", sign(new Signer("did-1"), forged));
    kafka.send(Topics.APPS, "forged", sign(new Signer("stranger"), forged));
    kafka.send(Topics.APPS, "forged", BerthJson.mapper().writeValueAsString(forged));
    kafka.send(
        Topics.APPS,
        "forged",
        SIGNER.sign("at+jwt", BerthJson.mapper().writeValueAsString(forged)));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(rejected("signature")).isEqualTo(before + 4));
    assertThat(directory.find("forged")).isNull();
  }

  @Test
  void ignoresARecordUnderAnotherAppsKeyAndSecretsOfAnotherApp() {
    double before = rejected("key");
    double sealed = rejected("sealed");
    kafka.send(Topics.APPS, "victim", sign(SIGNER, record("attacker", 9, true)));
    AppRecord moved = record("moved", 1, true, "elsewhere");
    send(moved);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(rejected("key")).isEqualTo(before + 1);
              assertThat(rejected("sealed")).isEqualTo(sealed + 1);
            });
    assertThat(directory.find("victim")).isNull();
    assertThat(directory.find("attacker")).isNull();
    assertThat(directory.find("moved")).isNull();
  }

  @Test
  void removesDisabledAppsOnlyAndForGood() {
    send(record("gone", 1, true));
    awaitVersion("gone", 1);
    double before = rejected("tombstone");
    kafka.send(Topics.APPS, "gone", null);
    await().atMost(PATIENCE).until(() -> rejected("tombstone") == before + 1);
    assertThat(directory.find("gone")).isNotNull();
    send(record("gone", 2, false));
    kafka.send(Topics.APPS, "gone", null);
    await().atMost(PATIENCE).until(() -> directory.find("gone") == null);
    List<String> afterwards = changesOf("gone");
    send(record("gone", 1, true));
    send(record("gone", 3, true));
    awaitVersion("gone", 3);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(afterwards).endsWith("null>3"));
    assertThat(afterwards).doesNotContain("null>1");
  }

  @Test
  void isReadyOnceInSyncAndNotBeforeItHasTheKeys() throws Exception {
    send(record("kept", 7, true));
    awaitVersion("kept", 7);
    context.close();
    KEYS.set(Mono.error(new IllegalStateException("did-service is not there")));
    run();
    assertThat(readiness()).contains("OUT_OF_SERVICE").contains("appDirectory");
    KEYS.set(Mono.just(SIGNER.keySet()));
    awaitVersion("kept", 7);
    await().atMost(PATIENCE).until(this::isReady);
  }

  @Test
  void isNotReadyBeforeDidServiceHasSaidThatNoAppIsMissing() throws Exception {
    send(record("whole", 3, true));
    awaitVersion("whole", 3);
    DirectoryState here = directory.state();
    context.close();
    DECLARED.set(Mono.error(new IllegalStateException("did-service is not there")));
    run();
    awaitVersion("whole", 3);
    assertThat(readiness()).contains("did-service has not said how many apps there are");

    DECLARED.set(Mono.just(new DirectoryState(here.apps() + 1, here.versions() + 1, null)));
    await().atMost(PATIENCE).until(() -> readiness().contains("are missing"));

    DECLARED.set(Mono.just(new DirectoryState(here.apps(), here.versions() + 1, null)));
    await().atMost(PATIENCE).until(() -> readiness().contains("are missing"));
    assertThat(isReady()).isFalse();

    send(record("whole", 4, true));
    await().atMost(PATIENCE).until(this::isReady);
  }

  @Test
  void doesNotCountARecordOfADroppedKeyThatALaterOneReplaces() {
    double before = rejectedAtTheStart();
    kafka.send(Topics.APPS, "renewed", sign(new Signer("dropped"), record("renewed", 1, true)));
    send(record("renewed", 1, true));
    awaitVersion("renewed", 1);
    assertThat(rejectedAtTheStart()).isEqualTo(before);
    awaitVersion("renewed", 1);
    kafka.send(Topics.APPS, "lost", sign(new Signer("dropped"), record("lost", 1, true)));
    await().atMost(PATIENCE).until(() -> rejected("signature") == before + 1);
    assertThat(rejectedAtTheStart()).isEqualTo(before + 1);
  }

  private double rejectedAtTheStart() {
    context.close();
    run();
    await().atMost(PATIENCE).until(directory::isComplete);
    return rejected("signature");
  }

  @Test
  void isNotReadyWhereDidServiceHasLostChanges() throws Exception {
    send(record("restored", 3, true));
    awaitVersion("restored", 3);
    DirectoryState here = directory.state();
    DECLARED.set(Mono.just(here));
    await().atMost(PATIENCE).until(this::isReady);

    DECLARED.set(Mono.just(new DirectoryState(here.apps(), here.versions() - 1, null)));
    await().atMost(PATIENCE).until(() -> readiness().contains("begin_epoch()"));
    assertThat(isReady()).isFalse();

    long epoch = 1L << 20;
    DECLARED.set(Mono.just(new DirectoryState(here.apps(), here.versions() + epoch, null)));
    send(record("restored", 3 + epoch, true));
    await().atMost(PATIENCE).until(this::isReady);
  }

  @Test
  void saysThatRecordsWereRejected() throws Exception {
    await().atMost(PATIENCE).until(this::isReady);
    kafka.send(Topics.APPS, "forged", sign(new Signer("stranger"), record("forged", 1, true)));
    await().atMost(PATIENCE).until(() -> readiness().contains("records were rejected: signature"));
    assertThat(readiness()).contains("DEGRADED");
    assertThat(isReady()).isTrue();
  }

  private boolean isReady() throws Exception {
    return ask().statusCode() == 200;
  }

  private String readiness() throws Exception {
    return ask().body();
  }

  private HttpResponse<String> ask() throws Exception {
    String port = context.getEnvironment().getProperty("local.management.port");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private App awaitVersion(String appId, long version) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                directory.find(appId) != null
                    && directory.find(appId).profile().version() == version);
    return Objects.requireNonNull(directory.find(appId));
  }

  private List<String> changesOf(String appId) {
    List<String> changes = new CopyOnWriteArrayList<>();
    directory.onChange(
        (before, after) -> {
          if (Objects.requireNonNullElse(after, before).appId().equals(appId)) {
            changes.add(version(before) + ">" + version(after));
          }
        });
    return changes;
  }

  private static String version(App app) {
    return app == null ? "null" : Long.toString(app.profile().version());
  }

  private double rejected(String reason) {
    var counter =
        context
            .getBean(MeterRegistry.class)
            .find("berth.directory.rejected")
            .tag("reason", reason)
            .counter();
    return counter == null ? 0 : counter.count();
  }

  private void send(AppRecord record) {
    kafka.send(Topics.APPS, record.appId(), sign(SIGNER, record));
  }

  private static String sign(Signer signer, AppRecord record) {
    return signer.sign(
        TokenType.APP_RECORD.header(), BerthJson.mapper().writeValueAsString(record));
  }

  private AppRecord record(String appId, long version, boolean enabled) {
    return record(appId, version, enabled, appId);
  }

  private AppRecord record(String appId, long version, boolean enabled, String sealedFor) {
    return new AppRecord(
        appId,
        "dragonex",
        new AppProfile(
            version,
            enabled,
            Map.of("en", "App"),
            new AppCompany("company", true, Map.of("en", "Company"))),
        new AppAccounts(1_000_000, null),
        new AppLinks(List.of("http://127.0.0.1:5500/"), null, null),
        new AppPolicy(
            Set.of(1, 7),
            Set.of(),
            Set.of("usdt"),
            new BigDecimal("0.01"),
            Map.of("usdt", new BigDecimal("10000.50")),
            false,
            false),
        new AppRecord.Credentials(
            List.of(
                new AppRecord.Key(
                    "ak",
                    box.encrypt("sk-" + version, AppDecryptor.keyContext(sealedFor, "ak")),
                    true,
                    List.of())),
            Map.of("game_url", BerthJson.mapper().readTree("\"http://game.example\"")),
            Map.of(
                "resp_check_key",
                new AppRecord.SealedSecret(
                    box.encrypt("testKey", AppDecryptor.secretContext(sealedFor, "resp_check_key")),
                    box.encrypt("oldKey", AppDecryptor.secretContext(sealedFor, "resp_check_key")),
                    Instant.parse("2026-11-21T09:00:00Z")))));
  }
}
