package io.berth.service.kafka.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Outcome;
import io.berth.service.fixture.Kafkas;
import io.berth.service.kafka.client.KafkaClients;
import io.berth.service.kafka.signing.RecordKeys;
import io.berth.test.kafka.TestKafka;
import io.berth.test.server.BerthServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

@BerthServers(kafka = true)
class EventsIntegrationTests {
  private static final Duration MAX_WAIT = Duration.ofSeconds(30);
  private static final RecordKeys KEYS = new RecordKeys(Map.of());

  @Test
  void completesWhenAcknowledgedAndKeepsTheOrder(TestKafka kafka) throws Exception {
    kafka.createTopic("events", 1);
    try (Events events = new Events(Kafkas.clients(kafka), KEYS, new SimpleMeterRegistry())) {
      StepVerifier.create(
              Flux.range(0, 500)
                  .flatMapSequential(
                      i -> events.toSelfSigned("events").publish("key", "v" + i), 256)
                  .subscribeOn(Schedulers.parallel()))
          .expectComplete()
          .verify(MAX_WAIT);
      StepVerifier.create(events.toSelfSigned("events").publishJson("key", new Outcome.Done()))
          .expectComplete()
          .verify(MAX_WAIT);
      StepVerifier.create(events.toSelfSigned("events").publish("key", null))
          .expectComplete()
          .verify(MAX_WAIT);
    }
    List<String> values = kafka.records("events").stream().map(ConsumerRecord::value).toList();
    assertThat(values.subList(0, 500))
        .isEqualTo(IntStream.range(0, 500).mapToObj(i -> "v" + i).toList());
    assertThat(values.get(500)).isEqualTo("{\"type\":\"Done\"}");
    assertThat(values.get(501)).isNull();
  }

  @Test
  void errsInTimeWhereTheTopicIsMissing(TestKafka kafka) throws Exception {
    try (Events events = new Events(Kafkas.clients(kafka), KEYS, new SimpleMeterRegistry())) {
      StepVerifier.create(events.toSelfSigned("nowhere").publish("key", "value"))
          .expectError(TimeoutException.class)
          .verify(Duration.ofSeconds(8));
    }
  }

  @Test
  void refusesWhenTooMuchWaitsAndBlocksNobody(TestKafka kafka) throws Exception {
    KafkaClients clients = Kafkas.clients(kafka);
    try (Events events = new Events(clients.producer(), KEYS, new SimpleMeterRegistry(), 1)) {
      StepVerifier.create(
              Flux.range(0, 10)
                  .flatMap(i -> events.toSelfSigned("nowhere").publish("key", "v").materialize())
                  .filter(signal -> signal.getThrowable() instanceof PublishingRefused)
                  .subscribeOn(Schedulers.parallel())
                  .take(8))
          .expectNextCount(8)
          .expectComplete()
          .verify(Duration.ofSeconds(1));
    }
  }
}
