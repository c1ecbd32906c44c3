package io.berth.service.audit.publication;

import io.berth.service.runtime.MayBlock;
import io.berth.service.runtime.StartStep;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;

/**
 * Tells the database at the start whether records are to be noted for publication. Those that wait
 * when it is switched off are published once it is on again.
 */
@MayBlock("the thread that starts the service")
final class AuditPublicationSwitch implements StartStep {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final DatabaseClient database;
  private final boolean wanted;

  AuditPublicationSwitch(DatabaseClient database, boolean wanted) {
    this.database = database;
    this.wanted = wanted;
  }

  @Override
  public void start() {
    database
        .sql("update audit_publication set wanted = :wanted where wanted <> :wanted")
        .bind("wanted", wanted)
        .then()
        .block(TIMEOUT);
  }

  /** After the database was waited for and the topic was made, before anybody is served. */
  @Override
  public int getPhase() {
    return -1000;
  }
}
