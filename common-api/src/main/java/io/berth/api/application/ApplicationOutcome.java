package io.berth.api.application;

import io.berth.api.Outcome;
import io.berth.api.launch.LaunchState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers to {@link ApplicationCommand}s. */
public sealed interface ApplicationOutcome extends Outcome.ForConsole {

  /** Word of an operator about an application or a part of it. */
  enum Verdict {
    APPROVED,
    /** Something has to be changed or explained. */
    ASKED_BACK,
    REFUSED
  }

  /** State of an application that was sent. */
  enum ApplicationState {
    SENT,
    APPROVED,
    ASKED_BACK,
    REFUSED,
    WITHDRAWN
  }

  /**
   * @param reason empty where something was approved without one
   */
  record Decision(Verdict verdict, String reason) {}

  /**
   * Applications of an app.
   *
   * @param companyId of the app
   * @param checked whether the legal details of the company are
   * @param next what the owner has written, or sent last
   * @param callbackUrl of the app; empty without one
   * @param redirectUrls of the app
   * @param scopes that the app has
   * @param coins that the app has
   * @param sent newest first
   */
  record ApplicationsFound(
      String appId,
      String companyId,
      Map<String, String> name,
      LaunchState state,
      boolean checked,
      Application next,
      String callbackUrl,
      List<String> redirectUrls,
      Set<Integer> scopes,
      Set<String> coins,
      List<SentApplication> sent)
      implements ApplicationOutcome {

    /** The one that waits for a decision, or null. */
    public @Nullable SentApplication waiting() {
      return sent.stream()
          .filter(each -> each.state() == ApplicationState.SENT)
          .findFirst()
          .orElse(null);
    }
  }

  /**
   * @param version counts what was sent, from 1
   * @param reason of the decision; empty before it
   * @param decidedAt null before a decision
   * @param scopes decisions by scope
   * @param coins decisions by coin code
   */
  record SentApplication(
      int version,
      Application application,
      ApplicationState state,
      Instant sentAt,
      String reason,
      @Nullable Instant decidedAt,
      Map<Integer, Decision> scopes,
      Map<String, Decision> coins) {}

  /**
   * The longest waiting first.
   *
   * @param more whether there are more than these
   */
  record ApplicationQueue(List<Waiting> waiting, boolean more) implements ApplicationOutcome {}

  /**
   * @param name of the app by language tag
   */
  record Waiting(
      String appId,
      String companyId,
      Map<String, String> name,
      LaunchState state,
      int version,
      Instant sentAt) {}
}
