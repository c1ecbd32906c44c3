package io.berth.service.outbound;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Result of calling a merchant. */
public sealed interface Reply {

  Duration duration();

  /**
   * @param body its first 64 kB
   * @param complete false where the body was longer or did not end in time
   * @param retryAfter how long the merchant asks to be left alone
   */
  record Answered(
      int status, byte[] body, boolean complete, @Nullable Duration retryAfter, Duration duration)
      implements Reply {}

  /** No server there, or no response in time. */
  record Unanswered(String error, Duration duration) implements Reply {}

  /** Nothing was sent: the rules forbid the target, or the request could not be made. */
  record Unsent(String error, Duration duration) implements Reply {}
}
