package io.berth.did.account;

import io.berth.api.Caller;
import io.berth.service.audit.AuditLog;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Writes what people change about the security of their own account into the audit log together
 * with the change, both or neither: otherwise an attacker who knows a password could take the
 * account over unseen.
 */
@Component
public final class OwnChanges {
  private final AuditLog audit;
  private final TransactionalOperator transaction;

  OwnChanges(AuditLog audit, TransactionalOperator transaction) {
    this.audit = audit;
    this.transaction = transaction;
  }

  /** Of a change that may turn out not to be one. */
  public Mono<Boolean> ifDone(Caller caller, long uid, String action, Mono<Boolean> change) {
    return change
        .delayUntil(done -> done ? write(caller, uid, action) : Mono.empty())
        .as(transaction::transactional);
  }

  public <T> Mono<T> with(Caller caller, long uid, String action, Mono<T> change) {
    return write(caller, uid, action).then(change).as(transaction::transactional);
  }

  private Mono<Void> write(Caller caller, long uid, String action) {
    return audit.write(caller, action, "user/" + uid, "", Map.of());
  }
}
