package io.berth.api.delivery;

import io.berth.api.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to {@link DrillCommand}s. */
public sealed interface DrillOutcome extends Outcome.ForConsole {

  /** There is none yet. */
  record NoDrill(Receiver receiver) implements DrillOutcome {}

  /**
   * @param finishedAt null while it is under way
   * @param interrupted whether it ended before its last exercise, with the instance that ran it
   * @param earlier ids of the app's drills before this one, latest first
   */
  record DrillFound(
      long id,
      Instant startedAt,
      @Nullable Instant finishedAt,
      boolean interrupted,
      Receiver receiver,
      List<Graded> exercises,
      List<Long> earlier)
      implements DrillOutcome {}

  /**
   * Receiver of a drill's callbacks.
   *
   * @param url null where none is known
   * @param urlPerOrder whether each order says where to call back
   */
  record Receiver(@Nullable String url, boolean urlPerOrder, Acknowledgement wanted) {}

  /**
   * @param grade null while it is under way
   * @param advice null without a grade
   */
  record Graded(
      Exercise exercise, @Nullable Grade grade, @Nullable Advice advice, List<Call> calls) {}

  /**
   * @param number counts the calls of a drill from 1
   * @param step what is special about it
   * @param tradeNo of the order that does not exist
   */
  record Call(
      int number,
      Exercise exercise,
      Step step,
      String tradeNo,
      Instant at,
      CallRequest request,
      CallResult result) {}

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
    /** A request that arrives in pieces, and how long all answers took. */
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
    /** Not applicable: the protocol has no such thing, or nothing is acknowledged. */
    NOT_JUDGED
  }

  /** Advice about a grade; the console has words for each. */
  enum Advice {
    ALL_WELL,
    UNREACHABLE,
    NOT_ACKNOWLEDGED,
    /** Every repetition was acknowledged: only the merchant's books can show the effect. */
    CHECK_YOUR_BOOKS,
    REPETITION_REFUSED,
    ORDER_MATTERS,
    LATE_REFUSED,
    FORGERY_ACCEPTED,
    FORGERIES_REFUSED,
    PROTOCOL_UNSIGNED,
    NO_KEY_TO_SIGN_WITH,
    ANSWERS_TOO_LATE,
    ANSWERS_SLOWLY,
    PIECES_REFUSED
  }
}
