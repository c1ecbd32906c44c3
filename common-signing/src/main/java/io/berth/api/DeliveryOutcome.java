package io.berth.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Answers to {@link DeliveryCommand}s. */
public sealed interface DeliveryOutcome extends Outcome.ForConsole {

  /**
   * @param oldest when the event of the longest waiting callback came; null where none waits
   */
  record Waiting(long callbacks, @Nullable Instant oldest) implements DeliveryOutcome {}
}
