package io.berth.pay.testclock;

import static io.berth.service.sql.Rows.value;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.testclock.TestClockCommand.MoveOrders;
import io.berth.api.testclock.TestClockOutcome.OrdersMoved;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.pay.access.Access;
import io.berth.pay.limit.DayProperties;
import io.berth.pay.reconciliation.ReconciliationRuns;
import io.berth.service.audit.AuditLog;
import io.berth.service.testclock.ClockMoves;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Lets unpaid orders of an app of test expire earlier, and its day end. */
@Repository
class TestClock {

  private final DatabaseClient database;
  private final Apps apps;
  private final ReconciliationRuns runs;
  private final ClockMoves moves;
  private final String zone;

  TestClock(
      DatabaseClient database,
      Apps apps,
      ReconciliationRuns runs,
      AuditLog audit,
      TransactionalOperator transaction,
      DayProperties day) {
    this.database = database;
    this.apps = apps;
    this.runs = runs;
    this.moves = new ClockMoves(audit, transaction);
    this.zone = day.zone().getId();
  }

  private record Moved(long expired, boolean dayEnded) {}

  Mono<Outcome> move(MoveOrders command, Caller caller) {
    App app = Access.existing(apps, caller);
    return moves.move(
        command,
        app.appId(),
        caller,
        moveRows(app.appId(), command.seconds()),
        moved -> reconciled(app, moved, caller.requestId()));
  }

  private Mono<Moved> moveRows(String appId, long seconds) {
    return database
        .sql("select expired, day_ended from move_test_clock(:app, :seconds, :zone)")
        .bind("app", appId)
        .bind("seconds", seconds)
        .bind("zone", zone)
        .map(
            row ->
                new Moved(
                    value(row, "expired", Long.class), value(row, "day_ended", Boolean.class)))
        .one();
  }

  private Mono<Outcome> reconciled(App app, Moved moved, String requestId) {
    return moved.dayEnded
        ? runs.today(app, requestId).map(day -> new OrdersMoved(moved.expired, day))
        : Mono.just(new OrdersMoved(moved.expired, null));
  }
}
