package io.berth.callback.testclock;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.testclock.TestClockCommand.MoveCallbacks;
import io.berth.api.testclock.TestClockOutcome.CallbacksMoved;
import io.berth.service.audit.AuditLog;
import io.berth.service.wakeup.WakeUpSignal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Lets callbacks of an app of test be due earlier. */
@Repository
class TestClock {

  private final DatabaseClient database;
  private final WakeUpSignal deliveries;
  private final AuditLog audit;
  private final TransactionalOperator transaction;

  TestClock(
      DatabaseClient database,
      WakeUpSignal deliveries,
      AuditLog audit,
      TransactionalOperator transaction) {
    this.database = database;
    this.deliveries = deliveries;
    this.audit = audit;
    this.transaction = transaction;
  }

  Mono<Outcome> move(MoveCallbacks command, Caller caller) {
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
        .then(moveRows(appId, command.seconds()))
        .as(transaction::transactional)
        .doOnNext(_ -> deliveries.signalIn(Duration.ZERO));
  }

  private Mono<Outcome> moveRows(String appId, long seconds) {
    return database
        .sql("select move_test_clock(:app, :seconds)")
        .bind("app", appId)
        .bind("seconds", seconds)
        .mapValue(Long.class)
        .one()
        .map(CallbacksMoved::new);
  }
}
