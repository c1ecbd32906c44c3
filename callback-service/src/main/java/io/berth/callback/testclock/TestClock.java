package io.berth.callback.testclock;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.testclock.TestClockCommand.MoveCallbacks;
import io.berth.api.testclock.TestClockOutcome.CallbacksMoved;
import io.berth.service.audit.AuditLog;
import io.berth.service.testclock.ClockMoves;
import io.berth.service.wakeup.WakeUpSignal;
import java.time.Duration;
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
  private final ClockMoves moves;

  TestClock(
      DatabaseClient database,
      WakeUpSignal deliveries,
      AuditLog audit,
      TransactionalOperator transaction) {
    this.database = database;
    this.deliveries = deliveries;
    this.moves = new ClockMoves(audit, transaction);
  }

  Mono<Outcome> move(MoveCallbacks command, Caller caller) {
    String appId = Objects.requireNonNull(caller.appId());
    return moves.move(
        command,
        appId,
        caller,
        moveRows(appId, command.seconds()),
        due -> {
          deliveries.signalIn(Duration.ZERO);
          return Mono.just(new CallbacksMoved(due));
        });
  }

  private Mono<Long> moveRows(String appId, long seconds) {
    return database
        .sql("select move_test_clock(:app, :seconds)")
        .bind("app", appId)
        .bind("seconds", seconds)
        .mapValue(Long.class)
        .one();
  }
}
