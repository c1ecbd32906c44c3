package io.berth.callback.endpoint;

import java.time.Duration;

/** Result of asking to call an endpoint. */
public sealed interface Permission {

  /** Yes; {@link Endpoints#report} must follow. */
  record Granted() implements Permission {}

  /** Not now: it does not answer, or as many calls as it may have are on their way. */
  record Postponed(Duration delay) implements Permission {}
}
