package io.berth.did.throttle;

import java.time.Duration;

/** Result of a guess that {@link GuessThrottle} checked. */
public sealed interface Guess<T> {

  /**
   * @param found what the right guess gives
   */
  record Right<T>(T found) implements Guess<T> {}

  record Wrong<T>() implements Guess<T> {}

  /** Not compared, or withheld: too many were wrong. */
  record TooOften<T>(Duration delay) implements Guess<T> {}
}
