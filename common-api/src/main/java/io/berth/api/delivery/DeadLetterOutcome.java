package io.berth.api.delivery;

import io.berth.api.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to {@link DeadLetterCommand}s. */
public sealed interface DeadLetterOutcome extends Outcome.ForConsole {

  /**
   * @param more whether there are further ones
   */
  record DeadLetters(List<DeadLetterRecord> records, boolean more) implements DeadLetterOutcome {}

  /**
   * Record that could not be handled.
   *
   * @param key as text
   * @param value the beginning of it as text; null where it had none
   * @param problem why it was not handled
   * @param repeatable whether pay-service signed it and all of it was kept
   */
  record DeadLetterRecord(
      int partition,
      long offset,
      @Nullable String key,
      @Nullable String value,
      String problem,
      Instant seenAt,
      boolean repeatable) {}
}
