package io.berth.did.testclock;

import static io.berth.service.sql.Rows.value;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.testclock.TestClockCommand.MoveTokens;
import io.berth.api.testclock.TestClockOutcome.TokensMoved;
import io.berth.api.token.Revocation;
import io.berth.did.app.AppPublisher;
import io.berth.did.app.AppRecords;
import io.berth.did.outbox.Outbox;
import io.berth.service.audit.AuditLog;
import io.berth.service.testclock.ClockMoves;
import java.time.InstantSource;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Lets codes, tokens and former secrets of an app of test expire earlier. Gateways hear of it as
 * well: they verify access tokens and signatures without a look into this database.
 */
@Repository
class TestClock {

  private final DatabaseClient database;
  private final Outbox outbox;
  private final AppRecords records;
  private final AppPublisher publisher;
  private final ClockMoves moves;
  private final InstantSource clock;

  TestClock(
      DatabaseClient database,
      Outbox outbox,
      AppRecords records,
      AppPublisher publisher,
      AuditLog audit,
      TransactionalOperator transaction,
      InstantSource clock) {
    this.database = database;
    this.outbox = outbox;
    this.records = records;
    this.publisher = publisher;
    this.moves = new ClockMoves(audit, transaction);
    this.clock = clock;
  }

  Mono<Outcome> move(MoveTokens command, Caller caller) {
    String appId = Objects.requireNonNull(caller.appId());
    return moves.move(
        command,
        appId,
        caller,
        Mono.defer(() -> outbox.moved(move(appId, command)))
            .then(moveSecrets(appId, command.seconds()))
            .then(moveRows(appId, command.seconds())),
        Mono::just);
  }

  private Revocation.TestClock move(String appId, MoveTokens command) {
    return new Revocation.TestClock(appId, command.seconds(), clock.instant());
  }

  /**
   * The app is published anew where one of its former secrets expires earlier. Its row is locked
   * first, as by whoever rotates a secret.
   */
  private Mono<Void> moveSecrets(String appId, long seconds) {
    return records.lock(appId).then(moveLockedSecrets(appId, seconds));
  }

  private Mono<Void> moveLockedSecrets(String appId, long seconds) {
    return database
        .sql(
            """
            update app_secrets set previous_until = previous_until - make_interval(secs => :seconds)
            where app_id = :app and app_id like 'test:%' and previous_until > clock_timestamp()
            """)
        .bind("app", appId)
        .bind("seconds", (double) seconds)
        .fetch()
        .rowsUpdated()
        .filter(moved -> moved > 0)
        .flatMap(_ -> publisher.publish(appId))
        .then();
  }

  private Mono<Outcome> moveRows(String appId, long seconds) {
    return database
        .sql("select codes, tokens from move_test_clock(:app, :seconds)")
        .bind("app", appId)
        .bind("seconds", seconds)
        .<Outcome>map(
            row ->
                new TokensMoved(value(row, "codes", Long.class), value(row, "tokens", Long.class)))
        .one();
  }
}
