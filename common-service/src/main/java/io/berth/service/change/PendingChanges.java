package io.berth.service.change;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Refusal;
import io.berth.api.audit.AuditOutcome.AuditEntry;
import io.berth.api.change.ChangeOutcome;
import io.berth.api.change.ChangeOutcome.ChangeWaiting;
import io.berth.api.change.ChangeOutcome.FourEyes;
import io.berth.api.change.PendingChange;
import io.berth.api.change.PendingChange.Decision;
import io.berth.api.change.PendingChange.Difference;
import io.berth.api.change.PendingChange.State;
import io.berth.service.audit.AuditLog;
import io.berth.service.audit.Reasons;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Takes proposals and decisions. Whoever proposed a change cannot confirm it: the database refuses
 * such a row too. Every step is in the audit log, in the transaction that makes it.
 */
public final class PendingChanges {
  private static final int PAGE = 50;
  private static final Duration LONGEST_ROUND = Duration.ofMinutes(1);
  private static final Duration LIFE = Duration.ofDays(7);

  /** Nobody fills the table, or the other operators' mail boxes, with proposals. */
  private static final int MOST_OF_A_PERSON = 100;

  private static final int MOST_OF_THE_TOKEN = 2000;

  private final ChangeRows rows;
  private final Operators operators;
  private final ChangeApplication application;
  private final AuditLog audit;
  private final TransactionalOperator transaction;

  public PendingChanges(
      DatabaseClient database,
      Operators operators,
      ChangeHandler handler,
      AuditLog audit,
      TransactionalOperator transaction) {
    this.rows = new ChangeRows(database);
    this.operators = operators;
    this.audit = audit;
    this.transaction = transaction;
    this.application = new ChangeApplication(rows, handler, audit, transaction);
  }

  /** Asks the operators first; for a service that knows them itself. */
  public Mono<Outcome> propose(Proposal proposal, Caller caller) {
    return operators
        .ask(caller.uid(), null, caller.requestId())
        .flatMap(standing -> propose(proposal, standing, caller));
  }

  /**
   * Stores a proposal, in the caller's transaction where there is one. Answers {@link
   * ChangeWaiting}: the same one where the same proposal waits already.
   *
   * @param standing what {@link Operators#ask} said of the caller a moment ago
   */
  public Mono<Outcome> propose(Proposal proposal, FourEyes standing, Caller caller) {
    if (!isReason(proposal.reason().strip(), caller.uid() != null)) {
      return Mono.just(Invalid.of("reason", "missing"));
    }
    return rows.lockObject(proposal.object())
        .then(
            rows.waiting(proposal)
                .switchIfEmpty(Mono.defer(() -> insert(proposal, standing, caller))))
        .<Outcome>map(change -> new ChangeWaiting(change.id(), null, change.appliesAt()))
        .defaultIfEmpty(Refusal.of(ErrorCode.TOO_FREQUENT, "too many changes wait"))
        .as(transaction::transactional);
  }

  private static boolean isReason(String reason, boolean required) {
    return required ? Reasons.isGiven(reason) : Reasons.isShortEnough(reason);
  }

  private Mono<PendingChange> insert(Proposal proposal, FourEyes standing, Caller caller) {
    Duration alone = standing.alone() ? Duration.ofSeconds(standing.waitSeconds()) : null;
    Duration life = alone == null ? LIFE : LIFE.plus(alone);
    int most = caller.uid() == null ? MOST_OF_THE_TOKEN : MOST_OF_A_PERSON;
    return rows.countWaiting(caller.uid())
        .filter(waiting -> waiting < most)
        .flatMap(_ -> rows.insert(proposal, caller.uid(), tool(caller), alone, life))
        .flatMap(
            change ->
                audit
                    .write(
                        caller,
                        change.action() + ".propose",
                        change.object(),
                        change.reason(),
                        details(change))
                    .thenReturn(change));
  }

  private static @Nullable String tool(Caller caller) {
    if (caller.kind() != Caller.Kind.OPERATOR) {
      return null;
    }
    return caller.device() == null ? AuditEntry.TOKEN : caller.device();
  }

  static Map<String, String> details(PendingChange change) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("change", Long.toString(change.id()));
    for (Difference difference : change.differences()) {
      details.put(difference.field(), difference.before() + " → " + difference.after());
    }
    return details;
  }

  public Mono<Outcome> read(boolean waiting, @Nullable Long before) {
    return rows.before(before, waiting, PAGE + 1)
        .collectList()
        .map(
            found ->
                new ChangeOutcome.Changes(
                    found.subList(0, Math.min(PAGE, found.size())), found.size() > PAGE));
  }

  /** What was confirmed is carried out before it is answered. */
  public Mono<Outcome> decide(long id, Decision decision, String given, Caller caller) {
    long decider = Objects.requireNonNull(caller.uid());
    String reason = given.strip();
    if (!isReason(reason, decision == Decision.REFUSE)) {
      return Mono.just(Invalid.of("reason", "missing"));
    }
    return rows.find(id)
        .flatMap(
            change ->
                problem(change, decision, decider, caller)
                    .<Outcome>map(problem -> Invalid.of("id", problem))
                    .switchIfEmpty(
                        Mono.defer(() -> decided(change, decision, decider, reason, caller))))
        .defaultIfEmpty(Invalid.of("id", "unknown"));
  }

  /** Empty where the decision is this operator's to make. */
  private Mono<String> problem(
      PendingChange change, Decision decision, long decider, Caller caller) {
    boolean own = Objects.equals(change.requestedBy(), decider);
    if (change.state() != State.WAITING) {
      return Mono.just("decided");
    }
    return switch (decision) {
      case WITHDRAW -> own ? Mono.empty() : Mono.just("not-own");
      case REFUSE -> own ? Mono.just("own") : Mono.empty();
      case CONFIRM ->
          own
              ? Mono.just("own")
              : operators
                  .mayConfirm(
                      decider, change.requestedBy(), change.requestedAt(), caller.requestId())
                  .flatMap(may -> may ? Mono.empty() : Mono.just("too-new"));
    };
  }

  private Mono<Outcome> decided(
      PendingChange change, Decision decision, long decider, String reason, Caller caller) {
    State state =
        switch (decision) {
          case CONFIRM -> State.CONFIRMED;
          case REFUSE -> State.REFUSED;
          case WITHDRAW -> State.WITHDRAWN;
        };
    String step =
        switch (decision) {
          case CONFIRM -> ".confirm";
          case REFUSE -> ".refuse";
          case WITHDRAW -> ".withdraw";
        };
    return rows.decide(change.id(), state, decider, reason)
        .filter(Boolean::booleanValue)
        .flatMap(
            _ ->
                audit
                    .write(caller, change.action() + step, change.object(), reason, details(change))
                    .thenReturn(true))
        .as(transaction::transactional)
        .flatMap(
            _ ->
                (state == State.CONFIRMED
                        ? application.apply(change.id(), caller.requestId())
                        : Mono.<Void>empty())
                    .then(rows.find(change.id()))
                    .<Outcome>map(ChangeOutcome.ChangeFound::new))
        .defaultIfEmpty(Invalid.of("id", "decided"));
  }

  /** Carries out whose time has come, gives up what is too old, tells the operators what is new. */
  public Mono<Void> round() {
    return new PendingChangeMaintenance(rows, operators, application, audit, transaction)
        .run()
        .timeout(LONGEST_ROUND);
  }
}
