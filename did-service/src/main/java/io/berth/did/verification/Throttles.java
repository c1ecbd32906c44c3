package io.berth.did.verification;

import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Counts tries in PostgreSQL, so that every instance knows of all. */
@Component
public final class Throttles {
  private final DatabaseClient database;

  Throttles(DatabaseClient database) {
    this.database = database;
  }

  /** Counts a try; false when there were as many as allowed within the window already. */
  public Mono<Boolean> take(String bucket, int limit, Duration window) {
    return database
        .sql("select throttle_take($1, $2, make_interval(secs => $3))")
        .bind("$1", bucket)
        .bind("$2", limit)
        .bind("$3", (double) window.toSeconds())
        .map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class)))
        .one();
  }

  public Mono<Void> giveBack(String bucket) {
    return database.sql("select throttle_give_back($1)").bind("$1", bucket).then();
  }

  public Mono<Void> clear(String bucket) {
    return database.sql("delete from throttles where bucket = $1").bind("$1", bucket).then();
  }
}
