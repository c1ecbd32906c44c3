package io.berth.api.app;

import io.berth.api.Outcome;
import java.util.List;

/** Answers to {@link AccountMoveCommand}s. */
public sealed interface AccountMoveOutcome extends Outcome.Success {

  /**
   * @param more whether there are further ones
   */
  record AccountMoves(List<AccountMove> moves, boolean more) implements AccountMoveOutcome {}

  /**
   * An app whose money was kept in an account of a person.
   *
   * @param formerUid of the person
   * @param uid of the app's own account
   * @param shared whether the person's account held money of other apps too
   */
  record AccountMove(String appId, long formerUid, long uid, boolean shared) {}
}
