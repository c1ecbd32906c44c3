package io.berth.did.outbox;

import io.berth.api.Topics;
import io.berth.api.app.AppRecord;
import io.berth.api.token.Revocation;
import io.berth.api.user.IdentityRecord;
import io.berth.service.json.BerthJson;
import io.berth.service.wakeup.WakeUp;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/**
 * Stores events for other services in the transaction of the change, and wakes their publication
 * once it is committed. The writer of an event holds the row lock of its object, so that events of
 * one key are numbered in their order.
 */
@Repository
public final class Outbox {
  private final DatabaseClient database;
  private final WakeUp publication;

  /** One for all transactions, so that each registers it once. */
  private final TransactionSynchronization onCommit =
      new TransactionSynchronization() {
        @Override
        public Mono<Void> afterCommit() {
          return Mono.fromRunnable(publication::signal);
        }
      };

  Outbox(DatabaseClient database, WakeUp publication) {
    this.database = database;
    this.publication = publication;
  }

  public Mono<Void> changed(AppRecord app) {
    return append(Topics.APPS, app.appId(), app);
  }

  public Mono<Void> changed(IdentityRecord identity) {
    return append(Topics.IDENTITIES, identity.appId() + ':' + identity.uid(), identity);
  }

  public Mono<Void> revoked(long uid, Revocation revocation) {
    return append(Topics.REVOCATIONS, Long.toString(uid), revocation);
  }

  public Mono<Void> moved(Revocation.TestClock move) {
    return append(Topics.REVOCATIONS, move.appId(), move);
  }

  private Mono<Void> append(String topic, String key, Object payload) {
    return database
        .sql("insert into outbox (topic, key, payload) values (:topic, :key, :payload)")
        .bind("topic", topic)
        .bind("key", key)
        .bind("payload", BerthJson.mapper().writeValueAsString(payload))
        .then()
        .then(wakePublication());
  }

  private Mono<Void> wakePublication() {
    return TransactionSynchronizationManager.forCurrentTransaction()
        .doOnNext(current -> current.registerSynchronization(onCommit))
        .then()
        .onErrorResume(NoTransactionException.class, _ -> Mono.fromRunnable(publication::signal));
  }
}
