package io.berth.api;

import java.util.List;

/** Answers about {@link PendingChange}s. */
public sealed interface ChangeOutcome extends Outcome.ForConsole {

  /**
   * @param changes newest first
   * @param more whether there are further ones
   */
  record Changes(List<PendingChange> changes, boolean more) implements ChangeOutcome {}

  record ChangeFound(PendingChange change) implements ChangeOutcome {}
}
