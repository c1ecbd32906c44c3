package io.berth.callback.totals;

import static io.berth.service.sql.Rows.value;

import io.berth.api.delivery.CallProblem;
import io.berth.api.totals.TotalsOutcome.CallbackLatency;
import io.berth.api.totals.TotalsOutcome.CallbackTotal;
import io.berth.api.totals.TotalsOutcome.CallbackTotals;
import io.berth.api.totals.TotalsPeriod;
import io.berth.service.schedule.Steps;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Reads totals of attempts, and removes those that no overview shows any more. */
@Repository
class AttemptTotals {

  /** Stands for all apps together. */
  private static final String PLATFORM = "";

  private static final int STEP = 1000;

  private static final String SLOT =
      "date_bin(make_interval(secs => :seconds), slot, timestamptz 'epoch') as slot";

  private static final String SCOPE =
      """
      from attempt_totals
      where app_id = any(:apps) and minutes = :minutes and slot >= :from and slot < :to
      """;

  private static final String TOTALS =
      "select "
          + SLOT
          + ", problem, sum(attempts)::bigint as attempts, sum(given_up)::bigint as given_up "
          + SCOPE
          + " group by 1, 2 order by 1, 2";

  private static final String LATENCIES =
      "select "
          + SLOT
          + ", up_to_ms, sum(attempts)::bigint as attempts "
          + SCOPE
          + " and answered group by 1, 2 order by 1, 2";

  private static final String WAITING =
      """
      select count(*) as callbacks, min(created_at) as oldest from deliveries
      where app_id = :app and state = 'PENDING'
      """;

  private static final String FORGET =
      """
      delete from attempt_totals where ctid = any (array(
        select ctid from attempt_totals
        where (minutes = 5 and slot < now() - interval '3 hours')
           or (minutes = 60 and slot < now() - interval '62 days')
        limit :step))
      """;

  private record Waiting(long callbacks, @Nullable Instant oldest) {}

  private final DatabaseClient database;

  AttemptTotals(DatabaseClient database) {
    this.database = database;
  }

  Mono<CallbackTotals> ofApp(String appId, TotalsPeriod period) {
    return Mono.zip(together(List.of(appId), period), waiting(appId))
        .map(
            both ->
                new CallbackTotals(
                    both.getT1().since(),
                    both.getT1().totals(),
                    both.getT1().latencies(),
                    both.getT2().callbacks(),
                    both.getT2().oldest()));
  }

  Mono<CallbackTotals> ofPlatform(TotalsPeriod period) {
    return together(List.of(PLATFORM), period);
  }

  Mono<CallbackTotals> together(Collection<String> apps, TotalsPeriod period) {
    return Mono.zip(since(), totals(apps, period), latencies(apps, period))
        .map(all -> new CallbackTotals(all.getT1(), all.getT2(), all.getT3(), null, null));
  }

  private Mono<Instant> since() {
    return database.sql("select since from attempt_totals_start").mapValue(Instant.class).one();
  }

  private Mono<List<CallbackTotal>> totals(Collection<String> apps, TotalsPeriod period) {
    return bound(TOTALS, apps, period)
        .map(
            row ->
                new CallbackTotal(
                    value(row, "slot", Instant.class),
                    problem(value(row, "problem", String.class)),
                    value(row, "attempts", Long.class),
                    value(row, "given_up", Long.class)))
        .all()
        .collectList();
  }

  private static @Nullable CallProblem problem(String name) {
    return name.isEmpty() ? null : CallProblem.valueOf(name);
  }

  private Mono<List<CallbackLatency>> latencies(Collection<String> apps, TotalsPeriod period) {
    return bound(LATENCIES, apps, period).map(AttemptTotals::latency).all().collectList();
  }

  private static CallbackLatency latency(Readable row) {
    return new CallbackLatency(
        value(row, "slot", Instant.class),
        value(row, "up_to_ms", Integer.class),
        value(row, "attempts", Long.class));
  }

  private GenericExecuteSpec bound(String sql, Collection<String> apps, TotalsPeriod period) {
    return database
        .sql(sql)
        .bind("seconds", (double) period.range().slot().toSeconds())
        .bind("apps", apps.toArray(String[]::new))
        .bind("minutes", period.range().keptMinutes())
        .bind("from", period.startBefore().atOffset(ZoneOffset.UTC))
        .bind("to", period.end().atOffset(ZoneOffset.UTC));
  }

  private Mono<Waiting> waiting(String appId) {
    return database.sql(WAITING).bind("app", appId).mapProperties(Waiting.class).one();
  }

  /** Removes old rows in small steps; says how many. */
  Mono<Long> forgetOld() {
    return Steps.untilLess(
        STEP, () -> database.sql(FORGET).bind("step", STEP).fetch().rowsUpdated());
  }
}
