package io.berth.api.change;

import io.berth.api.DidCommand;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Questions of services to did-service, which knows the operators, about changes that take four
 * eyes.
 */
public sealed interface FourEyesCommand extends DidCommand {

  /**
   * Returns the rules for a change requested now. Answers {@link ChangeOutcome.FourEyes}.
   *
   * @param requester null for the operator's token
   * @param payee of the change; null where it moves no money
   */
  record AskFourEyes(@Nullable Long requester, @Nullable Long payee) implements FourEyesCommand {}

  /**
   * Checks whether an operator may confirm a change that was asked for at that time. Answers {@link
   * Outcome.Done}, or refuses with {@link ErrorCode#NO_PERMISSION}.
   *
   * @param requester null for the operator's token
   */
  record CheckConfirmer(long confirmer, @Nullable Long requester, Instant requestedAt)
      implements FourEyesCommand {}

  /**
   * Mails all operators, and those who were until a few days ago, what waits. Answers {@link
   * Outcome.Done}.
   *
   * @param changes at most 50
   */
  record TellOperators(List<PendingChange> changes) implements FourEyesCommand {}
}
