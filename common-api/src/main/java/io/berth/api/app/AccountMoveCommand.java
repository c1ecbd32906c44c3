package io.berth.api.app;

import io.berth.api.DidCommand;
import io.berth.api.Outcome;
import java.util.List;

/** Commands about money that apps kept in a person's account, before each had its own. */
public sealed interface AccountMoveCommand extends DidCommand {

  /**
   * For pay-service: whose money still has to be moved. Answers {@link
   * AccountMoveOutcome.AccountMoves}, in the order of the app ids.
   *
   * @param after app ids greater than this; empty for the first
   */
  record ReadAccountMoves(String after) implements AccountMoveCommand {}

  /** For pay-service: these apps' money is moved. Answers {@link Outcome.Done}. */
  record FinishAccountMoves(List<String> appIds) implements AccountMoveCommand {}
}
