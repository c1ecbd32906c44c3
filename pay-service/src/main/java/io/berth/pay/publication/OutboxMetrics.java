package io.berth.pay.publication;

import static io.berth.service.sql.Rows.value;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Measures the outbox from outside, whichever instance publishes it. */
@Component
class OutboxMetrics {

  private record Measured(double unserved, double oldestSeconds) {}

  private static final Measured UNKNOWN = new Measured(Double.NaN, Double.NaN);

  // The first of each shard, by the index of what waits.
  private static final String MEASURE =
      """
      select count(*) filter (where s.until < clock_timestamp())::float8 as unserved,
             coalesce(extract(epoch from clock_timestamp() - min(w.at)), 0)::float8 as oldest
        from outbox_shards s
        left join lateral (
             select at from outbox
              where published_at is null and shard = s.shard order by id limit 1) w on true
      """;

  private final DatabaseClient database;
  private volatile Measured measured = UNKNOWN;

  OutboxMetrics(DatabaseClient database, MeterRegistry meters) {
    this.database = database;
    Gauge.builder("berth.outbox.unserved", this, self -> self.measured.unserved())
        .description("Shards of the outbox that no instance publishes; above 0 only for seconds")
        .register(meters);
    Gauge.builder("berth.outbox.oldest", this, self -> self.measured.oldestSeconds())
        .description("How long the oldest event has been waiting to be published")
        .baseUnit("seconds")
        .register(meters);
  }

  Mono<Void> measure() {
    return database
        .sql(MEASURE)
        .map(
            row ->
                new Measured(
                    value(row, "unserved", Double.class), value(row, "oldest", Double.class)))
        .one()
        .doOnNext(current -> measured = current)
        .doOnError(failure -> measured = UNKNOWN)
        .then();
  }
}
