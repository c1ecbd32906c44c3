package io.berth.service.retention;

import io.berth.service.schedule.Steps;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Counts rows that are deleted because they are old or have expired, by table. */
public final class DeletedRows {

  private final MeterRegistry meters;

  public DeletedRows(MeterRegistry meters) {
    this.meters = meters;
  }

  /**
   * Repeats a deletion until it finds fewer rows than it may delete.
   *
   * @param size most rows that one step deletes
   * @param step deletes some rows of the table, and returns how many
   * @return how many all steps deleted
   */
  public Mono<Long> inSteps(String table, int size, Supplier<Mono<Long>> step) {
    return Steps.untilLess(size, () -> step.get().doOnNext(deleted -> count(table, deleted)));
  }

  public void count(String table, long deleted) {
    Counter.builder("berth.rows.deleted")
        .description("Rows deleted because they are old or have expired")
        .tag("table", table)
        .register(meters)
        .increment(deleted);
  }
}
