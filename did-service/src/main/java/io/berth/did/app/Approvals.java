package io.berth.did.app;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Which apps somebody, or the platform's settings, let in. */
@Component
final class Approvals {
  private final DatabaseClient database;

  Approvals(DatabaseClient database) {
    this.database = database;
  }

  Mono<Void> set(String appId, boolean approved) {
    return database
        .sql("update apps set approved = $2 where app_id = $1")
        .bind("$1", appId)
        .bind("$2", approved)
        .then();
  }

  Mono<Boolean> of(String appId) {
    return database
        .sql("select approved from apps where app_id = $1")
        .bind("$1", appId)
        .map(row -> Boolean.TRUE.equals(row.get("approved", Boolean.class)))
        .one();
  }
}
