package io.berth.service.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.service.fixture.Kafkas;
import io.berth.test.kafka.TestKafka;
import io.berth.test.server.BerthServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@BerthServers(kafka = true)
class TopicsIntegrationTests {
  private static final TopicProperties PROPERTIES =
      new TopicProperties(1, Duration.ofSeconds(30), null);

  @Test
  void createsWhatIsMissingAndFindsItInOrderAgain(TestKafka kafka) {
    OwnedTopic apps = OwnedTopic.compacted("own-apps", 2);
    OwnedTopic orders =
        OwnedTopic.retained("own-orders", 3, Duration.ofDays(7)).with("max.message.bytes", "65536");
    start(kafka, apps, orders);
    start(kafka, apps, orders);
    assertThat(kafka.records("own-apps")).isEmpty();
  }

  @Test
  void refusesATopicWithOtherSettingsNamingThem(TestKafka kafka) {
    kafka.createTopic("not-compacted", 2, Map.of("cleanup.policy", "delete"));
    assertThatThrownBy(() -> start(kafka, OwnedTopic.compacted("not-compacted", 4)))
        .hasMessageContaining("not-compacted has 2 partitions, not 4")
        .hasMessageContaining("not-compacted: cleanup.policy is delete, not compact");
  }

  @Test
  void requiresTheReplicationFactor(TestKafka kafka) {
    OwnedTopics topics =
        new OwnedTopics(
            Kafkas.clients(kafka),
            List.of(OwnedTopic.compacted("unreplicated", 1)),
            new TopicProperties(null, Duration.ofSeconds(5), null));
    assertThatThrownBy(topics::start).hasMessage("berth.kafka.replication-factor is missing");
  }

  @Test
  void waitsForATopicOfAnotherService(TestKafka kafka) {
    CompletableFuture<Void> created =
        CompletableFuture.runAsync(() -> kafka.createTopic("theirs", 1));
    needed(kafka, Duration.ofSeconds(30)).start();
    assertThat(kafka.records("theirs")).isEmpty();
    created.join();
  }

  @Test
  void refusesToStartWithoutATopicNamingIt(TestKafka kafka) {
    RequiredTopics never =
        new RequiredTopics(
            Kafkas.clients(kafka),
            List.of(new RequiredTopic("never")),
            new TopicProperties(null, Duration.ofMillis(300), null));
    assertThatThrownBy(never::start).hasMessageContaining("[never]");
  }

  private static RequiredTopics needed(TestKafka kafka, Duration timeout) {
    return new RequiredTopics(
        Kafkas.clients(kafka),
        List.of(new RequiredTopic("theirs")),
        new TopicProperties(null, timeout, null));
  }

  private static void start(TestKafka kafka, OwnedTopic... topics) {
    new OwnedTopics(Kafkas.clients(kafka), List.of(topics), PROPERTIES).start();
  }
}
