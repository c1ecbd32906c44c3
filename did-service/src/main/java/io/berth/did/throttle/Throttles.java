package io.berth.did.throttle;

import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Limits requests per bucket, counted in PostgreSQL for all instances. */
@Repository
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
        .sql("select throttle_take(:bucket, :tries, make_interval(secs => :windowSeconds))")
        .bind("bucket", limit.bucket())
        .bind("tries", limit.tries())
        .bind("windowSeconds", (double) limit.window().toSeconds())
        .mapValue(Boolean.class)
        .one();
  }
}
