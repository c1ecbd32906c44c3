package io.berth.callback.drill;

import static io.berth.service.sql.Rows.value;

import io.berth.api.delivery.CallRequest;
import io.berth.api.delivery.CallResult;
import io.berth.api.delivery.DrillOutcome.Call;
import io.berth.api.delivery.DrillOutcome.Exercise;
import io.berth.api.delivery.DrillOutcome.Step;
import io.berth.service.json.BerthJson;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Stores drills and their calls. */
@Repository
class DrillRows {

  /** Longer than a drill can take. */
  static final Duration LONGEST = Duration.ofMinutes(5);

  private static final int A_DAY = 50;
  private static final int EARLIER = 10;

  private static final String INTERRUPTED =
      """
      update drills set finished_at = now(), interrupted = true
      where app_id = :app and finished_at is null and started_at < now() - :longest::interval
      """;

  private static final String START =
      """
      insert into drills (app_id, url)
      select :app, :url
      where (select count(*) from drills
             where app_id = :app and started_at > now() - interval '1 day') < :most
      on conflict (app_id) where finished_at is null do nothing
      returning id
      """;

  private static final String FIND =
      """
      select id, url, started_at, finished_at, interrupted from drills
      where app_id = :app and id <= :id order by id desc limit 1
      """;

  /**
   * @param url where orders say where they are told
   */
  record Drill(
      long id,
      @Nullable String url,
      Instant startedAt,
      @Nullable Instant finishedAt,
      boolean interrupted) {}

  private final DatabaseClient database;

  DrillRows(DatabaseClient database) {
    this.database = database;
  }

  /** Empty where one is under way, or the app has had enough for today. */
  Mono<Long> start(String appId, @Nullable String url) {
    Mono<Long> inserted =
        database
            .sql(START)
            .bind("app", appId)
            .bind("most", A_DAY)
            .bind("url", Parameters.in(R2dbcType.VARCHAR, url))
            .mapValue(Long.class)
            .one();
    return database
        .sql(INTERRUPTED)
        .bind("app", appId)
        .bind("longest", LONGEST.toSeconds() + " seconds")
        .then()
        .then(inserted);
  }

  Mono<Void> add(long drill, Call call) {
    return database
        .sql(
            """
            insert into drill_calls
              (drill_id, number, exercise, step, trade_no, sent_at, request, result)
            values (:drill, :number, :exercise, :step, :trade, :at, :request, :result)
            """)
        .bind("drill", drill)
        .bind("number", call.number())
        .bind("exercise", call.exercise().name())
        .bind("step", call.step().name())
        .bind("trade", call.tradeNo())
        .bind("at", call.at().atOffset(ZoneOffset.UTC))
        .bind("request", json(call.request()))
        .bind("result", json(call.result()))
        .then();
  }

  Mono<Void> finish(long drill) {
    return database
        .sql("update drills set finished_at = now() where id = :id and finished_at is null")
        .bind("id", drill)
        .then();
  }

  /** The drill with this id, or else the one before it; empty where the app has none such. */
  Mono<Drill> find(String appId, @Nullable Long id) {
    return database
        .sql(FIND)
        .bind("app", appId)
        .bind("id", id == null ? Long.MAX_VALUE : id)
        .mapProperties(Drill.class)
        .one();
  }

  Mono<List<Call>> calls(long drill) {
    return database
        .sql("select * from drill_calls where drill_id = :drill order by number")
        .bind("drill", drill)
        .map(DrillRows::call)
        .all()
        .collectList();
  }

  Mono<List<Long>> earlier(String appId, long drill) {
    return database
        .sql("select id from drills where app_id = :app and id < :id order by id desc limit :most")
        .bind("app", appId)
        .bind("id", drill)
        .bind("most", EARLIER)
        .mapValue(Long.class)
        .all()
        .collectList();
  }

  private static Call call(Readable row) {
    return new Call(
        value(row, "number", Integer.class),
        Exercise.valueOf(value(row, "exercise", String.class)),
        Step.valueOf(value(row, "step", String.class)),
        value(row, "trade_no", String.class),
        value(row, "sent_at", Instant.class),
        read(row, "request", CallRequest.class),
        read(row, "result", CallResult.class));
  }

  private static String json(Object value) {
    return BerthJson.mapper().writeValueAsString(value);
  }

  private static <T> T read(Readable row, String column, Class<T> type) {
    return BerthJson.mapper().readValue(value(row, column, String.class), type);
  }
}
