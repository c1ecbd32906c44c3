package io.berth.pay.ledger;

import io.berth.service.batch.BatchQueue;
import io.berth.service.batch.Halves;
import io.berth.service.batch.Queued;
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
 *
 * <p>Shares its queue and its halving with {@link io.berth.service.batch.Batcher}, and is no {@code
 * Batcher} itself: a posting must not be tried twice, is refused when it is late, and is posted
 * before the service stops.
 */
public final class PostingLoop implements Ledger, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(PostingLoop.class);
  private static final Duration LONGEST_CALL = Duration.ofSeconds(5);
  private static final int LOOKS_FOR_LATE = 10;

  private final PostBatchCall database;
  private final BatchQueue<LedgerTransaction, PostingOutcome> queue;
  private final PostingMetrics metrics;
  private final Duration timeout;
  private final Runnable afterBatch;
  // Not the database connection's thread: it has the next batch to send.
  private final Scheduler answering = Schedulers.parallel();
  private final AtomicBoolean lingering = new AtomicBoolean();
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
    this.queue =
        new BatchQueue<>(
            properties.batch(),
            properties.inFlight(),
            properties.queue(),
            properties.linger(),
            BatchQueue.Beside.FULL);
    this.metrics = new PostingMetrics(meters, queue);
    this.timeout = properties.timeout();
    this.afterBatch = afterBatch;
  }

  @Override
  public Mono<PostingOutcome> post(LedgerTransaction transaction) {
    return Mono.create(
        caller -> {
          Queued<LedgerTransaction, PostingOutcome> waiting =
              new Queued<>(transaction, caller, System.nanoTime());
          switch (queue.enter(waiting)) {
            case OPEN -> work();
            case FULL -> reject(List.of(waiting), PostingMetrics.Rejection.FULL);
            case CLOSED -> reject(List.of(waiting), PostingMetrics.Rejection.CLOSED);
          }
        });
  }

  private void reject(
      List<Queued<LedgerTransaction, PostingOutcome>> transactions,
      PostingMetrics.Rejection reason) {
    if (!transactions.isEmpty()) {
      metrics.rejected(reason, transactions.size());
      transactions.forEach(waiting -> waiting.answer(new PostingOutcome.Overloaded()));
    }
  }

  private void work() {
    work(false);
  }

  private void work(boolean hurry) {
    long now = System.nanoTime();
    List<Queued<LedgerTransaction, PostingOutcome>> batch;
    while (!(batch = queue.next(hurry, now)).isEmpty()) {
      metrics.sent(batch, System.nanoTime());
      Halves.work(
              batch,
              this::post,
              this::splits,
              (failed, failure) -> answering.schedule(() -> fail(failed, failure)))
          .doFinally(
              _ -> {
                queue.landed();
                afterBatch.run();
                work();
              })
          .subscribe();
    }
    workLater(queue.lingerNanos(now));
  }

  private void workLater(long nanos) {
    if (nanos > 0 && lingering.compareAndSet(false, true)) {
      answering.schedule(
          () -> {
            lingering.set(false);
            work();
          },
          nanos,
          TimeUnit.NANOSECONDS);
    }
  }

  private Mono<Void> post(List<Queued<LedgerTransaction, PostingOutcome>> batch) {
    long start = System.nanoTime();
    return database
        .post(batch.stream().map(Queued::item).toList())
        .timeout(LONGEST_CALL)
        .doOnNext(
            outcomes -> {
              metrics.called(System.nanoTime() - start);
              answering.schedule(() -> answer(batch, outcomes));
            })
        .then();
  }

  /** Only where it is certain that nothing was posted. */
  private boolean splits(List<Queued<LedgerTransaction, PostingOutcome>> batch, Throwable failure) {
    if (!PostBatchCall.postedNothing(failure)) {
      return false;
    }
    log.warn("a batch of {} is tried again in halves", batch.size(), failure);
    metrics.split();
    return true;
  }

  private void answer(
      List<Queued<LedgerTransaction, PostingOutcome>> batch, List<PostingOutcome> outcomes) {
    long now = System.nanoTime();
    for (int i = 0; i < batch.size(); i++) {
      PostingOutcome outcome = outcomes.get(i);
      metrics.ended(outcome.getClass().getSimpleName(), batch.get(i).nanos(now));
      batch.get(i).answer(outcome);
    }
  }

  private void fail(List<Queued<LedgerTransaction, PostingOutcome>> batch, Throwable failure) {
    long now = System.nanoTime();
    for (Queued<LedgerTransaction, PostingOutcome> waiting : batch) {
      metrics.ended("Error", waiting.nanos(now));
      waiting.fail(failure);
    }
  }

  @Override
  public synchronized void start() {
    if (lookingForLate == null) {
      queue.open();
      lookingForLate =
          Flux.interval(timeout.dividedBy(LOOKS_FOR_LATE))
              .onBackpressureDrop()
              .subscribe(
                  tick -> {
                    reject(queue.late(timeout, System.nanoTime()), PostingMetrics.Rejection.LATE);
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
