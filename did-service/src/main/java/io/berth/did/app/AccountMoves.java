package io.berth.did.app;

import io.berth.api.Outcome;
import io.berth.api.app.AccountMoveOutcome;
import io.berth.api.app.AccountMoveOutcome.AccountMove;
import io.berth.did.outbox.Outbox;
import io.berth.service.runtime.MayBlock;
import io.berth.service.runtime.StartStep;
import java.time.Duration;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Lists apps that a migration gave their own account, so that pay-service moves their money there.
 * Every step can be repeated: a crash between two steps loses nothing.
 */
@Component
@MayBlock("the thread that starts the service")
final class AccountMoves implements StartStep {
  private static final int PAGE = 500;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final DatabaseClient database;
  private final AppRecords records;
  private final Outbox outbox;
  private final TransactionalOperator transaction;

  AccountMoves(
      DatabaseClient database,
      AppRecords records,
      Outbox outbox,
      TransactionalOperator transaction) {
    this.database = database;
    this.records = records;
    this.outbox = outbox;
    this.transaction = transaction;
  }

  Mono<Outcome> read(String after) {
    return database
        .sql(
            """
            select m.app_id, m.former_uid, m.uid,
              (select count(*) from account_moves s where s.former_uid = m.former_uid) > 1 as shared
            from account_moves m
            where m.moved_at is null and m.app_id > :after order by m.app_id limit :limit
            """)
        .bind("after", after)
        .bind("limit", PAGE + 1)
        .mapProperties(AccountMove.class)
        .all()
        .collectList()
        .map(
            found ->
                new AccountMoveOutcome.AccountMoves(
                    found.subList(0, Math.min(PAGE, found.size())), found.size() > PAGE));
  }

  Mono<Outcome> finish(List<String> appIds) {
    return database
        .sql(
            """
            update account_moves set moved_at = clock_timestamp()
            where app_id = any (:appIds) and moved_at is null
            """)
        .bind("appIds", appIds.toArray(String[]::new))
        .then()
        .thenReturn(new Outcome.Done());
  }

  /** Publishes each app's new account, once. */
  @Override
  public void start() {
    database
        .sql("select app_id from account_moves where not published order by app_id")
        .mapValue(String.class)
        .all()
        .collectList()
        .flatMapIterable(appIds -> appIds)
        .concatMap(appId -> publish(appId).as(transaction::transactional))
        .then()
        .block(LONGEST);
  }

  private Mono<Void> publish(String appId) {
    return records
        .lock(appId)
        .flatMap(outbox::changed)
        .then(
            database
                .sql("update account_moves set published = true where app_id = :appId")
                .bind("appId", appId)
                .then());
  }

  /** Before anybody is served. */
  @Override
  public int getPhase() {
    return -1000;
  }
}
