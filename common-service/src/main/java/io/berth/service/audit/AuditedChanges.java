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
 * Makes changes and their audit entries in one transaction, both or neither. A refused change is
 * rolled back and leaves no entry.
 */
public final class AuditedChanges {
  private final AuditLog audit;
  private final TransactionalOperator transaction;

  public AuditedChanges(AuditLog audit, TransactionalOperator transaction) {
    this.audit = audit;
    this.transaction = transaction;
  }

  /**
   * A decision of a person.
   *
   * @param name for example {@code app.freeze}
   * @param object kind and id, for example {@code app/testapp}
   * @param reason as the person gave it
   * @param details what was asked for; never a secret
   */
  public record Action(String name, String object, String reason, Map<String, String> details) {}

  /**
   * Makes a change that needs a reason, and records what was asked for.
   *
   * @param change begins when it is subscribed to
   */
  public Mono<Outcome> write(Caller caller, Action action, Mono<Outcome> change) {
    return Reasons.isGiven(action.reason)
        ? transactional(
            change.flatMap(
                outcome ->
                    isRefused(outcome)
                        ? Mono.just(outcome)
                        : audit
                            .write(
                                caller,
                                action.name,
                                action.object,
                                action.reason.strip(),
                                action.details)
                            .thenReturn(outcome)))
        : Mono.just(Outcome.Invalid.of("reason", "missing"));
  }

  /**
   * Makes a change and records what differs afterwards; where nothing does, there is no entry.
   *
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

  /** Records a change of an object that has its id only once it was made. */
  public Mono<Outcome> write(
      Caller caller,
      String action,
      Function<Outcome, String> object,
      Mono<Map<String, Fact>> facts,
      Mono<Outcome> change) {
    return transactional(
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
                                .thenReturn(outcome))));
  }

  /**
   * Commits a change unless it was refused. Spring's reactive transactions forget an inner one's
   * wish to roll back: where changes are nested, the outer one needs this as well.
   */
  public Mono<Outcome> transactional(Mono<Outcome> change) {
    return transaction
        .execute(
            status ->
                change.doOnNext(
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
