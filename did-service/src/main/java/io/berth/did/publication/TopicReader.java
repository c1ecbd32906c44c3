package io.berth.did.publication;

import io.berth.service.kafka.client.KafkaClients;
import io.berth.service.kafka.follower.TopicFollower;
import io.berth.service.kafka.signing.RecordVerifier;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reads a topic once, from its start to its end as of then. */
@Component
final class TopicReader {
  private static final Duration LOOK = Duration.ofMillis(50);

  private final KafkaClients clients;

  TopicReader(KafkaClients clients) {
    this.clients = clients;
  }

  /**
   * Completes when the handler has had every record, signed or not, and {@code settled}.
   *
   * @param settled asked again and again; errors by throwing
   */
  Mono<Void> read(String topic, TopicFollower.Handler handler, BooleanSupplier settled) {
    return read(topic, RecordVerifier.leftToTheHandler(), handler, settled);
  }

  /** The same for records that pass the verifier. */
  Mono<Void> read(
      String topic,
      RecordVerifier verifier,
      TopicFollower.Handler handler,
      BooleanSupplier settled) {
    return Mono.using(
            () -> start(topic, verifier, handler),
            follower ->
                // Closing waits for the reader.
                Flux.interval(Duration.ZERO, LOOK, Schedulers.boundedElastic())
                    .onBackpressureDrop()
                    .filter(_ -> settled.getAsBoolean() && follower.inSync())
                    .next()
                    .then(),
            TopicFollower::close)
        .subscribeOn(Schedulers.boundedElastic());
  }

  private TopicFollower start(
      String topic, RecordVerifier verifier, TopicFollower.Handler handler) {
    TopicFollower follower =
        new TopicFollower(
            clients,
            // Gone in a moment: none of its numbers concern anybody.
            new SimpleMeterRegistry(),
            topic,
            TopicFollower.From.START,
            verifier,
            handler);
    follower.start();
    return follower;
  }
}
