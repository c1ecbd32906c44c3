package io.berth.service.batch;

import io.r2dbc.spi.R2dbcNonTransientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Answers in one go the questions that have come together ({@link BatchQueue}), hence at once when
 * nothing else is going on: a statement costs the database and both ends of the connection much the
 * same for one row as for fifty.
 *
 * <p>For questions that may be asked twice. What must happen once, must be posted when the service
 * stops, or is refused when it is late, needs more than this: the ledger's loop uses the same
 * queue.
 *
 * @param <Q> a question; equal ones of a batch are asked once
 * @param <A> its answer
 */
public final class Batcher<Q, A> {

  /** Work on a batch. */
  @FunctionalInterface
  public interface Work<Q, A> {

    /** Answers by question; empty for each that is missing there. */
    Mono<Map<Q, A>> answer(List<Q> questions);
  }

  /**
   * @param batch most questions asked together
   * @param inFlight most batches in flight at once
   * @param queue most questions waiting; more are refused
   * @param linger longest time that a batch waits for more where many come
   * @param timeout longest time that a batch may take
   */
  public record Limits(int batch, int inFlight, int queue, Duration linger, Duration timeout) {}

  private final Duration timeout;
  private final Work<Q, A> work;
  private final Scheduler thread = Schedulers.parallel();
  private final BatchQueue<Q, A> queue;
  private final AtomicBoolean scheduled = new AtomicBoolean();

  public Batcher(Limits limits, Work<Q, A> work) {
    this.timeout = limits.timeout();
    this.work = work;
    this.queue =
        new BatchQueue<>(
            limits.batch(), limits.inFlight(), limits.queue(), limits.linger(), Beside.always());
    queue.open();
  }

  /** Errors as the batch does, or with {@link RejectedExecutionException} when too many wait. */
  public Mono<A> ask(Q question) {
    return Mono.create(
        caller -> {
          switch (queue.enter(new Queued<>(question, caller, System.nanoTime()))) {
            case OPEN -> workIn(0);
            case FULL, CLOSED ->
                caller.error(new RejectedExecutionException("too many questions are waiting"));
          }
        });
  }

  /** On another thread, so that all that this one is about to ask gets into the same batch. */
  private void workIn(long nanos) {
    if (scheduled.compareAndSet(false, true)) {
      thread.schedule(
          () -> {
            scheduled.set(false);
            work(System.nanoTime());
          },
          nanos,
          TimeUnit.NANOSECONDS);
    }
  }

  private void work(long now) {
    List<Queued<Q, A>> batch;
    while (!(batch = queue.next(now)).isEmpty()) {
      send(batch);
    }
    long nanos = queue.lingerNanos(now);
    if (nanos > 0) {
      workIn(nanos);
    }
  }

  private void send(List<Queued<Q, A>> batch) {
    Halves.work(batch, this::answer, (_, failure) -> isAboutData(failure), Batcher::fail)
        .doFinally(
            _ -> {
              queue.landed(batch);
              workIn(0);
            })
        .contextWrite(Queued.traced(batch))
        .subscribe();
  }

  private Mono<Void> answer(List<Queued<Q, A>> batch) {
    return work.answer(batch.stream().map(Queued::item).distinct().toList())
        .timeout(timeout)
        .publishOn(thread)
        .doOnNext(answers -> batch.forEach(one -> one.answer(answers.get(one.item()))))
        .then();
  }

  private static <Q, A> void fail(List<Queued<Q, A>> batch, Throwable failure) {
    batch.forEach(one -> one.fail(failure));
  }

  private static boolean isAboutData(Throwable failure) {
    return failure instanceof R2dbcNonTransientException
        || failure.getCause() instanceof R2dbcNonTransientException;
  }
}
