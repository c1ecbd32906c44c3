package io.berth.did.operator;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.did.text.Lengths;
import io.berth.service.audit.AuditLog;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Changes that need a reason and end up in the audit log, both or neither. */
@Component
class AuditedChange {
  private static final int LONGEST_REASON = 500;

  private final AuditLog audit;
  private final TransactionalOperator transaction;

  AuditedChange(AuditLog audit, TransactionalOperator transaction) {
    this.audit = audit;
    this.transaction = transaction;
  }

  static boolean isReason(String text) {
    return !text.isBlank() && Lengths.of(text.strip()) <= LONGEST_REASON;
  }

  /**
   * @param action for example {@code app.freeze}
   * @param object for example {@code app/testapp}
   * @param change answers {@link Outcome.Done} where it was made
   */
  Mono<Outcome> change(
      Caller caller,
      String action,
      String object,
      String reason,
      Map<String, String> details,
      Supplier<Mono<Outcome>> change) {
    String stripped = reason.strip();
    return !isReason(reason)
        ? Mono.just(Outcome.Invalid.of("reason", "missing"))
        : Mono.defer(change)
            .flatMap(
                outcome ->
                    outcome instanceof Outcome.Done
                        ? audit.write(caller, action, object, stripped, details).thenReturn(outcome)
                        : Mono.just(outcome))
            .as(transaction::transactional);
  }
}
