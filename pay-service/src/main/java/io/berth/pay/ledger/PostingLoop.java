package io.berth.pay.ledger;

import io.berth.service.batch.BatchQueue;
import io.berth.service.batch.Beside;
import io.berth.service.batch.Halves;
import io.berth.service.batch.Queued;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
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
 * Posts in batches whatever has come while the batch before was on its way, hence at once when
 * nothing else is going on. A further batch sets out beside it with transactions of other accounts:
 * the merchant's account is on one side of nearly every payment, and locked by each of them in turn
 * it would bound what a busy merchant can sell.
 *
 * <p>Shares its queue and its halving with {@link io.berth.service.batch.Batcher}, and is no {@code
 * Batcher} itself: a posting must not be tried twice, is refused when it is late, and is posted
 * before the service stops.
 */
public final class PostingLoop implements Ledger, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(PostingLoop.class);
  private static final Duration LONGEST_CALL = Duration.ofSeconds(5);
  private static final int LOOKS_FOR_LATE = 10;

  private final PostBatchCall batches;
  private final PostTransactionCall singles;
  private final SlowCalls slow;
  private final BatchQueue<LedgerTransaction, PostingOutcome> queue;
  private final PostingMetrics metrics;
  private final Duration timeout;
  private final Runnable afterBatch;
  // For larger batches, not the database connection's thread: it has the next batch to send.
  private final Scheduler answering = Schedulers.parallel();
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
    this.batches = new PostBatchCall(database, json);
    this.singles = new PostTransactionCall(database, json);
    this.slow = new SlowCalls(database, meters);
    this.queue =
        new BatchQueue<>(
            properties.batch(),
            properties.inFlight(),
            properties.queue(),
            Duration.ZERO,
            Beside.apart(LedgerTransaction::holders));
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
    List<Queued<LedgerTransaction, PostingOutcome>> batch;
    while (!(batch = queue.next(System.nanoTime())).isEmpty()) {
      send(batch);
    }
  }

  private void send(List<Queued<LedgerTransaction, PostingOutcome>> batch) {
    metrics.sent(batch, System.nanoTime());
    Halves.work(
            batch,
            this::post,
            this::splits,
            (failed, failure) -> answering.schedule(() -> fail(failed, failure)))
        .doFinally(
            _ -> {
              queue.landed(batch);
              afterBatch.run();
              work();
            })
        .contextWrite(Queued.traced(batch))
        .subscribe();
  }

  private Mono<Void> post(List<Queued<LedgerTransaction, PostingOutcome>> batch) {
    long start = System.nanoTime();
    return slow.watch(call(batch.stream().map(Queued::item).toList()), batch.size())
        .timeout(LONGEST_CALL)
        .doOnNext(
            outcomes -> {
              metrics.called(System.nanoTime() - start);
              if (batch.size() == 1) {
                answer(batch, outcomes);
              } else {
                answering.schedule(() -> answer(batch, outcomes));
              }
            })
        .then();
  }

  private Mono<List<PostingOutcome>> call(List<LedgerTransaction> transactions) {
    return transactions.size() == 1
        ? singles
            .post(transactions.getFirst())
            .map(List::of)
            .switchIfEmpty(batches.post(transactions))
        : batches.post(transactions);
  }

  /** Only where it is certain that nothing was posted. */
  private boolean splits(List<Queued<LedgerTransaction, PostingOutcome>> batch, Throwable failure) {
    if (!Verdicts.postedNothing(failure)) {
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
                  _ ->
                      reject(
                          queue.late(timeout, System.nanoTime()), PostingMetrics.Rejection.LATE));
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
