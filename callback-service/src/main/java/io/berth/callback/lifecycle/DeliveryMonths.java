package io.berth.callback.lifecycle;

import io.berth.callback.schedule.ScheduleProperties;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Makes, drops and counts the monthly partitions of deliveries and their attempts. */
@Repository
class DeliveryMonths {

  private static final Logger log = LoggerFactory.getLogger(DeliveryMonths.class);

  /** Each one makes leasing a little slower: enough for a task that fails for a month. */
  private static final int AHEAD = 4;

  private static final String COUNT =
      """
      select count(*) from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where i.inhparent = 'deliveries'::regclass and c.relname ~ '^deliveries_[0-9]{6}$'
         and c.relname > 'deliveries_' || to_char(now() at time zone 'UTC', 'YYYYMM')
      """;

  private final DatabaseClient database;
  private final Duration retention;
  private final AtomicLong ahead = new AtomicLong(AHEAD);

  DeliveryMonths(DatabaseClient database, ScheduleProperties properties, MeterRegistry meters) {
    this.database = database;
    this.retention = properties.retention();
    Gauge.builder("berth.partitions.ahead", ahead, AtomicLong::get)
        .description("Months after the present one that have a place for deliveries")
        .register(meters);
  }

  /** Makes the partitions of the months to come; returns how many were missing. */
  Mono<Integer> make() {
    return database
        .sql("select ensure_delivery_months(:ahead)")
        .bind("ahead", AHEAD)
        .mapValue(Integer.class)
        .one();
  }

  /** Drops the months whose deliveries have all ended longer ago than they are kept. */
  Mono<Integer> dropOld() {
    return database
        .sql("select drop_old_delivery_months(:retention::interval)")
        .bind("retention", retention.toSeconds() + " seconds")
        .mapValue(Integer.class)
        .one()
        .filter(dropped -> dropped > 0)
        .doOnNext(dropped -> log.info("dropped the deliveries of {} old months", dropped));
  }

  Mono<Long> measure() {
    return database.sql(COUNT).mapValue(Long.class).one().doOnNext(ahead::set);
  }
}
