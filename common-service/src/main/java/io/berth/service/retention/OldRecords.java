package io.berth.service.retention;

import static io.berth.service.sql.Rows.value;

import io.berth.service.schedule.Steps;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Deletes old records of what people changed. The service's role may not delete them itself: the
 * database function {@code delete_old_records} does, and keeps those of the last 366 days whatever
 * it is called with.
 */
public final class OldRecords {

  private static final int STEP = 1000;

  private record Deleted(String table, long rows) {}

  private final DatabaseClient database;
  private final DeletedRows deletedRows;
  private final Duration kept;

  OldRecords(DatabaseClient database, DeletedRows deletedRows, Duration kept) {
    this.database = database;
    this.deletedRows = deletedRows;
    this.kept = kept;
  }

  /**
   * @return how many were deleted
   */
  public Mono<Long> delete() {
    return Steps.untilLess(1, this::step);
  }

  private Mono<Long> step() {
    return database
        .sql("select name, deleted from delete_old_records(make_interval(secs => :seconds), :step)")
        .bind("seconds", (double) kept.toSeconds())
        .bind("step", STEP)
        .map(
            row -> new Deleted(value(row, "name", String.class), value(row, "deleted", Long.class)))
        .all()
        .doOnNext(deleted -> deletedRows.count(deleted.table(), deleted.rows()))
        .reduce(0L, (sum, deleted) -> sum + deleted.rows());
  }
}
