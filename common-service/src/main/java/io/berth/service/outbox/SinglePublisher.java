package io.berth.service.outbox;

import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Lets one instance of a service at a time publish an outbox, by an advisory lock. */
public final class SinglePublisher {

  private static final Duration LONGEST_STEP = Duration.ofSeconds(60);

  // Longer than Kafka is waited for. The server takes the lock from an instance that hangs or whose
  // machine is gone; else the others would wait until TCP gives up, for hours.
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(30);

  private final DatabaseClient database;
  private final TransactionalOperator transaction;
  private final long lock;

  /**
   * @param lock of this outbox and no other in the database
   */
  public SinglePublisher(DatabaseClient database, TransactionalOperator transaction, long lock) {
    this.database = database;
    this.transaction = transaction;
    this.lock = lock;
  }

  /**
   * Publishes in a transaction that holds the lock; errors after a minute.
   *
   * @param otherwise where another instance holds it
   */
  public <T> Mono<T> publish(Mono<T> step, Mono<T> otherwise) {
    return holdsLock()
        .flatMap(holds -> holds ? step : otherwise)
        .as(transaction::transactional)
        .timeout(LONGEST_STEP);
  }

  private Mono<Boolean> holdsLock() {
    return database
        .sql(
            "select pg_try_advisory_xact_lock(:lock),"
                + " set_config('idle_in_transaction_session_timeout', :longestIdleMillis, true)")
        .bind("lock", lock)
        .bind("longestIdleMillis", Long.toString(LONGEST_IDLE.toMillis()))
        .mapValue(Boolean.class)
        .one();
  }
}
