package io.berth.callback.result;

import io.berth.api.delivery.CallProblem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Result of an attempt.
 *
 * @param httpStatus 0 where no answer came
 * @param answer its first kilobyte
 * @param problem null where it was acknowledged
 * @param next how long after the attempt's start the next one follows; null where there is none
 */
public record AttemptResult(
    int number,
    int httpStatus,
    Duration duration,
    byte @Nullable [] answer,
    @Nullable String error,
    @Nullable CallProblem problem,
    @Nullable Duration next) {

  public static final int LONGEST_ANSWER = 1024;

  public boolean delivered() {
    return problem == null;
  }

  String state() {
    if (delivered()) {
      return "DELIVERED";
    }
    return next == null ? "GIVEN_UP" : "PENDING";
  }
}
