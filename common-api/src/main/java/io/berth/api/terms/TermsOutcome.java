package io.berth.api.terms;

import io.berth.api.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers to {@link TermsCommand}s. */
public sealed interface TermsOutcome extends Outcome.ForConsole {

  /** Way in which a version came. */
  enum Origin {
    /** From the app's creation, or from before there were versions. */
    CARRIED_OVER,
    /** By a bootstrap file or an approved application. */
    CHANGED,
    PROPOSED
  }

  enum TermsState {
    /** The owners have not decided. */
    PROPOSED,
    IN_FORCE,
    /** It was in force until a later version was. */
    REPLACED,
    DECLINED,
    WITHDRAWN
  }

  /**
   * @param name of the app by language tag
   * @param present terms by which the app works now, also while no version is in force
   * @param versions at most 50, newest first
   */
  record TermsFound(
      String appId, Map<String, String> name, Terms present, List<TermsVersion> versions)
      implements TermsOutcome {

    /** The one that is in force, or null. */
    public @Nullable TermsVersion inForce() {
      return first(TermsState.IN_FORCE);
    }

    /** The one that the owners have to decide on, or null. */
    public @Nullable TermsVersion proposed() {
      return first(TermsState.PROPOSED);
    }

    private @Nullable TermsVersion first(TermsState state) {
      return versions.stream().filter(each -> each.state() == state).findFirst().orElse(null);
    }
  }

  /**
   * @param version counts the versions of the app, from 1
   * @param note of the operator for the owners; empty unless it was proposed
   * @param decidedAt when it was accepted, declined or withdrawn; null before
   * @param reason of that decision; may be empty
   */
  record TermsVersion(
      int version,
      Origin origin,
      TermsState state,
      Terms terms,
      String note,
      Instant proposedAt,
      @Nullable Instant decidedAt,
      String reason) {}
}
