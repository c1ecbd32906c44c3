package io.berth.service.batch;

import io.r2dbc.spi.R2dbcNonTransientException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Answers in one go whatever has gathered ({@link BatchDelay}), hence at once when nothing else is
 * going on: a statement costs the database and both ends of the connection much the same for one
 * row as for fifty.
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
   * @param flights most batches on their way at once
   * @param queue most questions waiting; more are refused
   * @param gathering longest time that a batch waits for more where many come
   * @param patience longest time that a batch may take
   */
  public record Limits(int batch, int flights, int queue, Duration batchDelay, Duration patience) {}

  private final Limits limits;
  private final Work<Q, A> work;
  private final Scheduler thread = Schedulers.parallel();
  private final Queue<Waiting<Q, A>> waiting = new ArrayDeque<>();
  private final AtomicBoolean toldToTakeOff = new AtomicBoolean();
  private final BatchDelay batchDelay;
  private int flying;

  public Batcher(Limits limits, Work<Q, A> work) {
    this.limits = limits;
    this.work = work;
    this.batchDelay = new BatchDelay(limits.batchDelay());
  }

  /** Errors as the batch does, or with {@link RejectedExecutionException} when too many wait. */
  public Mono<A> ask(Q question) {
    return Mono.create(
        asker -> {
          Waiting<Q, A> entering = new Waiting<>(question, asker, System.nanoTime());
          asker.onCancel(() -> entering.givenUp = true);
          if (enters(entering)) {
            takeOffIn(0);
          } else {
            asker.error(new RejectedExecutionException("too many questions are waiting"));
          }
        });
  }

  private boolean enters(Waiting<Q, A> entering) {
    synchronized (waiting) {
      return waiting.size() < limits.queue() && waiting.add(entering);
    }
  }

  /** On another thread, so that all that this one is about to ask gets into the same batch. */
  private void takeOffIn(long nanos) {
    if (toldToTakeOff.compareAndSet(false, true)) {
      thread.schedule(
          () -> {
            toldToTakeOff.set(false);
            takeOff(System.nanoTime());
          },
          nanos,
          TimeUnit.NANOSECONDS);
    }
  }

  private void takeOff(long now) {
    for (List<Waiting<Q, A>> next = next(now); !next.isEmpty(); next = next(now)) {
      answer(next).doFinally(signal -> landed()).subscribe();
    }
    long nanos = gatheringNanos(now);
    if (nanos > 0) {
      takeOffIn(nanos);
    }
  }

  private List<Waiting<Q, A>> next(long now) {
    List<Waiting<Q, A>> next = new ArrayList<>();
    synchronized (waiting) {
      if (flying == limits.flights() || gatheringNanos(now) > 0) {
        return next;
      }
      while (next.size() < limits.batch() && !waiting.isEmpty()) {
        Waiting<Q, A> first = waiting.remove();
        if (!first.givenUp) {
          next.add(first);
        }
      }
      if (!next.isEmpty()) {
        flying++;
        batchDelay.left(next.size(), next.getFirst().since, next.getLast().since);
      }
    }
    return next;
  }

  /** For how long the next batch, if one may leave, gathers from now on. */
  private long gatheringNanos(long now) {
    synchronized (waiting) {
      boolean leaves =
          flying == limits.flights() || waiting.isEmpty() || waiting.size() >= limits.batch();
      return leaves ? 0 : batchDelay.remaining(waiting.element().since, now);
    }
  }

  private void landed() {
    synchronized (waiting) {
      flying--;
    }
    takeOffIn(0);
  }

  private Mono<Void> answer(List<Waiting<Q, A>> batch) {
    return Mono.defer(() -> work.answer(batch.stream().map(Waiting::question).distinct().toList()))
        .timeout(limits.patience())
        .publishOn(thread)
        .doOnNext(answers -> batch.forEach(one -> one.answer(answers.get(one.question))))
        .then()
        .onErrorResume(
            failure -> {
              if (batch.size() > 1 && isAboutData(failure)) {
                return answerHalves(batch);
              }
              batch.forEach(one -> one.asker.error(failure));
              return Mono.empty();
            });
  }

  /** One question that the database does not take must not keep the others from their answers. */
  private Mono<Void> answerHalves(List<Waiting<Q, A>> batch) {
    int half = batch.size() / 2;
    return answer(batch.subList(0, half))
        .then(Mono.defer(() -> answer(batch.subList(half, batch.size()))));
  }

  private static boolean isAboutData(Throwable failure) {
    return failure instanceof R2dbcNonTransientException
        || failure.getCause() instanceof R2dbcNonTransientException;
  }

  private static final class Waiting<Q, A> {
    private final Q question;
    private final MonoSink<A> asker;
    private final long since;
    private volatile boolean givenUp;

    Waiting(Q question, MonoSink<A> asker, long since) {
      this.question = question;
      this.asker = asker;
      this.since = since;
    }

    Q question() {
      return question;
    }

    void answer(@Nullable A answer) {
      asker.success(answer);
    }
  }
}
