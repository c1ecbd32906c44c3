package io.berth.pay.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts in batches whatever has gathered while the batch before was on its way, hence at once when
 * nothing else is going on. A further batch sets out beside it only when it is full, or when that
 * one takes long: many small ones would cost the database far more. The merchant's account is on
 * one side of nearly every payment: locked by each of them in turn, it would bound what a busy
 * merchant can sell.
 */
public final class PostingLoop implements Ledger, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(PostingLoop.class);
  private static final Duration LONGEST_CALL = Duration.ofSeconds(5);
  private static final int LOOKS_FOR_LATE = 10;

  private final PostBatchCall database;
  private final PostingQueue queue;
  private final PostingMetrics metrics;
  private final Duration patience;
  private final Runnable afterBatch;
  // Not the database connection's thread: it has the next batch to send.
  private final Scheduler answering = Schedulers.parallel();
  private final AtomicBoolean gathering = new AtomicBoolean();
  private @Nullable Disposable lookingForLate;

  /**
   * @param afterBatch is run after each batch that may have left events
   */
  public PostingLoop(
      DatabaseClient database,
      JsonMapper json,
      PostingProperties properties,
      MeterRegistry meters,
      Runnable afterBatch) {
    this.database = new PostBatchCall(database, json);
    this.queue = new PostingQueue(properties);
    this.metrics = new PostingMetrics(meters, queue);
    this.patience = properties.timeout();
    this.afterBatch = afterBatch;
  }

  @Override
  public Mono<PostingOutcome> post(LedgerTransaction settlement) {
    return Mono.create(
        caller -> {
          QueuedPosting waiting = new QueuedPosting(settlement, caller, System.nanoTime());
          switch (queue.enter(waiting)) {
            case OPEN -> work();
            case FULL -> reject(List.of(waiting), PostingMetrics.Rejection.FULL);
            case CLOSED -> reject(List.of(waiting), PostingMetrics.Rejection.CLOSED);
          }
        });
  }

  private void reject(List<QueuedPosting> settlements, PostingMetrics.Rejection reason) {
    if (!settlements.isEmpty()) {
      metrics.rejected(reason, settlements.size());
      settlements.forEach(waiting -> waiting.answer(new PostingOutcome.Overloaded()));
    }
  }

  private void work() {
    work(false);
  }

  private void work(boolean hurrying) {
    long now = System.nanoTime();
    List<QueuedPosting> batch;
    while (!(batch = queue.takeOff(hurrying, now)).isEmpty()) {
      metrics.sent(batch, System.nanoTime());
      post(batch)
          .doFinally(
              signal -> {
                queue.landed();
                afterBatch.run();
                work();
              })
          .subscribe();
    }
    workLater(queue.gatheringNanos(now));
  }

  private void workLater(long nanos) {
    if (nanos > 0 && gathering.compareAndSet(false, true)) {
      answering.schedule(
          () -> {
            gathering.set(false);
            work();
          },
          nanos,
          TimeUnit.NANOSECONDS);
    }
  }

  private Mono<Void> post(List<QueuedPosting> batch) {
    long start = System.nanoTime();
    return database
        .post(batch.stream().map(QueuedPosting::settlement).toList())
        .timeout(LONGEST_CALL)
        .doOnNext(
            outcomes -> {
              metrics.called(System.nanoTime() - start);
              answering.schedule(() -> answer(batch, outcomes));
            })
        .then()
        .onErrorResume(
            failure -> {
              if (batch.size() > 1 && PostBatchCall.postedNothing(failure)) {
                return postHalves(batch, failure);
              }
              answering.schedule(() -> fail(batch, failure));
              return Mono.empty();
            });
  }

  /** So that one which the database cannot take does not keep the others from being posted. */
  private Mono<Void> postHalves(List<QueuedPosting> batch, Throwable failure) {
    log.warn("a batch of {} is tried again in halves", batch.size(), failure);
    metrics.split();
    int half = batch.size() / 2;
    return post(batch.subList(0, half))
        .then(Mono.defer(() -> post(batch.subList(half, batch.size()))));
  }

  private void answer(List<QueuedPosting> batch, List<PostingOutcome> outcomes) {
    long now = System.nanoTime();
    for (int i = 0; i < batch.size(); i++) {
      PostingOutcome outcome = outcomes.get(i);
      metrics.settled(outcome.getClass().getSimpleName(), batch.get(i).nanos(now));
      batch.get(i).answer(outcome);
    }
  }

  private void fail(List<QueuedPosting> batch, Throwable failure) {
    long now = System.nanoTime();
    for (QueuedPosting waiting : batch) {
      metrics.settled("Error", waiting.nanos(now));
      waiting.fail(failure);
    }
  }

  @Override
  public synchronized void start() {
    if (lookingForLate == null) {
      queue.open();
      lookingForLate =
          Flux.interval(patience.dividedBy(LOOKS_FOR_LATE))
              .onBackpressureDrop()
              .subscribe(
                  tick -> {
                    reject(queue.late(System.nanoTime()), PostingMetrics.Rejection.LATE);
                    // The batch that is on its way may be held up by an account of others.
                    work(true);
                  });
    }
  }

  /** Refuses what comes from now on, and calls back when everything accepted before is posted. */
  @Override
  public void stop(Runnable whenPosted) {
    queue.close(
        () -> {
          stopLookingForLate();
          whenPosted.run();
        });
  }

  @Override
  public void stop() {
    stop(() -> {});
  }

  private synchronized void stopLookingForLate() {
    Disposable looking = lookingForLate;
    if (looking != null) {
      looking.dispose();
      lookingForLate = null;
    }
  }

  @Override
  public boolean isRunning() {
    return queue.isOpen();
  }

  /**
   * After the web server, which still has requests to answer, before the database's connections.
   */
  @Override
  public int getPhase() {
    return 0;
  }
}
