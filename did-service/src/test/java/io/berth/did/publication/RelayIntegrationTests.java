package io.berth.did.publication;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.berth.api.app.AppRecord;
import io.berth.api.token.Revocation;
import io.berth.api.user.IdentityRecord;
import io.berth.did.app.AppRecords;
import io.berth.did.fixture.CountedStatements;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.Platform;
import io.berth.did.identity.Identities;
import io.berth.did.key.TokenKeys;
import io.berth.did.outbox.Outbox;
import io.berth.service.json.BerthJson;
import io.berth.service.kafka.publisher.Events;
import io.berth.service.key.TokenType;
import io.berth.service.schedule.Repeating;
import io.berth.service.wakeup.WakeUpSignal;
import io.berth.test.kafka.TestRecordKeys;
import io.berth.test.server.BerthServers;
import io.berth.test.server.TestServers;
import io.r2dbc.spi.ConnectionFactory;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import tools.jackson.databind.node.ObjectNode;

@DidServiceTest
@BerthServers(postgres = "berth_did", kafka = true, shared = false)
@DirtiesContext
class RelayIntegrationTests {
  @Autowired Platform platform;
  @Autowired Outbox outbox;
  @Autowired DatabaseClient database;
  @Autowired TransactionalOperator transaction;
  @Autowired ApplicationContext context;

  private void revoke(long uid, int from, int to) {
    Flux.range(from, to - from)
        .concatMap(
            i ->
                outbox
                    .revoked(uid, new Revocation.TokenFamily("family-" + i, Instant.now()))
                    .as(transaction::transactional))
        .blockLast(Duration.ofSeconds(30));
  }

  private static List<String> families(TestServers servers, long uid) {
    return servers.kafka().records("berth.revocations").stream()
        .filter(record -> Long.toString(uid).equals(record.key()))
        .map(record -> BerthJson.mapper().readValue(record.value(), Revocation.class))
        .map(revocation -> ((Revocation.TokenFamily) revocation).family())
        .toList();
  }

