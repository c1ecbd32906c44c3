package io.berth.did.publication;

import io.berth.api.Topics;
import io.berth.service.kafka.follower.TopicRecord;
import io.berth.service.kafka.publisher.Events;
import io.berth.service.kafka.publisher.TopicPublisher;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Publishes every unsigned revocation of the topic once more, signed. Ended sessions leave no other
 * record, so that revocations which were forged before the upgrade are signed as well.
 */
@Component
final class RevocationSigner {
  private static final int MOST_ON_THEIR_WAY = 512;
  private static final String HEARTBEAT = "heartbeat";

  private final TopicReader reader;
  private final TopicPublisher publisher;

  RevocationSigner(TopicReader reader, Events events) {
    this.reader = reader;
    this.publisher = events.to(Topics.REVOCATIONS);
  }

  /** Completes when the broker has all of them. */
  Mono<Void> signAgain() {
    return Mono.defer(
        () -> {
          Signing signing = new Signing();
          return reader.read(Topics.REVOCATIONS, signing::sign, signing::done);
        });
  }

  private final class Signing {
    private final Semaphore free = new Semaphore(MOST_ON_THEIR_WAY);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    void sign(TopicRecord record) {
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
      return free.availablePermits() == MOST_ON_THEIR_WAY;
    }
  }
}
