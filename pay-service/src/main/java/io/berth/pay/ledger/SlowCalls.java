package io.berth.pay.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Finds out what slow calls of the database wait for: a lock, the disk, or nothing but a processor.
 * Counts and logs it.
 */
final class SlowCalls {

  private static final Logger log = LoggerFactory.getLogger(SlowCalls.class);
  private static final Duration SLOW = Duration.ofMillis(100);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final String UNKNOWN = "unknown";

  /** A session sees what those of its own role do. */
  private static final String WAIT =
      """
      select coalesce(wait_event_type || ':' || wait_event, 'CPU')
        from pg_stat_activity
       where state = 'active' and query like '%from post\\_%' and pid <> pg_backend_pid()
         and usename = current_user and datname = current_database()
       order by query_start limit 1
      """;

  private final DatabaseClient database;
  private final MeterRegistry meters;

  SlowCalls(DatabaseClient database, MeterRegistry meters) {
    this.database = database;
    this.meters = meters;
    slow(UNKNOWN);
  }

  /** Watches a call that posts so many transactions. */
  <T> Mono<T> watch(Mono<T> call, int transactions) {
    return Mono.defer(
        () -> {
          long start = System.nanoTime();
          AtomicReference<@Nullable String> wait = new AtomicReference<>();
          Disposable look = look().subscribe(wait::set);
          return call.doFinally(
              _ -> {
                look.dispose();
                Duration taken = Duration.ofNanos(System.nanoTime() - start);
                if (taken.compareTo(SLOW) >= 0) {
                  report(transactions, taken, Objects.requireNonNullElse(wait.get(), UNKNOWN));
                }
              });
        });
  }

  /** Looks until the call is seen: it may wait for a connection first. */
  private Mono<String> look() {
    return database
        .sql(WAIT)
        .map(row -> String.valueOf(row.get(0, String.class)))
        .one()
        .timeout(TIMEOUT)
        .delaySubscription(SLOW)
        .repeatWhenEmpty(looks -> looks)
        .onErrorComplete();
  }

  private void report(int transactions, Duration taken, String wait) {
    slow(wait).increment();
    log.info("posting {} took {} ms, waiting for {}", transactions, taken.toMillis(), wait);
  }

  private Counter slow(String wait) {
    return Counter.builder("berth.ledger.slow")
        .description("Calls of the database that took 100 ms or more, by what they waited for")
        .tag("wait", wait)
        .register(meters);
  }
}
