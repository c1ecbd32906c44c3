package io.berth.api.change;

import io.berth.api.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers about {@link PendingChange}s. */
public sealed interface ChangeOutcome extends Outcome.ForConsole {

  /**
   * @param changes newest first
   * @param more whether there are further ones
   */
  record Changes(List<PendingChange> changes, boolean more) implements ChangeOutcome {}

  record ChangeFound(PendingChange change) implements ChangeOutcome {}

  /**
   * A change that takes four eyes was asked for and waits; what does not take them is done.
   *
   * @param id of the {@link PendingChange}
   * @param uid as in {@link Identity}; null where no account is concerned
   * @param appliesAt when it is carried out without a second operator; null where one has to
   *     confirm it
   */
  record ChangeWaiting(long id, @Nullable Long uid, @Nullable Instant appliesAt)
      implements Outcome.Success {}

  /**
   * Rules for a change that takes four eyes.
   *
   * @param alone whether the requester alone can confirm it
   * @param waitSeconds waiting time in that case
   * @param acting whether the requester acts as an operator
   * @param tied whether the payee is the requester, or has to do with a company of theirs
   * @param fresh whether the payee's account was made less than the waiting time ago
   */
  record FourEyes(boolean alone, long waitSeconds, boolean acting, boolean tied, boolean fresh)
      implements Outcome.Success {}
}
