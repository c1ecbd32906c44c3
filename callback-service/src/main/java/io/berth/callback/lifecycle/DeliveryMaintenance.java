package io.berth.callback.lifecycle;

import io.berth.callback.schedule.Backlog;
import io.berth.callback.schedule.ScheduleProperties;
import io.berth.service.retention.DeletedRows;
import java.time.Duration;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Measures the backlog and removes old rows, in small steps. */
@Repository
class DeliveryMaintenance {

  private static final int STEP = 500;

  private static final String BACKLOG =
      """
      select count(*) as pending,
             coalesce(extract(epoch from now() - min(due_at) filter (where due_at <= now())), 0)
               ::float8 as age
      from deliveries where state = 'PENDING'
      """;

  /** Those without a month in their id, which are in one partition. */
  private static final String REMOVE_FINISHED =
      """
      delete from deliveries where id < 1::bigint << 40 and id in (
        select id from deliveries
        where id < 1::bigint << 40 and state <> 'PENDING' and finished_at < now() - :retention::interval
        order by finished_at limit :step for update skip locked)
      """;

  private static final String REMOVE_DEAD_LETTERS =
      """
      delete from poison_records where ctid in (
        select ctid from poison_records
        where seen_at < now() - :retention::interval order by seen_at limit :step)
      """;

  private static final String REMOVE_DRILLS =
      """
      delete from drills where id in (
        select id from drills
        where started_at < now() - :retention::interval order by started_at limit :step)
      """;

  private static final String REMOVE_UNPUBLISHED =
      """
      delete from unpublished_results where id in (
        select id from unpublished_results
        where recorded_at < now() - :retention::interval order by id limit :step)
      """;

  private final DatabaseClient database;
  private final DeletedRows deletedRows;
  private final Duration retention;

  DeliveryMaintenance(
      DatabaseClient database, DeletedRows deletedRows, ScheduleProperties properties) {
    this.database = database;
    this.deletedRows = deletedRows;
    this.retention = properties.retention();
  }

  Mono<Backlog> backlog() {
    return database
        .sql(BACKLOG)
        .map(
            row ->
                new Backlog(
                    Objects.requireNonNull(row.get("pending", Long.class)),
                    Objects.requireNonNull(row.get("age", Double.class))))
        .one();
  }

  /** Removes everything that is old and says how many deliveries that were. */
  Mono<Long> removeOld() {
    return remove("poison_records", REMOVE_DEAD_LETTERS)
        .then(remove("drills", REMOVE_DRILLS))
        .then(remove("unpublished_results", REMOVE_UNPUBLISHED))
        .then(remove("deliveries", REMOVE_FINISHED));
  }

  private Mono<Long> remove(String table, String statement) {
    return deletedRows.inSteps(table, STEP, () -> step(statement));
  }

  private Mono<Long> step(String statement) {
    return database
        .sql(statement)
        .bind("retention", retention.toSeconds() + " seconds")
        .bind("step", STEP)
        .fetch()
        .rowsUpdated();
  }
}
