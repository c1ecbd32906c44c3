package io.berth.service.kafka.publisher;

import io.berth.service.json.BerthJson;
import io.berth.service.kafka.signing.RecordSigner;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Publishes signed events on one topic. */
public final class TopicPublisher {
  private final Events events;
  private final String topic;
  private final @Nullable RecordSigner signer;

  TopicPublisher(Events events, String topic, @Nullable RecordSigner signer) {
    this.events = events;
    this.topic = topic;
    this.signer = signer;
  }

  /**
   * Completes when the event is acknowledged; errors with {@link PublishingRefused} when too much
   * waits already, else with Kafka's own error within about 12 s.
   *
   * @param value null removes the key from a compacted topic
   */
  public Mono<Void> publish(String key, @Nullable String value) {
    byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
    return events.publish(signed(key, bytes));
  }

  /** The same for an event that {@link BerthJson} writes. */
  public Mono<Void> publishJson(String key, Object event) {
    return Mono.defer(
        () -> events.publish(signed(key, BerthJson.mapper().writeValueAsBytes(event))));
  }

  private ProducerRecord<String, byte[]> signed(String key, byte @Nullable [] value) {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, value);
    if (signer != null) {
      signer.sign(record);
    }
    return record;
  }
}
