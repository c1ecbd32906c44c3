package io.berth.did.publication;

import io.berth.api.Topics;
import io.berth.service.kafka.client.KafkaClients;
import io.berth.service.kafka.follower.TopicFollower;
import io.berth.service.kafka.follower.TopicRecord;
import io.berth.service.kafka.publisher.Events;
import io.berth.service.kafka.publisher.TopicPublisher;
import io.berth.service.kafka.signing.RecordVerifier;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Publishes every unsigned revocation of the topic once more, signed. Ended sessions leave no other
 * record, so that revocations which were forged before the upgrade are signed as well.
 */
@Component
final class RevocationSigner {
  private static final int MOST_ON_THEIR_WAY = 512;
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final String HEARTBEAT = "heartbeat";

  private final KafkaClients clients;
  private final TopicPublisher publisher;

  RevocationSigner(KafkaClients clients, Events events) {
    this.clients = clients;
    this.publisher = events.to(Topics.REVOCATIONS);
  }

  /** Completes when the broker has all of them. */
  Mono<Void> signAgain() {
    return Mono.using(
            Reading::new,
            reading ->
                // Closing waits for the reader.
                Flux.interval(Duration.ZERO, LOOK, Schedulers.boundedElastic())
                    .onBackpressureDrop()
                    .filter(_ -> reading.done())
                    .next()
                    .then(),
            Reading::close)
        .subscribeOn(Schedulers.boundedElastic());
  }

  private final class Reading implements AutoCloseable {
    private final Semaphore free = new Semaphore(MOST_ON_THEIR_WAY);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final TopicFollower follower;

    Reading() {
      follower =
          new TopicFollower(
              clients,
              // Gone in a moment: none of its numbers concern anybody.
              new SimpleMeterRegistry(),
              Topics.REVOCATIONS,
              TopicFollower.From.START,
              RecordVerifier.leftToTheHandler(),
              this::sign);
      follower.start();
    }

    private void sign(TopicRecord record) {
      byte[] value = record.value();
      String key = record.key();
      if (value == null || key == null || key.equals(HEARTBEAT) || record.signed()) {
        return;
      }
      free.acquireUninterruptibly();
      publisher
          .publish(key, new String(value, StandardCharsets.UTF_8))
          .doFinally(_ -> free.release())
          .subscribe(_ -> {}, failure::set);
    }

    boolean done() {
      Throwable failed = failure.get();
      if (failed != null) {
        throw new IllegalStateException("revocations cannot be published", failed);
      }
      return follower.inSync() && free.availablePermits() == MOST_ON_THEIR_WAY;
    }

    @Override
    public void close() {
      follower.close();
    }
  }
}
