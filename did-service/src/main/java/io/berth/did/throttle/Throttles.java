package io.berth.did.throttle;

import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Limits requests per bucket, counted in PostgreSQL for all instances. */
@Component
public final class Throttles {
  private final DatabaseClient database;

  Throttles(DatabaseClient database) {
    this.database = database;
  }

  /** So many tries of a kind within any such window. */
  public record Limit(String bucket, int tries, Duration window) {}

  /** Counts a try; false when there were as many as allowed already. */
  public Mono<Boolean> take(Limit limit) {
    return database
        .sql("select throttle_take($1, $2, make_interval(secs => $3))")
        .bind("$1", limit.bucket())
        .bind("$2", limit.tries())
        .bind("$3", (double) limit.window().toSeconds())
        .map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class)))
        .one();
  }
}
