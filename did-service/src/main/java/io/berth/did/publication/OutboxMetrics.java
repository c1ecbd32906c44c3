package io.berth.did.publication;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Measures how long the oldest event waits, whichever instance should publish it. */
@Component
final class OutboxMetrics {
  private final DatabaseClient database;
  private volatile double oldestSeconds = Double.NaN;

  OutboxMetrics(DatabaseClient database, MeterRegistry meters) {
    this.database = database;
    Gauge.builder("berth.outbox.oldest", this, self -> self.oldestSeconds)
        .description("How long the oldest event has been waiting to be published")
        .baseUnit("seconds")
        .register(meters);
  }

  Mono<Double> measure() {
    return database
        .sql(
            "select coalesce(extract(epoch from clock_timestamp() - min(at)), 0)::float8"
                + " from (select at from outbox order by id limit 1) first")
        .mapValue(Double.class)
        .one()
        .doOnNext(oldest -> oldestSeconds = oldest)
        .doOnError(_ -> oldestSeconds = Double.NaN)
        .onErrorComplete();
  }
}
