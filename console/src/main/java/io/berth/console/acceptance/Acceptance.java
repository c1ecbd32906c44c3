package io.berth.console.acceptance;

import io.berth.api.delivery.DrillOutcome;
import io.berth.api.delivery.DrillOutcome.DrillFound;
import io.berth.api.delivery.DrillOutcome.Exercise;
import io.berth.api.delivery.DrillOutcome.Grade;
import io.berth.api.delivery.DrillOutcome.Graded;
import io.berth.api.launch.LaunchOutcome.LaunchFound;
import io.berth.api.order.OrderCommand.Kind;
import io.berth.api.order.OrderStatus;
import io.berth.api.reconciliation.ReconciliationOutcome;
import io.berth.api.reconciliation.ReconciliationOutcome.Reconciliations;
import io.berth.api.totals.TotalsOutcome.CallbackTotals;
import io.berth.api.totals.TotalsOutcome.OrderTotal;
import io.berth.api.totals.TotalsOutcome.OrderTotals;
import io.berth.dialect.api.AcceptanceStep;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * List of the steps that an app has shown, and of those that are left. Payments and callbacks count
 * for 60 days.
 */
public record Acceptance(List<Step> steps) {

  /** A step, and the page of the app on which it is tried or seen. */
  public record Step(AcceptanceStep step, State state, String page) {}

  public enum State {
    DONE,
    LEFT,
    /** The service that knows did not answer. */
    UNKNOWN
  }

  /**
   * Facts that the services know of an app; empty where one does not answer.
   *
   * @param drill the latest, or {@link DrillOutcome.NoDrill}
   */
  record Facts(
      LaunchFound launch,
      Optional<OrderTotals> orders,
      Optional<CallbackTotals> callbacks,
      Optional<DrillOutcome> drill,
      Optional<Reconciliations> reconciliations) {}

  static Acceptance of(Collection<AcceptanceStep> wanted, Facts facts) {
    return new Acceptance(
        wanted.stream()
            .sorted()
            .map(step -> new Step(step, state(step, facts), page(step)))
            .toList());
  }

  /** A step counts as done where it is done in one of the two. */
  Acceptance or(Acceptance other) {
    return new Acceptance(
        steps.stream()
            .map(
                step ->
                    step.state != State.DONE && other.isDone(step.step)
                        ? new Step(step.step, State.DONE, step.page)
                        : step)
            .toList());
  }

  private boolean isDone(AcceptanceStep wanted) {
    return steps.stream().anyMatch(step -> step.step == wanted && step.state == State.DONE);
  }

  public long done() {
    return steps.stream().filter(step -> step.state == State.DONE).count();
  }

  public boolean isComplete() {
    return done() == steps.size();
  }

  private static State state(AcceptanceStep step, Facts facts) {
    return switch (step) {
      case SIGNED_REQUEST -> state(facts.launch.signed());
      case LOGIN -> state(facts.launch.entered());
      case PAYMENT -> orders(facts, Kind.PAYMENT, OrderStatus.PAID::equals);
      case CANCELLED_PAYMENT -> orders(facts, Kind.PAYMENT, status -> status != OrderStatus.PAID);
      case PAYOUT -> orders(facts, Kind.PAYOUT, OrderStatus.PAID::equals);
      case RETURN -> orders(facts, Kind.RETURN, OrderStatus.PAID::equals);
      case CALLBACK ->
          state(
              facts.callbacks,
              found ->
                  found.totals().stream()
                      .anyMatch(total -> total.problem() == null && total.attempts() > 0));
      case DUPLICATES ->
          drill(
              facts,
              exercises ->
                  exercises.stream()
                      .anyMatch(
                          graded ->
                              graded.exercise() == Exercise.DUPLICATES
                                  && graded.grade() == Grade.PASSED));
      case DRILL ->
          drill(
              facts,
              exercises ->
                  !exercises.isEmpty()
                      && exercises.stream()
                          .allMatch(
                              graded -> graded.grade() != null && graded.grade() != Grade.FAILED));
      case RECONCILIATION ->
          state(
              facts.reconciliations,
              found ->
                  found.days().stream()
                      .anyMatch(day -> day.state() == ReconciliationOutcome.State.AGREED));
    };
  }

  private static State state(boolean isDone) {
    return isDone ? State.DONE : State.LEFT;
  }

  private static <T> State state(Optional<T> facts, Predicate<T> isDone) {
    return facts.map(found -> state(isDone.test(found))).orElse(State.UNKNOWN);
  }

  private static State orders(Facts facts, Kind kind, Predicate<OrderStatus> status) {
    Predicate<OrderTotal> counts =
        total -> total.kind() == kind && status.test(total.status()) && total.orders() > 0;
    return state(facts.orders, found -> found.totals().stream().anyMatch(counts));
  }

  private static State drill(Facts facts, Predicate<List<Graded>> isDone) {
    return state(
        facts.drill,
        latest ->
            latest instanceof DrillFound drill
                && drill.finishedAt() != null
                && !drill.interrupted()
                && isDone.test(drill.exercises()));
  }

  private static String page(AcceptanceStep step) {
    return switch (step) {
      case SIGNED_REQUEST -> "quick-start";
      case LOGIN -> "launch#testers";
      case PAYMENT -> "orders?kind=PAYMENT&status=PAID";
      case CANCELLED_PAYMENT -> "orders?kind=PAYMENT";
      case PAYOUT -> "orders?kind=PAYOUT";
      case RETURN -> "orders?kind=RETURN";
      case CALLBACK -> "callbacks";
      case DUPLICATES, DRILL -> "drill";
      case RECONCILIATION -> "reconciliation";
    };
  }
}
