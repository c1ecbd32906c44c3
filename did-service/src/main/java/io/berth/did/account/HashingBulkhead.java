package io.berth.did.account;

import io.berth.did.throttle.QueueFullException;
import io.berth.service.address.AddressBlock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Runs one use of passwords on separate threads with a bounded queue (bulkhead), of which one
 * client gets a part at most. A flood of one use, or from one address, leaves the others served.
 */
final class HashingBulkhead {
  private final Scheduler scheduler;
  private final int mostPerAddress;

  /** Running and queued, per client; clients without any are removed. */
  private final Map<AddressBlock, Integer> clients = new ConcurrentHashMap<>();

  /**
   * @param mostPerAddress of one client, but never more than half of what there is room for
   */
  HashingBulkhead(String name, int threads, int queue, int mostPerAddress) {
    this.scheduler = Schedulers.newBoundedElastic(threads, queue, name);
    this.mostPerAddress = Math.max(1, Math.min(mostPerAddress, threads * (1 + queue) / 2));
  }

  /**
   * Ends in {@link QueueFullException} where the queue is full.
   *
   * @param from null where the request does not come from outside
   */
  <T> Mono<T> run(Callable<@Nullable T> work, @Nullable AddressBlock from) {
    return Mono.defer(() -> from == null ? scheduled(work) : counted(work, from))
        .onErrorMap(RejectedExecutionException.class, _ -> new QueueFullException("passwords"));
  }

  private <T> Mono<T> scheduled(Callable<@Nullable T> work) {
    return Mono.<T>fromCallable(work).subscribeOn(scheduler);
  }

  /**
   * Counts work until it ends, even where its client is gone: a client that keeps closing its
   * connections gets no more threads than one that waits.
   */
  private <T> Mono<T> counted(Callable<@Nullable T> work, AddressBlock from) {
    if (!enter(from)) {
      return Mono.error(new QueueFullException("passwords"));
    }
    AtomicBoolean begun = new AtomicBoolean();
    Callable<@Nullable T> counted =
        () -> {
          if (!begun.compareAndSet(false, true)) {
            return null;
          }
          try {
            return work.call();
          } finally {
            leave(from);
          }
        };
    return scheduled(counted)
        .doFinally(
            _ -> {
              if (begun.compareAndSet(false, true)) {
                leave(from);
              }
            });
  }

  private boolean enter(AddressBlock from) {
    AtomicBoolean entered = new AtomicBoolean();
    clients.compute(
        from,
        (_, present) -> {
          int under = present == null ? 0 : present;
          entered.set(under < mostPerAddress);
          return entered.get() ? (Integer) (under + 1) : present;
        });
    return entered.get();
  }

  private void leave(AddressBlock from) {
    clients.computeIfPresent(from, (_, present) -> present == 1 ? null : (Integer) (present - 1));
  }

  void stop() {
    scheduler.dispose();
  }
}