  @Test
  void eventsOfOneKeyArriveInOrderThroughABrokerStopAndWithTwoRelays(TestServers servers) {
    RelayProperties properties = context.getBean(RelayProperties.class);
    WakeUpSignal wakeUp = new WakeUpSignal();
    Relay relay =
        new Relay(
            database,
            transaction,
            context.getBean(Events.class),
            context.getBean(TokenKeys.class),
            properties,
            wakeUp,
            InstantSource.system());
    Repeating second =
        Repeating.onSignals("second relay", properties.interval(), wakeUp.signals(), relay::run);
    second.start();
    try {
      revoke(7, 0, 100);
      servers.kafka().stop();
      revoke(7, 100, 200);
      servers.kafka().start();
      revoke(7, 200, 300);

      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(servers.database().query("select count(*) from outbox"))
                      .containsExactly("0"));
    } finally {
      second.stop();
    }
    List<String> wanted = Flux.range(0, 300).map(i -> "family-" + i).collectList().block();
    // What was sent twice is sent in order again: each first sight is in order, the last is last.
    List<String> seen = families(servers, 7);
    assertThat(seen.stream().distinct().toList()).isEqualTo(wanted);
    assertThat(seen.getLast()).isEqualTo("family-299");
  }

  @Test
  void anEventWhoseSignalIsLostIsPublishedAtTheNextLook(TestServers servers) {
    String lost =
        BerthJson.mapper()
            .writerFor(Revocation.class)
            .writeValueAsString(new Revocation.TokenFamily("lost", Instant.now()));
    database
        .sql("insert into outbox (topic, key, payload) values ('berth.revocations', '77', $1)")
        .bind("$1", lost)
        .then()
        .block(Duration.ofSeconds(20));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(families(servers, 77)).containsExactly("lost"));
  }

  @Test
  void aLookThatFindsNothingIsOneStatement() {
    CountedStatements counted = new CountedStatements(context.getBean(ConnectionFactory.class));
    Relay idle =
        new Relay(
            DatabaseClient.create(counted),
            TransactionalOperator.create(new R2dbcTransactionManager(counted)),
            context.getBean(Events.class),
            context.getBean(TokenKeys.class),
            context.getBean(RelayProperties.class),
            new WakeUpSignal(),
            InstantSource.fixed(Instant.now()));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              counted.clear();
              idle.run().block(Duration.ofSeconds(20));
              assertThat(counted.sent()).as("after its heartbeat").hasSize(1);
            });
    counted.clear();
    for (int look = 0; look < 30; look++) {
      idle.run().block(Duration.ofSeconds(20));
    }
    assertThat(counted.sent()).hasSize(30);
  }

  @Test
  void publishedRecordsAreSigned(TestServers servers) {
    platform.tokens(platform.app(1), platform.user(Platform.name("signed") + "@example.com"), 1);
    revoke(8, 0, 3);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(families(servers, 8)).hasSize(3));
    assertThat(servers.kafka().records("berth.revocations"))
        .filteredOn(record -> !"9".equals(record.key()))
        .allMatch(TestRecordKeys::isGenuine);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(servers.kafka().records("berth.identities"))
                    .isNotEmpty()
                    .allMatch(TestRecordKeys::isGenuine));
  }

  @Test
  void unsignedRevocationsAreSignedOnce(TestServers servers) {
    assertThat(servers.database().query("select topic from signed_topics order by topic"))
        .containsExactly("berth.apps", "berth.identities", "berth.revocations");
    String old =
        BerthJson.mapper()
            .writerFor(Revocation.class)
            .writeValueAsString(new Revocation.Session("session-of-before", Instant.now()));
    servers.kafka().send(new ProducerRecord<>("berth.revocations", "9", old));
    RevocationSigner signer = context.getBean(RevocationSigner.class);
    signer.signAgain().block(Duration.ofSeconds(30));
    assertThat(servers.kafka().records("berth.revocations"))
        .filteredOn(record -> "9".equals(record.key()) && TestRecordKeys.isGenuine(record))
        .extracting(ConsumerRecord::value)
        .containsExactly(old);
  }

  @Test
  void anEpochOutranksAndWithdrawsRecordsOfTheTimeThatWasUndone(TestServers servers) {
    String app = platform.app(1);
    long uid = platform.user(Platform.name("epoch") + "@example.com");
    platform.tokens(app, uid, 1);
    AppRecord kept = Objects.requireNonNull(context.getBean(AppRecords.class).find(app).block());
    IdentityRecord identity =
        Objects.requireNonNull(context.getBean(Identities.class).byUid(app, uid).block()).record();
    String lostApp = Platform.name("lost");
    Events events = context.getBean(Events.class);
    ObjectNode lost = BerthJson.mapper().valueToTree(kept);
    lost.put("appId", lostApp).put("version", 9);
    String signed = context.getBean(TokenKeys.class).sign(TokenType.APP_RECORD, lost.toString());
    events.toSelfSigned("berth.apps").publish(lostApp, signed).block();
    events.toSelfSigned("berth.apps").publish("forged", "forged").block();
    IdentityRecord lostIdentity =
        new IdentityRecord(app, identity.companyId(), 7_777_777, "id", "union", Set.of(1), 9);
    events
        .to("berth.identities")
        .publishJson(app + ":7777777", lostIdentity)
        .block(Duration.ofSeconds(20));

    EpochStart start = context.getBean(EpochStart.class);
    servers.database().execute("select begin_epoch()");
    long base = Long.parseLong(servers.database().query("select epoch_base()").getFirst());
    assertThat(base).isGreaterThan(1L << 40);
    start.start();

    assertThat(values(servers, "berth.apps", "forged")).containsExactly("forged");
    List<@Nullable String> ofLost = values(servers, "berth.apps", lostApp);
    assertThat(ofLost).hasSize(3).endsWith((String) null);
    AppRecord withdrawn =
        Objects.requireNonNull(
            app(context.getBean(TokenKeys.class), Objects.requireNonNull(ofLost.get(1))));
    assertThat(withdrawn.profile().version()).isEqualTo(base);
    assertThat(withdrawn.profile().enabled()).isFalse();
    assertThat(identities(servers, app + ":7777777").getLast())
        .satisfies(
            record -> {
              assertThat(record.version()).isEqualTo(base);
              assertThat(record.grantedScopes()).isEmpty();
              assertThat(record.openId()).isNotEqualTo("id");
            });
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              String last = Objects.requireNonNull(values(servers, "berth.apps", app).getLast());
              assertThat(app(context.getBean(TokenKeys.class), last).profile().version())
                  .isEqualTo(base + kept.profile().version());
              IdentityRecord now = identities(servers, app + ":" + uid).getLast();
              assertThat(now.version()).isEqualTo(base + identity.version());
              assertThat(now.openId()).isEqualTo(identity.openId());
            });
    start.start();
    assertThat(values(servers, "berth.apps", lostApp)).as("published once").hasSize(3);
    assertThat(platform.user(Platform.name("after") + "@example.com")).isGreaterThan(uid + 100_000);
    events.toSelfSigned("berth.apps").publish("forged", null).block(Duration.ofSeconds(20));
  }

  private static AppRecord app(TokenKeys keys, String signed) {
    return BerthJson.mapper()
        .convertValue(
            Objects.requireNonNull(keys.verify(TokenType.APP_RECORD, signed)).toJSONObject(),
            AppRecord.class);
  }

  private static List<@Nullable String> values(TestServers servers, String topic, String key) {
    List<@Nullable String> values = new ArrayList<>();
    servers.kafka().records(topic).stream()
        .filter(record -> key.equals(record.key()))
        .forEach(record -> values.add(record.value()));
    return values;
  }

  private static List<IdentityRecord> identities(TestServers servers, String key) {
    return values(servers, "berth.identities", key).stream()
        .map(value -> BerthJson.mapper().readValue(value, IdentityRecord.class))
        .toList();
  }

  private static String signer(String compact) {
    try {
      return JWSObject.parse(compact).getHeader().getKeyID();
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }

  private static String lastSigner(TestServers servers, String app) {
    return servers.kafka().records("berth.apps").stream()
        .filter(record -> app.equals(record.key()))
        .map(record -> signer(record.value()))
        .toList()
        .getLast();
  }

  @Test
  void appsSignedWithAFormerKeyArePublishedAgainUntilNoneIsLeft(TestServers servers)
      throws JOSEException {
    String app = platform.app(1);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(lastSigner(servers, app)).isEqualTo("new"));
    JWSObject former =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("former").build(), new Payload("{}"));
    former.sign(new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate()));
    servers.kafka().send(new ProducerRecord<>("berth.apps", app, former.serialize()));

    AppRecordRotation rotation = context.getBean(AppRecordRotation.class);
    rotation.run().block(Duration.ofSeconds(30));

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(lastSigner(servers, app)).isEqualTo("new"));
    String finished = "select finished_at is not null from key_rotations where purpose = 'TOKENS'";
    rotation.run().block(Duration.ofSeconds(30));
    assertThat(servers.database().query(finished))
        .as("others may still have the former key")
        .containsExactly("f");
    servers.database().execute("update key_rotations set since = since - interval '1 hour'");
    rotation.run().block(Duration.ofSeconds(30));
    assertThat(servers.database().query(finished)).containsExactly("t");
  }

  @Test
  void heartbeatsArePublishedWhileTheOutboxIsEmpty(TestServers servers) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(servers.kafka().records("berth.revocations"))
                    .filteredOn(record -> "heartbeat".equals(record.key()))
                    .hasSizeGreaterThan(2));
  }
}
