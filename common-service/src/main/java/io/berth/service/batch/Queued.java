package io.berth.service.batch;

import io.berth.service.trace.ServedSpan;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;
import reactor.util.context.Context;

/**
 * An item that waits for a batch, and its caller. Instants are of {@link System#nanoTime()}.
 *
 * @param <Q> an item
 * @param <A> its answer
 */
public final class Queued<Q, A> {

  private final Q item;
  private final MonoSink<A> caller;
  private final long sinceNanos;
  private volatile boolean cancelled;

  public Queued(Q item, MonoSink<A> caller, long sinceNanos) {
    this.item = item;
    this.caller = caller;
    this.sinceNanos = sinceNanos;
    caller.onCancel(() -> cancelled = true);
  }

  /**
   * Returns Reactor's context for a batch: the span of the first item whose request is traced, to
   * which the batch's statements belong; empty where none is.
   */
  public static Context traced(List<? extends Queued<?, ?>> batch) {
    for (Queued<?, ?> queued : batch) {
      ServedSpan span = queued.caller.contextView().getOrDefault(ServedSpan.KEY, null);
      if (span != null) {
        return Context.of(ServedSpan.KEY, span);
      }
    }
    return Context.empty();
  }

  public Q item() {
    return item;
  }

  /** Whether no caller waits any more. */
  boolean isCancelled() {
    return cancelled;
  }

  /**
   * @param answer null for an empty one
   */
  public void answer(@Nullable A answer) {
    caller.success(answer);
  }

  public void fail(Throwable failure) {
    caller.error(failure);
  }

  long sinceNanos() {
    return sinceNanos;
  }

  /** For how long it has been waiting. */
  public long nanos(long now) {
    return now - sinceNanos;
  }
}
