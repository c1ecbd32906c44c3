package io.berth.service.testclock;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.testclock.TestClockCommand;
import io.berth.service.audit.AuditLog;
import java.util.Map;
import java.util.function.Function;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Moves rows of an app of test, with a record in the audit log; refuses every other app. */
public record ClockMoves(AuditLog audit, TransactionalOperator transaction) {

  /**
   * @param rows moves them, in a transaction with the audit record
   * @param outcome is made of what {@code rows} emits, once it is committed
   */
  public <T> Mono<Outcome> move(
      TestClockCommand command,
      String appId,
      Caller caller,
      Mono<T> rows,
      Function<T, Mono<Outcome>> outcome) {
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
        .then(rows)
        .as(transaction::transactional)
        .flatMap(outcome);
  }
}
