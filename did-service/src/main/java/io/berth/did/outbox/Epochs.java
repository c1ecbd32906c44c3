package io.berth.did.outbox;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Reads epochs, of which each restore of the database begins one. A record's version is the version
 * of its row, 1 or more, plus the base of the epoch, so that every record of an epoch outranks all
 * earlier ones, those included that the restored database knows nothing of.
 */
@Repository
public final class Epochs {

  private final DatabaseClient database;

  Epochs(DatabaseClient database) {
    this.database = database;
  }

  /** Version of withdrawn records; empty where no epoch waits for its records to be published. */
  public Mono<Long> unpublished() {
    return database
        .sql(
            """
            select epoch_base() from epochs
             where published_at is null order by number desc limit 1
            """)
        .mapValue(Long.class)
        .one();
  }

  public Mono<Void> published() {
    return database
        .sql("update epochs set published_at = clock_timestamp() where published_at is null")
        .then();
  }
}
