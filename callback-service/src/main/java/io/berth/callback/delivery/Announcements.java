package io.berth.callback.delivery;

import io.berth.api.DeliveryEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Publishes results at once, and by and by what a crash or the broker's absence left unpublished. A
 * result may be published twice, never not at all.
 */
@Component
class Announcements {

  /** Publishes one result; completes when the broker has it. */
  @FunctionalInterface
  interface Publisher {
    Mono<Void> publish(DeliveryEvent event);
  }

  private static final Logger log = LoggerFactory.getLogger(Announcements.class);
  private static final int MOST_ON_THEIR_WAY = 2_000;
  private static final int SWEEP_SIZE = 500;

  /** Longer than publishing may take, so that the sweep does not repeat what is on its way. */
  private static final Duration SWEEP_AGE = Duration.ofSeconds(20);

  private final Outbox outbox;
  private final Publisher publisher;
  private final Queue<Announcement> published = new ConcurrentLinkedQueue<>();
  private final AtomicInteger onTheirWay = new AtomicInteger();

  Announcements(Outbox outbox, Publisher publisher) {
    this.outbox = outbox;
    this.publisher = publisher;
  }

  /** Returns at once; what does not succeed is left to the sweep. */
  void announce(Announcement announcement) {
    if (onTheirWay.incrementAndGet() > MOST_ON_THEIR_WAY) {
      onTheirWay.decrementAndGet();
      return;
    }
    publisher
        .publish(announcement.event())
        .doFinally(_ -> onTheirWay.decrementAndGet())
        .subscribe(
            _ -> {},
            failure -> log.warn("a result waits to be published: {}", failure.toString()),
            () -> published.add(announcement));
  }

  /**
   * Notes what has been published meanwhile, many at once. What a crash keeps from being noted is
   * published again.
   */
  Mono<Void> note() {
    List<Announcement> done = new ArrayList<>();
    Announcement next = published.poll();
    while (next != null) {
      done.add(next);
      next = done.size() < SWEEP_SIZE ? published.poll() : null;
    }
    return done.isEmpty() ? Mono.empty() : outbox.published(done);
  }

  /** Publishes what has waited too long, and says how many that were. */
  Mono<Integer> sweep() {
    return outbox
        .waiting(SWEEP_AGE, SWEEP_SIZE)
        .flatMapSequential(
            waiting -> publisher.publish(waiting.event()).thenReturn(waiting), SWEEP_SIZE)
        .collectList()
        .flatMap(
            done -> done.isEmpty() ? Mono.just(0) : outbox.published(done).thenReturn(done.size()));
  }
}
