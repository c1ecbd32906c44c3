package io.berth.api.launch;

import io.berth.api.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to {@link LaunchCommand}s. */
public sealed interface LaunchOutcome extends Outcome.ForConsole {

  /**
   * @param former state that a suspended app returns to; null of all others
   * @param next states that the reader may give the app now
   * @param percent share of the users that a limited app is open to
   * @param testers mail addresses
   * @param invited how many came by the invitation link
   * @param hasLink whether an invitation link is in force
   * @param signed whether a request came with one of its keys or secrets
   * @param entered whether a user ever logged in
   * @param agreed whether a version of its terms is in force
   * @param deposited whether the deposit that they ask for is held
   * @param changes newest first
   */
  record LaunchFound(
      LaunchState state,
      @Nullable LaunchState former,
      List<LaunchState> next,
      int percent,
      List<String> testers,
      long invited,
      boolean hasLink,
      boolean signed,
      boolean entered,
      boolean agreed,
      boolean deposited,
      List<LaunchChange> changes)
      implements LaunchOutcome {}

  /**
   * A change of state.
   *
   * @param reason empty where the change came with the app's other fields
   */
  record LaunchChange(LaunchState from, LaunchState to, String reason, Instant at) {}

  /** Shown now and never again. */
  record LaunchLinkMade(String link) implements LaunchOutcome {
    @Override
    public String toString() {
      return "LaunchLinkMade[]";
    }
  }
}
