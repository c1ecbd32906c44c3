package io.berth.service.change;

import io.berth.api.Command;
import io.berth.api.Outcome;
import io.berth.api.change.PendingChange;
import reactor.core.publisher.Mono;

/** Carries out what was confirmed. */
@FunctionalInterface
public interface ChangeHandler {

  /**
   * Runs in the transaction that marks the change as applied, and may run again after a crash where
   * it changes something outside of it. A refusal rolls back and ends the change as failed.
   */
  Mono<Outcome> apply(Command command, PendingChange change);
}
