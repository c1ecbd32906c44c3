package io.berth.service.batch;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Works on a batch and, where it fails for what is in it, on its halves, down to the item that is
 * to blame: one that the database does not take must not keep the others back.
 */
public final class Halves {

  private Halves() {}

  /**
   * Never errors.
   *
   * @param attempt works on a batch
   * @param splits whether to try a batch that failed in halves: only where nothing has happened, or
   *     where it may happen twice
   * @param fail takes a batch that failed for good
   */
  public static <T> Mono<Void> work(
      List<T> batch,
      Function<List<T>, Mono<Void>> attempt,
      BiPredicate<List<T>, Throwable> splits,
      BiConsumer<List<T>, Throwable> fail) {
    return Mono.defer(() -> attempt.apply(batch))
        .onErrorResume(
            failure -> {
              if (batch.size() > 1 && splits.test(batch, failure)) {
                int half = batch.size() / 2;
                return work(batch.subList(0, half), attempt, splits, fail)
                    .then(
                        Mono.defer(
                            () -> work(batch.subList(half, batch.size()), attempt, splits, fail)));
              }
              fail.accept(batch, failure);
              return Mono.empty();
            });
  }
}
