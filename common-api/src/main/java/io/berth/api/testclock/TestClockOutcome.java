package io.berth.api.testclock;

import io.berth.api.Outcome;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Answers to {@link TestClockCommand}s. */
public sealed interface TestClockOutcome extends Outcome.ForConsole {

  /**
   * @param codes authorization codes that expired
   * @param tokens refresh tokens and tokens of games that expired; access tokens are not counted,
   *     since nobody keeps them
   */
  record TokensMoved(long codes, long tokens) implements TestClockOutcome {}

  /**
   * @param expired unpaid orders that expired
   * @param reconciled day that ended with the move; null where none did
   */
  record OrdersMoved(long expired, @Nullable LocalDate reconciled) implements TestClockOutcome {}

  /**
   * @param due callbacks that are tried at once
   */
  record CallbacksMoved(long due) implements TestClockOutcome {}
}
