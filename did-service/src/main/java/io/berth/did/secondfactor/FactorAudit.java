package io.berth.did.secondfactor;

import io.berth.api.Caller;
import io.berth.service.audit.AuditLog;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Writes changes of second factors into the audit log together with the change, both or neither:
 * otherwise an attacker with an operator's password and device could take the account over unseen.
 */
@Component
final class FactorAudit {
  private final AuditLog audit;
  private final TransactionalOperator transaction;

  FactorAudit(AuditLog audit, TransactionalOperator transaction) {
    this.audit = audit;
    this.transaction = transaction;
  }

  /** Of a change that may turn out not to be one. */
  Mono<Boolean> ifDone(Caller caller, long uid, String action, Mono<Boolean> change) {
    return change
        .delayUntil(done -> done ? write(caller, uid, action) : Mono.empty())
        .as(transaction::transactional);
  }

  <T> Mono<T> with(Caller caller, long uid, String action, Mono<T> change) {
    return write(caller, uid, action).then(change).as(transaction::transactional);
  }

  private Mono<Void> write(Caller caller, long uid, String action) {
    return audit.write(caller, "second-factor." + action, "user/" + uid, "", Map.of());
  }
}
