package io.berth.dialect.parameter;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;

/** Result of parsing a request, or of a part of it. */
public sealed interface Parsed<T> {
  record Read<T>(T value) implements Parsed<T> {}

  record Unreadable<T>(Refusal refusal) implements Parsed<T> {}

  static <T> Parsed<T> of(T value) {
    return new Read<>(value);
  }

  /**
   * @param what the parameter and what is wrong with it, for logs and the console
   */
  static <T> Parsed<T> badParameter(String what) {
    return new Unreadable<>(Refusal.of(ErrorCode.BAD_PARAMETER, what));
  }
}
