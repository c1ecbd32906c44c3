package io.berth.service.audit;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Changes that are written down by what differs afterwards: a change that was refused leaves
 * neither itself nor an entry, and one that changed nothing is no entry.
 */
public final class AuditedChanges {
  private final AuditLog audit;
  private final TransactionalOperator transaction;

  public AuditedChanges(AuditLog audit, TransactionalOperator transaction) {
    this.audit = audit;
    this.transaction = transaction;
  }

  /**
   * @param action for example {@code key.delete}
   * @param object kind and id, for example {@code app/testapp}
   * @param facts by name; asked before and after the change, and never empty. Whoever tells them
   *     holds what they are about until the transaction ends
   * @param change begins when it is subscribed to
   */
  public Mono<Outcome> write(
      Caller caller,
      String action,
      String object,
      Mono<Map<String, Fact>> facts,
      Mono<Outcome> change) {
    return write(caller, action, (Outcome _) -> object, facts, change);
  }

  /** The same of an object that has its id only once it was made. */
  public Mono<Outcome> write(
      Caller caller,
      String action,
      Function<Outcome, String> object,
      Mono<Map<String, Fact>> facts,
      Mono<Outcome> change) {
    Mono<Outcome> written =
        facts.flatMap(
            before ->
                change.flatMap(
                    outcome ->
                        isRefused(outcome)
                            ? Mono.just(outcome)
                            : facts
                                .map(after -> difference(before, after))
                                .filter(details -> !details.isEmpty())
                                .flatMap(
                                    details ->
                                        audit.write(
                                            caller, action, object.apply(outcome), "", details))
                                .thenReturn(outcome)));
    return transaction
        .execute(
            status ->
                written.doOnNext(
                    outcome -> {
                      if (isRefused(outcome)) {
                        status.setRollbackOnly();
                      }
                    }))
        .single();
  }

  private static boolean isRefused(Outcome outcome) {
    return outcome instanceof Outcome.Refusal || outcome instanceof Outcome.Invalid;
  }

  private static Map<String, String> difference(Map<String, Fact> before, Map<String, Fact> after) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    Map<String, String> difference = new TreeMap<>();
    for (String name : names) {
      String change = Fact.change(before.get(name), after.get(name));
      if (!change.isEmpty()) {
        difference.put(name, change);
      }
    }
    return difference;
  }
}
