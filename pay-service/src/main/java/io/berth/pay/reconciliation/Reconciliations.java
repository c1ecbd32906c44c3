package io.berth.pay.reconciliation;

import io.berth.api.PayCommand.PutReconciliation;
import io.berth.api.ReconciliationOutcome.Problem;
import io.berth.api.ReconciliationOutcome.Profit;
import io.berth.api.ReconciliationOutcome.Reconciliation;
import io.berth.api.ReconciliationOutcome.ReconciliationFound;
import io.berth.api.ReconciliationOutcome.Row;
import io.berth.api.ReconciliationOutcome.State;
import io.berth.service.json.BerthJson;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/** Results, one per app and day, and where merchants keep their books. */
@Component
class Reconciliations {
  private static final TypeReference<List<Row>> ROWS = new TypeReference<>() {};
  private static final TypeReference<List<Profit>> PROFITS = new TypeReference<>() {};
  private static final String SELECT =
      """
      select app_id, day, state, problem::text as problem, rows::text as rows, profits::text as profits, attempts,
        at
      from reconciliations
      """;

  private final DatabaseClient database;

  Reconciliations(DatabaseClient database) {
    this.database = database;
  }

  /**
   * @param url null where the merchant has none
   * @param at null where the app has no time of its own
   */
  record Settings(@Nullable String url, @Nullable String profitUrl, @Nullable LocalTime at) {
    static final Settings NONE = new Settings(null, null, null);
  }

  /** What came of a comparison. */
  record Result(State state, @Nullable Problem problem, List<Row> rows, List<Profit> profits) {}

  Mono<Settings> settings(String appId) {
    return database
        .sql("select url, profit_url, at from reconciliation_settings where app_id = :app")
        .bind("app", appId)
        .map(
            row ->
                new Settings(
                    row.get("url", String.class),
                    row.get("profit_url", String.class),
                    row.get("at", LocalTime.class)))
        .one()
        .defaultIfEmpty(Settings.NONE);
  }

  Mono<Void> put(String appId, Settings settings) {
    return database
        .sql(
            """
            insert into reconciliation_settings (app_id, url, profit_url, at)
            values (:app, :url, :profit, :at)
            on conflict (app_id) do update
              set url = excluded.url, profit_url = excluded.profit_url, at = excluded.at
            """)
        .bind("app", appId)
        .bind("url", Parameters.in(R2dbcType.VARCHAR, settings.url()))
        .bind("profit", Parameters.in(R2dbcType.VARCHAR, settings.profitUrl()))
        .bind("at", Parameters.in(R2dbcType.TIME, settings.at()))
        .then();
  }

  /** Leaves what is null as it is. */
  Mono<Void> merge(PutReconciliation put) {
    return database
        .sql(
            """
            insert into reconciliation_settings as s (app_id, url, profit_url, at)
            values (:app, :url, :profit, :at)
            on conflict (app_id) do update
              set url = coalesce(excluded.url, s.url),
                profit_url = coalesce(excluded.profit_url, s.profit_url),
                at = coalesce(excluded.at, s.at)
            """)
        .bind("app", put.appId())
        .bind("url", Parameters.in(R2dbcType.VARCHAR, put.url()))
        .bind("profit", Parameters.in(R2dbcType.VARCHAR, put.profitUrl()))
        .bind("at", Parameters.in(R2dbcType.TIME, put.at()))
        .then();
  }

  /** When to compare, for apps that have a time of their own. */
  Mono<Map<String, LocalTime>> times() {
    return database
        .sql("select app_id, at from reconciliation_settings where at is not null")
        .map(
            row ->
                Map.entry(
                    Objects.requireNonNull(row.get("app_id", String.class)),
                    Objects.requireNonNull(row.get("at", LocalTime.class))))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  /** Apps whose merchants have books to compare with. */
  Flux<String> appsWithBooks() {
    return database
        .sql("select app_id from reconciliation_settings where url is not null order by app_id")
        .map(row -> Objects.requireNonNull(row.get("app_id", String.class)))
        .all();
  }

  /** Takes the day for so long; empty where somebody else has it. */
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

  /** Whether it still counted: nobody else has taken the day meanwhile. */
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
                  and at < clock_timestamp() - make_interval(secs => :pause))) as due
            """)
        .bind("app", day.appId())
        .bind("day", day.date())
        .bind("attempts", attempts)
        .bind("pause", pause.toMillis() / 1000.0)
        .map(row -> Boolean.TRUE.equals(row.get("due", Boolean.class)))
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
                    BerthJson.mapper().readValue(text(row, "profits"), PROFITS)))
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
        text(row, "app_id"),
        Objects.requireNonNull(row.get("day", LocalDate.class)),
        State.valueOf(text(row, "state")),
        problem(row),
        rows.size(),
        (int) rows.stream().filter(Row::differs).count(),
        Objects.requireNonNull(row.get("attempts", Integer.class)),
        Objects.requireNonNull(row.get("at", Instant.class)));
  }

  private static List<Row> rows(Readable row) {
    return BerthJson.mapper().readValue(text(row, "rows"), ROWS);
  }

  private static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class));
  }
}
