package io.berth.service.kafka.follower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.service.fixture.Kafkas;
import io.berth.service.kafka.signing.RecordKeys;
import io.berth.service.kafka.signing.RecordVerifier;
import io.berth.service.kafka.signing.TopicKeys;
import io.berth.test.kafka.TestKafka;
import io.berth.test.kafka.TestRecordKeys;
import io.berth.test.server.BerthServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@BerthServers(kafka = true)
class TopicFollowerIntegrationTests {
  private static final Duration MAX_WAIT = Duration.ofSeconds(60);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private TopicFollower follower;

  @AfterEach
  void stop() {
    if (follower != null) {
      follower.close();
    }
  }

  @Test
  void readsAllPartitionsFromTheStartAndGoesOnReading(TestKafka kafka) {
    kafka.createTopic("whole", 3);
    for (int i = 0; i < 20; i++) {
      kafka.send("whole", "k" + i, "v" + i);
    }
    start(kafka, "whole", TopicFollower.From.START);
    await().atMost(MAX_WAIT).until(follower::inSync);
    assertThat(seen).hasSize(20).contains("k0=v0", "k19=v19");
    kafka.send("whole", "k0", null);
    await().atMost(MAX_WAIT).untilAsserted(() -> assertThat(seen).endsWith("k0=null"));
    assertThat(follower.lastContact()).isNotNull();
  }

  @Test
  void handlesOnlyWhatIsNewWhenItBeginsAtTheEnd(TestKafka kafka) {
    kafka.createTopic("fresh", 1);
    kafka.send("fresh", "old", "1");
    start(kafka, "fresh", TopicFollower.From.END);
    await().atMost(MAX_WAIT).until(follower::inSync);
    kafka.send("fresh", "new", "2");
    await().atMost(MAX_WAIT).untilAsserted(() -> assertThat(seen).containsExactly("new=2"));
  }

  @Test
  void isNotInSyncWithoutTheTopicAndFindsItLater(TestKafka kafka) {
    start(kafka, "later", TopicFollower.From.START);
    assertThat(follower.inSync()).isFalse();
    kafka.createTopic("later", 1);
    kafka.send("later", "a", "1");
    await().atMost(MAX_WAIT).untilAsserted(() -> assertThat(seen).containsExactly("a=1"));
    await().atMost(MAX_WAIT).until(follower::inSync);
  }

  @Test
  void keepsTryingWithoutABrokerAndRepeatsNothingWhenItReturns(TestKafka kafka) {
    kafka.createTopic("away", 1);
    kafka.send("away", "a", "1");
    start(kafka, "away", TopicFollower.From.START);
    await().atMost(MAX_WAIT).until(follower::inSync);
    kafka.stop();
    kafka.start();
    kafka.send("away", "b", "2");
    await().atMost(MAX_WAIT).untilAsserted(() -> assertThat(seen).contains("b=2"));
    assertThat(seen).containsExactly("a=1", "b=2");
  }

  @Test
  void waitsForABrokerThatIsNotThereYet(TestKafka kafka) {
    kafka.createTopic("absent", 1);
    kafka.send("absent", "a", "1");
    kafka.stop();
    try {
      start(kafka, "absent", TopicFollower.From.START);
      assertThat(follower.inSync()).isFalse();
    } finally {
      kafka.start();
    }
    await().atMost(MAX_WAIT).until(follower::inSync);
    assertThat(seen).containsExactly("a=1");
  }

  @Test
  void skipsAndCountsWhatFailsButRepeatsWhatIsNotYetPossible(TestKafka kafka) {
    kafka.createTopic("hard", 1);
    kafka.send("hard", "bad", "1");
    kafka.send("hard", "later", "2");
    kafka.send("hard", "good", "3");
    AtomicInteger tries = new AtomicInteger();
    follower =
        new TopicFollower(
            Kafkas.clients(kafka),
            meters,
            "hard",
            TopicFollower.From.START,
            RecordVerifier.leftToTheHandler(),
            record -> {
              if ("bad".equals(record.key())) {
                throw new IllegalStateException("cannot be handled");
              }
              if ("later".equals(record.key()) && tries.incrementAndGet() < 3) {
                throw new TopicFollower.NotYet("try again");
              }
              seen.add(text(record));
            });
    follower.start();
    await().atMost(MAX_WAIT).until(follower::inSync);
    assertThat(seen).containsExactly("later=2", "good=3");
    assertThat(tries).hasValue(3);
    assertThat(meters.get("berth.topic.failed").counter().count()).isEqualTo(1);
  }

  @Test
  void aForgedMovedOrUnsignedRecordReachesNobodyAndStopsNothing(TestKafka kafka) {
    kafka.createTopic("berth.orders", 1);
    ProducerRecord<String, String> elsewhere =
        TestRecordKeys.signed(
            new ProducerRecord<>("berth.deliveries", "a", "moved"),
            TestRecordKeys.KEY_ID,
            TestRecordKeys.KEY);
    kafka.send(new ProducerRecord<>("berth.orders", "a", "unsigned"));
    kafka.send(
        TestRecordKeys.signed(
            new ProducerRecord<>("berth.orders", "a", "forged"),
            TestRecordKeys.KEY_ID,
            new byte[32]));
    kafka.send(
        TestRecordKeys.signed(
            new ProducerRecord<>("berth.orders", "a", "stranger"), "k9", TestRecordKeys.KEY));
    kafka.send(new ProducerRecord<>("berth.orders", null, "a", "moved", elsewhere.headers()));
    kafka.send(new ProducerRecord<>("berth.orders", "a", null));
    kafka.send("berth.orders", "a", "genuine");
    follower =
        new TopicFollower(
            Kafkas.clients(kafka),
            meters,
            "berth.orders",
            TopicFollower.From.START,
            new RecordKeys(
                    Map.of(
                        "orders",
                        new TopicKeys(
                            null,
                            Map.of(
                                TestRecordKeys.KEY_ID,
                                Base64.getEncoder().encodeToString(TestRecordKeys.KEY)))))
                .verifier("berth.orders"),
            record -> seen.add(text(record)));
    follower.start();
    await().atMost(MAX_WAIT).until(follower::inSync);
    assertThat(seen).containsExactly("a=genuine");
    assertThat(rejected("unsigned")).isEqualTo(2);
    assertThat(rejected("wrong_signature")).isEqualTo(2);
    assertThat(rejected("unknown_key")).isEqualTo(1);
  }

  private double rejected(String reason) {
    return meters.get("berth.topic.rejected").tag("reason", reason).counter().count();
  }

  @Test
  void leavesNoThreadBehind(TestKafka kafka) {
    kafka.createTopic("stopped", 1);
    start(kafka, "stopped", TopicFollower.From.START);
    await().atMost(MAX_WAIT).until(follower::inSync);
    long before = System.nanoTime();
    follower.stop();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    assertThat(follower.isRunning()).isFalse();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("follower-stopped") && thread.isAlive());
  }

  private void start(TestKafka kafka, String topic, TopicFollower.From from) {
    follower =
        new TopicFollower(
            Kafkas.clients(kafka),
            meters,
            topic,
            from,
            RecordVerifier.leftToTheHandler(),
            record -> seen.add(text(record)));
    follower.start();
  }

  private static String text(TopicRecord record) {
    byte[] value = record.value();
    return record.key() + "=" + (value == null ? null : new String(value, StandardCharsets.UTF_8));
  }
}
