package io.berth.callback.result;

import io.berth.api.delivery.DeliveryEvent;
import io.berth.service.outbox.OutboxPublication;
import io.berth.service.outbox.OutboxStore;
import io.berth.service.schedule.Steps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Publishes results immediately, and later those that a crash or the broker's absence left
 * unpublished. A result is published at least once.
 */
@Component
public class DeliveryResultPublisher {

  /** Publishes one result; completes when the broker has it. */
  @FunctionalInterface
  public interface Publisher {
    Mono<Void> publish(DeliveryEvent event);
  }

  private static final Logger log = LoggerFactory.getLogger(DeliveryResultPublisher.class);
  private static final int MOST_ON_THEIR_WAY = 2_000;
  private static final int NOTED_AT_ONCE = 500;
  private static final int SWEPT_AT_ONCE = 16;

  /** Longer than publishing may take, so that the sweep does not repeat what is on its way. */
  private static final Duration SWEEP_AGE = Duration.ofSeconds(20);

  private final ResultOutbox outbox;
  private final Publisher publisher;
  private final OutboxPublication<ResultOutbox.Waiting> overdue =
      new OutboxPublication<>(new Overdue(), SWEPT_AT_ONCE);
  private final Queue<Long> published = new ConcurrentLinkedQueue<>();
  private final AtomicInteger onTheirWay = new AtomicInteger();

  public DeliveryResultPublisher(ResultOutbox outbox, Publisher publisher) {
    this.outbox = outbox;
    this.publisher = publisher;
  }

  /** Returns immediately; the sweep publishes what fails. */
  public void publish(UnpublishedResult unpublished) {
    if (onTheirWay.incrementAndGet() > MOST_ON_THEIR_WAY) {
      onTheirWay.decrementAndGet();
      return;
    }
    publisher
        .publish(unpublished.event())
        .doFinally(_ -> onTheirWay.decrementAndGet())
        .subscribe(
            _ -> {},
            failure -> log.warn("a result waits to be published", failure),
            () -> published(unpublished.batch()));
  }

  private void published(ResultBatch batch) {
    if (batch.publishedLast()) {
      published.add(batch.id());
    }
  }

  /** Marks published batches, many in one statement. After a crash a batch is published again. */
  public Mono<Void> note() {
    List<Long> done = new ArrayList<>();
    Long next = published.poll();
    while (next != null) {
      done.add(next);
      next = done.size() < NOTED_AT_ONCE ? published.poll() : null;
    }
    return done.isEmpty() ? Mono.empty() : outbox.published(done);
  }

  /** Publishes everything that has waited too long; returns the number of batches. */
  public Mono<Long> sweep() {
    return Steps.untilLess(1, () -> overdue.publishSome().map(OutboxPublication.Batch::arrived));
  }

  /** Batches that have waited too long. */
  private final class Overdue implements OutboxStore<ResultOutbox.Waiting> {

    @Override
    public Mono<List<ResultOutbox.Waiting>> waiting(int limit) {
      return outbox.waiting(SWEEP_AGE, limit);
    }

    @Override
    public Object key(ResultOutbox.Waiting batch) {
      return batch.batch();
    }

    @Override
    public Mono<Void> publish(ResultOutbox.Waiting batch) {
      return Flux.fromIterable(batch.events()).flatMapSequential(publisher::publish).then();
    }

    @Override
    public Mono<Void> published(List<ResultOutbox.Waiting> arrived) {
      return outbox.published(arrived.stream().map(ResultOutbox.Waiting::batch).toList());
    }
  }
}
