package io.berth.service.sql;

import static io.berth.service.sql.Rows.value;

import io.berth.service.readiness.ClockDifference;
import io.berth.service.readiness.PartState;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Asks PostgreSQL whether it answers and what time it is, on a connection outside the pool: a pool
 * with much to do is no lost database.
 */
final class DatabaseProbe implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DatabaseProbe.class);

  /** Longer than a probe. */
  private static final Duration ATTEMPT = Duration.ofSeconds(30);

  private final UnpooledConnection connections;
  private final ClockDifference clock;
  private final AtomicReference<@Nullable Mono<PostgresqlConnection>> attempt =
      new AtomicReference<>();
  private final AtomicReference<@Nullable PostgresqlConnection> kept = new AtomicReference<>();

  DatabaseProbe(ConnectionFactory factory, ClockDifference clock) {
    this.connections = new UnpooledConnection(factory);
    this.clock = clock;
  }

  Mono<PartState> probe() {
    return Mono.defer(this::connection).flatMap(this::ask).thenReturn(PartState.ready());
  }

  private Mono<PostgresqlConnection> connection() {
    PostgresqlConnection open = kept.get();
    return open == null ? opening() : Mono.just(open);
  }

  /** Outlives a probe that waits for it in vain: an attempt for each would pile up. */
  private Mono<PostgresqlConnection> opening() {
    Mono<PostgresqlConnection> under = attempt.get();
    if (under != null) {
      return under;
    }
    Mono<PostgresqlConnection> fresh =
        connections
            .open()
            .timeout(ATTEMPT)
            .doOnNext(kept::set)
            .doFinally(_ -> attempt.set(null))
            .cache();
    attempt.set(fresh);
    return fresh;
  }

  private Mono<Instant> ask(PostgresqlConnection connection) {
    Instant asked = clock.here();
    return connection
        .createStatement("select clock_timestamp() as time")
        .execute()
        .flatMap(result -> result.map(row -> value(row, "time", Instant.class)))
        .next()
        .doOnNext(there -> clock.measured(asked, there))
        .doOnError(_ -> drop())
        .doOnCancel(this::drop);
  }

  /** Does not wait: closing says good-bye to a server that may be gone. */
  private void drop() {
    PostgresqlConnection lost = kept.getAndSet(null);
    if (lost != null) {
      lost.close()
          .subscribe(_ -> {}, failure -> log.debug("a lost connection did not close", failure));
    }
  }

  @Override
  public void close() {
    drop();
  }
}
