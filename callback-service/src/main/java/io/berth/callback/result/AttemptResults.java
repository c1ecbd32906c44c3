package io.berth.callback.result;

import static io.berth.service.sql.Rows.value;

import io.berth.api.delivery.CallProblem;
import io.berth.callback.schedule.LeasedDelivery;
import io.berth.service.batch.Batcher;
import io.berth.service.batch.Batcher.Limits;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Stores results of attempts; those at the same time share one statement. */
@Repository
public class AttemptResults {

  private static final Limits LIMITS =
      new Limits(128, 2, 8192, Duration.ofMillis(12), Duration.ofSeconds(5));

  private static final String FINISH =
      """
      with result as (
        select * from unnest(:ids, :leases, :states, :numbers, :nexts, :statuses, :durations,
                             :answers, :errors, :delivered, :problems) with ordinality
          as result (id, lease, state, number, next, status, duration, answer, error, delivered,
                     problem, place)
      ),
      counted as (
        update deliveries d
        set state = result.state, attempts = result.number, lease = null,
            due_at = greatest(now(), a.started_at + make_interval(secs => result.next / 1000.0)),
            finished_at = case when result.state = 'PENDING' then null else now() end
        from result join attempts a on a.delivery_id = result.id and a.number = result.number
        where d.id = result.id and d.lease = result.lease::uuid and d.finished_at is null
          and a.lease = d.lease
        returning result.place
      ),
      recorded as (
        update attempts a
        set finished_at = now(), http_status = result.status, duration_ms = result.duration,
            answer = decode(result.answer, 'base64'), error = result.error,
            delivered = result.delivered, problem = result.problem
        from counted join result using (place)
        where a.delivery_id = result.id and a.number = result.number
        returning result.place, a.delivery_id, a.number, a.finished_at
      ),
      batch as (
        insert into unpublished_results (delivery_ids, numbers)
        select array_agg(delivery_id), array_agg(number) from recorded having count(*) > 0
        returning id
      )
      select recorded.place, recorded.finished_at, batch.id as batch
      from recorded cross join batch
      """;

  private record Finished(LeasedDelivery leased, AttemptResult result) {}

  private record Row(Finished finished, Instant at, long batch) {}

  private final DatabaseClient database;
  private final Batcher<Finished, RecordedResult> batcher = new Batcher<>(LIMITS, this::finish);

  public AttemptResults(DatabaseClient database) {
    this.database = database;
  }

  /** Records a result; empty where the lease is another's by now and the result does not count. */
  public Mono<RecordedResult> finish(LeasedDelivery leased, AttemptResult result) {
    return batcher.ask(new Finished(leased, result));
  }

  private Mono<Map<Finished, RecordedResult>> finish(List<Finished> all) {
    return database
        .sql(FINISH)
        .bind("ids", column(all, Long[]::new, one -> one.leased.id()))
        .bind("leases", column(all, String[]::new, one -> one.leased.lease().toString()))
        .bind("states", column(all, String[]::new, one -> one.result.state()))
        .bind("numbers", column(all, Integer[]::new, one -> one.result.number()))
        .bind("nexts", column(all, Long[]::new, one -> millis(one.result.next())))
        .bind("statuses", column(all, Integer[]::new, one -> one.result.httpStatus()))
        .bind("durations", column(all, Integer[]::new, one -> (int) millis(one.result.duration())))
        .bind("answers", column(all, String[]::new, one -> base64(one.result.answer())))
        .bind("errors", column(all, String[]::new, one -> one.result.error()))
        .bind("delivered", column(all, Boolean[]::new, one -> one.result.delivered()))
        .bind("problems", column(all, String[]::new, one -> name(one.result.problem())))
        .map(row -> row(all, row))
        .all()
        .collectList()
        .map(AttemptResults::recorded);
  }

  private static Row row(List<Finished> all, Readable row) {
    return new Row(
        all.get(Math.toIntExact(value(row, "place", Long.class)) - 1),
        value(row, "finished_at", Instant.class),
        value(row, "batch", Long.class));
  }

  private static Map<Finished, RecordedResult> recorded(List<Row> rows) {
    if (rows.isEmpty()) {
      return Map.of();
    }
    ResultBatch batch = new ResultBatch(rows.getFirst().batch, rows.size());
    return rows.stream()
        .collect(Collectors.toMap(Row::finished, row -> new RecordedResult(row.at, batch)));
  }

  private static <T> T[] column(
      List<Finished> all, IntFunction<T[]> array, Function<Finished, @Nullable T> value) {
    return all.stream().map(value).toArray(array);
  }

  private static @Nullable String name(@Nullable CallProblem problem) {
    return problem == null ? null : problem.name();
  }

  private static long millis(@Nullable Duration duration) {
    return duration == null ? 0 : duration.toMillis();
  }

  private static @Nullable String base64(byte @Nullable [] answer) {
    return answer == null ? null : Base64.getEncoder().encodeToString(answer);
  }
}
