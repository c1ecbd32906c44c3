package io.berth.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to {@link DrillCommand}s. */
public sealed interface DrillOutcome extends Outcome.ForConsole {

  /**
   * @param overview as far as callbacks of this app are told where to go
   */
  record NoDrill(boolean urlPerOrder, @Nullable String url) implements DrillOutcome {}

  /**
   * @param finishedAt null while it is under way, and for ever where it was interrupted
   * @param earlier ids of the app's drills before this one, latest first
   */
  record DrillFound(
      long id,
      Instant startedAt,
      @Nullable Instant finishedAt,
      boolean interrupted,
      @Nullable String url,
      boolean urlPerOrder,
      Acknowledgement wanted,
      List<Graded> exercises,
      List<Long> earlier)
      implements DrillOutcome {}

  /**
   * @param grade null while it is under way
   */
  record Graded(
      Exercise exercise, @Nullable Grade grade, @Nullable Advice advice, List<Call> calls) {}

  /**
   * @param number counts the calls of a drill from 1
   * @param step what is special about it
   * @param tradeNo of the order that does not exist
   */
  record Call(
      int number, Step step, String tradeNo, Instant at, CallRequest request, CallResult result) {}

  enum Exercise {
    /** One callback as it should be. */
    PLAIN,
    /** The same callback several times, twice of them at once. */
    DUPLICATES,
    /** The later of two orders first. */
    OUT_OF_ORDER,
    /** An order that was paid long ago. */
    LATE,
    /** Forgeries. */
    TAMPERED,
    /** A request that arrives in pieces, and how long answers take. */
    SLOW
  }

  enum Step {
    AS_IT_SHOULD_BE,
    REPEATED,
    REPEATED_AT_ONCE,
    LATER_ORDER,
    EARLIER_ORDER,
    PAID_LONG_AGO,
    WRONG_SIGNATURE,
    AMOUNT_CHANGED,
    WITHOUT_SIGNATURE,
    IN_PIECES
  }

  enum Grade {
    PASSED,
    /** It works, and could be better. */
    WARNING,
    FAILED,
    /** Nothing can be told: the protocol has no such thing, or no call got through. */
    NOT_JUDGED
  }

  /** What to do about a grade. */
  enum Advice {
    UNREACHABLE,
    NOT_ACKNOWLEDGED,
    UNKNOWN_ORDERS_REFUSED,
    REPETITION_REFUSED,
    ORDER_MATTERS,
    LATE_REFUSED,
    FORGERY_ACCEPTED,
    FORGERIES_REFUSED,
    NOTHING_IS_SIGNED,
    CALLBACKS_UNSIGNED_NO_KEY,
    ANSWERS_TOO_LATE,
    ANSWERS_SLOWLY,
    PIECES_REFUSED,
    CHECK_YOUR_BOOKS,
    ALL_WELL
  }
}
