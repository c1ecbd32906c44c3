package io.berth.pay.reconciliation;

import static io.berth.service.sql.Rows.value;

import io.berth.api.reconciliation.ReconciliationOutcome.Problem;
import io.berth.api.reconciliation.ReconciliationOutcome.Profit;
import io.berth.api.reconciliation.ReconciliationOutcome.Reconciliation;
import io.berth.api.reconciliation.ReconciliationOutcome.ReconciliationFound;
import io.berth.api.reconciliation.ReconciliationOutcome.Row;
import io.berth.api.reconciliation.ReconciliationOutcome.State;
import io.berth.service.json.BerthJson;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/** Stores results of reconciliation, one row per app and day. */
@Repository
class Reconciliations {
  private static final TypeReference<List<Row>> ROWS = new TypeReference<>() {};
  private static final TypeReference<List<Profit>> PROFITS = new TypeReference<>() {};
  private static final String SELECT =
      """
      select app_id, day, state, problem::text as problem, rows::text as rows,
        profits::text as profits, attempts, at
      from reconciliations
      """;

  private final DatabaseClient database;

  Reconciliations(DatabaseClient database) {
    this.database = database;
  }

  /** Result of a comparison. */
  record Result(State state, @Nullable Problem problem, List<Row> rows, List<Profit> profits) {}

  /** Leases a day; empty where another instance has it. */
  Mono<UUID> lease(Day day, Duration lease) {
    UUID token = UUID.randomUUID();
    return database
        .sql(
            """
            insert into reconciliations as r (app_id, day, state, attempts, leased_until, lease)
            values (:app, :day, 'RUNNING', 1,
              clock_timestamp() + make_interval(secs => :seconds), :token)
            on conflict (app_id, day) do update
              set attempts = r.attempts + 1, leased_until = excluded.leased_until,
                lease = excluded.lease
              where r.leased_until is null or r.leased_until < clock_timestamp()
            """)
        .bind("app", day.appId())
        .bind("day", day.date())
        .bind("seconds", (double) lease.toSeconds())
        .bind("token", token)
        .fetch()
        .rowsUpdated()
        .flatMap(rows -> rows > 0 ? Mono.just(token) : Mono.empty());
  }

  /** Whether the lease was still valid. */
  Mono<Boolean> store(Day day, UUID token, Result result) {
    return database
        .sql(
            """
            update reconciliations set state = :state, problem = cast(:problem as jsonb),
              rows = cast(:rows as jsonb), profits = cast(:profits as jsonb),
              at = clock_timestamp(), leased_until = null, lease = null
            where app_id = :app and day = :day and lease = :token
            """)
        .bind("state", result.state().name())
        .bind("problem", Parameters.in(R2dbcType.VARCHAR, json(result.problem())))
        .bind("rows", BerthJson.mapper().writeValueAsString(result.rows()))
        .bind("profits", BerthJson.mapper().writeValueAsString(result.profits()))
        .bind("app", day.appId())
        .bind("day", day.date())
        .bind("token", token)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows > 0);
  }

  /** Whether this day is to be compared without anybody asking. */
  Mono<Boolean> due(Day day, int attempts, Duration pause) {
    return database
        .sql(
            """
            select not exists (select from reconciliations
              where app_id = :app and day = :day
                and not (state = 'RUNNING' and leased_until < clock_timestamp())
                and not (state = 'FAILED' and attempts < :attempts
                  and at < clock_timestamp() - make_interval(secs => :pause)))
            """)
        .bind("app", day.appId())
        .bind("day", day.date())
        .bind("attempts", attempts)
        .bind("pause", pause.toMillis() / 1000.0)
        .mapValue(Boolean.class)
        .one();
  }

  Mono<ReconciliationFound> find(String appId, LocalDate day) {
    return database
        .sql(SELECT + "where app_id = :app and day = :day")
        .bind("app", appId)
        .bind("day", day)
        .map(
            row ->
                new ReconciliationFound(
                    summary(row),
                    rows(row),
                    BerthJson.mapper().readValue(value(row, "profits", String.class), PROFITS)))
        .one();
  }

  /** Newest day first. */
  Flux<Reconciliation> before(String appId, @Nullable LocalDate before, int limit) {
    return database
        .sql(
            SELECT
                + """
                where app_id = :app and day < coalesce(:before, 'infinity'::date)
                order by day desc limit :limit
                """)
        .bind("app", appId)
        .bind("before", Parameters.in(R2dbcType.DATE, before))
        .bind("limit", limit)
        .map(Reconciliations::summary)
        .all();
  }

  /** Of all apps, newest day first. */
  Flux<Reconciliation> failures(int limit) {
    return database
        .sql(
            SELECT
                + """
                where state in ('DIFFERENT', 'FAILED') order by day desc, app_id limit :limit
                """)
        .bind("limit", limit)
        .map(Reconciliations::summary)
        .all();
  }

  private record Open(State state, long days) {}

  /** Returns how many days of all apps differ or have failed; a state without any is missing. */
  Mono<Map<State, Long>> openDays() {
    return database
        .sql(
            """
            select state, count(*) as days from reconciliations
             where state in ('DIFFERENT', 'FAILED') and app_id not like 'test:%' group by state
            """)
        .mapProperties(Open.class)
        .all()
        .collectMap(Open::state, Open::days);
  }

  private static @Nullable String json(@Nullable Problem problem) {
    return problem == null ? null : BerthJson.mapper().writeValueAsString(problem);
  }

  private static @Nullable Problem problem(Readable row) {
    String json = row.get("problem", String.class);
    return json == null ? null : BerthJson.mapper().readValue(json, Problem.class);
  }

  private static Reconciliation summary(Readable row) {
    List<Row> rows = rows(row);
    return new Reconciliation(
        value(row, "app_id", String.class),
        value(row, "day", LocalDate.class),
        State.valueOf(value(row, "state", String.class)),
        problem(row),
        rows.size(),
        (int) rows.stream().filter(Row::differs).count(),
        value(row, "attempts", Integer.class),
        value(row, "at", Instant.class));
  }

  private static List<Row> rows(Readable row) {
    return BerthJson.mapper().readValue(value(row, "rows", String.class), ROWS);
  }
}
