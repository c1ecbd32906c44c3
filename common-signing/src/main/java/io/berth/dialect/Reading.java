package io.berth.dialect;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;

/** Something read from a request, or why it could not be. */
public sealed interface Reading<T> {
  record Read<T>(T value) implements Reading<T> {}

  record Unreadable<T>(Refusal refusal) implements Reading<T> {}

  static <T> Reading<T> of(T value) {
    return new Read<>(value);
  }

  /**
   * @param what the parameter and what is wrong with it, for logs and the console
   */
  static <T> Reading<T> badParameter(String what) {
    return new Unreadable<>(Refusal.of(ErrorCode.BAD_PARAMETER, what));
  }
}
