package io.berth.callback.drill;

import io.berth.api.delivery.CallProblem;
import io.berth.api.delivery.DrillOutcome.Advice;
import io.berth.api.delivery.DrillOutcome.Call;
import io.berth.api.delivery.DrillOutcome.Exercise;
import io.berth.api.delivery.DrillOutcome.Grade;
import io.berth.api.delivery.DrillOutcome.Graded;
import io.berth.api.delivery.DrillOutcome.Step;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Grades a receiver by its responses alone; only its own books show whether it credited twice, for
 * example.
 */
final class Grading {

  /** A slower receiver gets into trouble under load, however right its responses are. */
  private static final long SLOW_MILLIS = 3_000;

  private static final Set<Step> FORGERIES =
      EnumSet.of(Step.WRONG_SIGNATURE, Step.AMOUNT_CHANGED, Step.WITHOUT_SIGNATURE);

  private record Verdict(Grade grade, Advice advice) {}

  private final List<Call> calls;
  private final boolean over;
  private final @Nullable Advice unsigned;

  /**
   * @param over whether there are no more calls to come
   * @param unsigned why there are no forgeries, if there are none
   */
  Grading(List<Call> calls, boolean over, @Nullable Advice unsigned) {
    this.calls = calls;
    this.over = over;
    this.unsigned = unsigned;
  }

  List<Graded> all() {
    List<Graded> all = new ArrayList<>();
    for (Exercise exercise : Exercise.values()) {
      List<Call> own = calls.stream().filter(call -> call.exercise() == exercise).toList();
      Verdict verdict = isOver(exercise) ? verdict(exercise, own) : null;
      all.add(
          new Graded(
              exercise,
              verdict == null ? null : verdict.grade(),
              verdict == null ? null : verdict.advice(),
              own));
    }
    return all;
  }

  private boolean isOver(Exercise exercise) {
    return over || calls.stream().anyMatch(call -> call.exercise().compareTo(exercise) > 0);
  }

  private Verdict verdict(Exercise exercise, List<Call> own) {
    if (exercise == Exercise.TAMPERED) {
      return tampered(own);
    }
    if (exercise == Exercise.PLAIN) {
      return plain(own);
    }
    Verdict plain = plain(of(Exercise.PLAIN));
    if (plain.grade() != Grade.PASSED) {
      return new Verdict(Grade.NOT_JUDGED, plain.advice());
    }
    return switch (exercise) {
      case DUPLICATES -> all(own, Advice.CHECK_YOUR_BOOKS, Advice.REPETITION_REFUSED);
      case OUT_OF_ORDER -> all(own, Advice.ALL_WELL, Advice.ORDER_MATTERS);
      case LATE -> all(own, Advice.ALL_WELL, Advice.LATE_REFUSED);
      case SLOW -> slow(own);
      case PLAIN, TAMPERED -> throw new IllegalStateException(exercise.name());
    };
  }

  private static Verdict plain(List<Call> own) {
    if (own.isEmpty() || own.getFirst().result().httpStatus() == 0) {
      boolean late = !own.isEmpty() && isLate(own.getFirst());
      return new Verdict(Grade.FAILED, late ? Advice.ANSWERS_TOO_LATE : Advice.UNREACHABLE);
    }
    return all(own, Advice.ALL_WELL, Advice.NOT_ACKNOWLEDGED);
  }

  /** A receiver that refuses everything refuses forgeries too, which proves nothing. */
  private Verdict tampered(List<Call> own) {
    if (own.stream().anyMatch(call -> call.result().acknowledged())) {
      return new Verdict(Grade.FAILED, Advice.FORGERY_ACCEPTED);
    }
    Verdict plain = plain(of(Exercise.PLAIN));
    if (plain.grade() != Grade.PASSED) {
      return new Verdict(Grade.NOT_JUDGED, plain.advice());
    }
    if (own.isEmpty()) {
      return new Verdict(Grade.NOT_JUDGED, unsigned == null ? Advice.PROTOCOL_UNSIGNED : unsigned);
    }
    return new Verdict(Grade.PASSED, Advice.FORGERIES_REFUSED);
  }

  private Verdict slow(List<Call> own) {
    if (genuine(Grading::isLate)) {
      return new Verdict(Grade.FAILED, Advice.ANSWERS_TOO_LATE);
    }
    if (own.stream().anyMatch(call -> !call.result().acknowledged())) {
      return new Verdict(Grade.FAILED, Advice.PIECES_REFUSED);
    }
    return genuine(call -> millis(call) > SLOW_MILLIS)
        ? new Verdict(Grade.WARNING, Advice.ANSWERS_SLOWLY)
        : new Verdict(Grade.PASSED, Advice.ALL_WELL);
  }

  private boolean genuine(Predicate<Call> what) {
    return calls.stream().filter(call -> !FORGERIES.contains(call.step())).anyMatch(what);
  }

  /** The pause that we made ourselves is not the merchant's. */
  private static long millis(Call call) {
    long all = call.result().durationMillis();
    return call.step() == Step.IN_PIECES ? all - DrillPlan.PAUSE.toMillis() : all;
  }

  private static boolean isLate(Call call) {
    return call.result().problem() == CallProblem.NO_ANSWER_IN_TIME;
  }

  private List<Call> of(Exercise exercise) {
    return calls.stream().filter(call -> call.exercise() == exercise).toList();
  }

  private static Verdict all(List<Call> own, Advice good, Advice bad) {
    boolean acknowledged =
        !own.isEmpty() && own.stream().allMatch(call -> call.result().acknowledged());
    return acknowledged ? new Verdict(Grade.PASSED, good) : new Verdict(Grade.FAILED, bad);
  }
}
