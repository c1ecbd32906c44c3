package io.berth.service.schedule;

import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * Takes work of unknown size in small steps: none of them holds locks for long, or is lost with the
 * ones before when it fails.
 */
public final class Steps {

  private Steps() {}

  /**
   * Repeats a step until one does less than it may.
   *
   * @param size most that a step does
   * @param step one step, and how much it did; never empty
   * @return how much all steps did
   */
  public static <N extends Number> Mono<Long> untilLess(int size, Supplier<Mono<N>> step) {
    return Mono.defer(step)
        .map(Number::longValue)
        .repeat()
        .takeUntil(done -> done < size)
        .reduce(0L, Long::sum);
  }
}
