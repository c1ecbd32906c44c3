package io.berth.console.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.api.Topics;
import io.berth.api.doctor.RefusedSignature;
import io.berth.service.json.BerthJson;
import io.berth.service.kafka.client.KafkaClients;
import io.berth.service.kafka.follower.TopicFollower;
import io.berth.service.kafka.signing.RecordKeys;
import io.berth.service.kafka.signing.TopicKeys;
import io.berth.test.kafka.TestKafka;
import io.berth.test.kafka.TestRecordKeys;
import io.berth.test.server.BerthServers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

@BerthServers(kafka = true)
class RefusedRequestsTopicIntegrationTests {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RefusedRequests refusals =
      new RefusedRequests(
          100, 100, InstantSource.system(), new RefusalTotals(100, InstantSource.system()));

  @Test
  void aForgedRefusalIsShownToNobody(TestKafka kafka) {
    kafka.createTopic(Topics.REFUSALS, 1);
    kafka.sendAll(TestRecordKeys.forgeries(Topics.REFUSALS, "app", refusal("forged")));
    kafka.send(Topics.REFUSALS, "app", refusal("genuine"));
    try (TopicFollower follower =
        new DoctorConfiguration()
            .refusedRequestsFollower(clients(kafka), keys(), meters, refusals)) {
      follower.start();
      await().atMost(TIMEOUT).until(follower::inSync);
    }
    assertThat(refusals.of("app", ""))
        .extracting(RefusedSignature::requestId)
        .containsExactly("genuine");
    assertThat(
            meters.get("berth.topic.rejected").tag("topic", Topics.REFUSALS).counters().stream()
                .mapToDouble(Counter::count)
                .sum())
        .isEqualTo(6);
  }

  private static String refusal(String requestId) {
    return BerthJson.mapper()
        .writeValueAsString(RefusedRequestsTests.refused("app", requestId, Instant.now()));
  }

  private static RecordKeys keys() {
    return new RecordKeys(
        Map.of(
            "refusals",
            new TopicKeys(
                null,
                Map.of(
                    TestRecordKeys.KEY_ID,
                    Base64.getEncoder().encodeToString(TestRecordKeys.KEY)))));
  }

  private static KafkaClients clients(TestKafka kafka) {
    KafkaConnectionDetails connection = () -> List.of(kafka.bootstrapServers());
    return new KafkaClients(new KafkaProperties(), connection);
  }
}
