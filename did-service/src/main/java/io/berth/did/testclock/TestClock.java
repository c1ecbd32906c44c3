package io.berth.did.testclock;

import static io.berth.service.sql.Rows.value;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.testclock.TestClockCommand.MoveTokens;
import io.berth.api.testclock.TestClockOutcome.TokensMoved;
import io.berth.api.token.Revocation;
import io.berth.did.outbox.Outbox;
import io.berth.service.audit.AuditLog;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Lets codes and tokens of an app of test expire earlier. Gateways hear of it as well: access
 * tokens are verified without a look into this database.
 */
@Repository
class TestClock {

  private final DatabaseClient database;
  private final Outbox outbox;
  private final AuditLog audit;
  private final TransactionalOperator transaction;
  private final InstantSource clock;

  TestClock(
      DatabaseClient database,
      Outbox outbox,
      AuditLog audit,
      TransactionalOperator transaction,
      InstantSource clock) {
    this.database = database;
    this.outbox = outbox;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  Mono<Outcome> move(MoveTokens command, Caller caller) {
    String appId = Objects.requireNonNull(caller.appId());
    if (!command.isAllowed(appId)) {
      return Mono.just(Refusal.of(ErrorCode.NO_PERMISSION, "not a clock of test"));
    }
    return audit
        .write(
            caller,
            "test-clock.move",
            "app/" + appId,
            "",
            Map.of("seconds", Long.toString(command.seconds())))
        .then(outbox.moved(new Revocation.TestClock(appId, command.seconds(), clock.instant())))
        .then(moveRows(appId, command.seconds()))
        .as(transaction::transactional);
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
