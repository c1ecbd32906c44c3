package io.berth.pay.prepayment;

import io.berth.pay.conversion.Conversions;
import io.berth.pay.order.Orders;
import io.berth.service.schedule.Repeating;
import io.berth.service.schedule.Steps;
import io.berth.service.trace.RequestId;
import io.berth.service.wakeup.WakeUp;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** Runs the periodic tasks of orders: expiry, removal of what is old, counts, partitions. */
@Configuration(proxyBeanMethods = false)
class OrderMaintenance {

  private static final Duration CODES_KEPT = Duration.ofDays(7);
  private static final int STEP = 1000;
  private static final int MONTHS_AHEAD = 12;

  /** Several instances do not wait for one another: each takes orders that no other has taken. */
  @Bean
  Repeating orderExpiry(
      Orders orders, WakeUp wakeUp, PrepaymentProperties properties, MeterRegistry meters) {
    int batch = properties.expiryBatch();
    return new Repeating(
        "expiring prepayments",
        properties.expiry(),
        () ->
            Steps.untilLess(
                batch,
                () ->
                    orders
                        .expireSome(batch, RequestId.ofTask("expiry"))
                        .doOnNext(
                            closed -> {
                              if (closed > 0) {
                                meters.counter("berth.orders.expired").increment(closed);
                                wakeUp.signal();
                              }
                            })));
  }

  @Bean
  Repeating payCodeForgetting(PayCodes codes, Clock clock) {
    return new Repeating(
        "forgetting pay codes",
        Duration.ofMinutes(10),
        () -> Steps.untilLess(STEP, () -> codes.forget(clock.instant().minus(CODES_KEPT), STEP)));
  }

  @Bean
  Repeating quoteForgetting(Conversions conversions) {
    return new Repeating(
        "forgetting quotes",
        Duration.ofMinutes(10),
        () -> Steps.untilLess(STEP, () -> conversions.forget(STEP)));
  }

  /** Hour after hour, as they end; a first start on old orders counts them all. */
  @Bean
  Repeating orderCounting(DatabaseClient database) {
    return new Repeating(
        "counting orders",
        Duration.ofMinutes(1),
        () ->
            database
                .sql("select count_next_hour()")
                .mapValue(Boolean.class)
                .one()
                .repeat()
                .takeUntil(more -> !more)
                .then());
  }

  /** A year ahead, so that even a task that fails for months stops no payment. */
  @Bean
  Repeating partitions(DatabaseClient database) {
    return new Repeating(
        "making partitions",
        Duration.ofHours(6),
        () ->
            database
                .sql("select ensure_partitions(:months)")
                .bind("months", MONTHS_AHEAD)
                .mapValue(Integer.class)
                .one());
  }

  @Bean
  Repeating measuringPartitions(DatabaseClient database, MeterRegistry meters) {
    AtomicLong months = new AtomicLong(MONTHS_AHEAD);
    Gauge.builder("berth.partitions.ahead", months, AtomicLong::get)
        .description("Months after the present one that have a place for orders and entries")
        .register(meters);
    return new Repeating(
        "measuring partitions",
        Duration.ofMinutes(10),
        () ->
            database
                .sql(
                    """
                    select count(*) from pg_inherits i join pg_class c on c.oid = i.inhrelid
                     where i.inhparent = 'entries'::regclass
                       and c.relname > 'entries_' || to_char(now() at time zone 'UTC', 'YYYYMM')
                    """)
                .mapValue(Long.class)
                .one()
                .doOnNext(months::set));
  }
}
