package io.berth.api.launch;

import io.berth.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * State of an app's life, and what it allows. {@link LaunchTransitions} says what may follow.
 *
 * <p>Records carry the names: a state that services of the release before do not know must not be
 * given to an app before they are replaced.
 */
public enum LaunchState {
  /** Its owner is still setting it up. */
  DRAFT(Entrance.NOBODY, false, ErrorCode.APP_NOT_LAUNCHED),
  /** An operator is asked to look at it. */
  APPLIED(Entrance.NOBODY, false, ErrorCode.APP_NOT_LAUNCHED),
  /** Its server is let in and its testers log in; nobody is charged. */
  IN_TEST(Entrance.TESTERS, false, null),
  /** Approved; its testers pay with real money. */
  ACCEPTED(Entrance.TESTERS, true, null),
  /** Grey launch: open to testers, to those who were invited, and to a share of the users. */
  LIMITED(Entrance.SHARE, true, null),
  LIVE(Entrance.EVERYBODY, true, null),
  /** Stopped by an operator, for a while. */
  SUSPENDED(Entrance.NOBODY, false, ErrorCode.APP_DISABLED),
  /** Ended for good. */
  CLOSED(Entrance.NOBODY, false, ErrorCode.APP_DISABLED);

  /** Users who may enter an app. An app is listed to those who may enter it. */
  public enum Entrance {
    NOBODY,
    TESTERS,
    /** Testers, invited users and a share of the others. */
    SHARE,
    EVERYBODY
  }

  private final Entrance entrance;
  private final boolean charging;
  private final @Nullable ErrorCode refusal;

  LaunchState(Entrance entrance, boolean charging, @Nullable ErrorCode refusal) {
    this.entrance = entrance;
    this.charging = charging;
    this.refusal = refusal;
  }

  public Entrance entrance() {
    return entrance;
  }

  /** Whether it may charge users real money, as far as its terms go. */
  public boolean isCharging() {
    return charging;
  }

  /** Whether anybody may enter it, and its server is let in. */
  public boolean isOpen() {
    return refusal == null;
  }

  /** Code by which every request about the app is refused; null where it is open. */
  public @Nullable ErrorCode refusal() {
    return refusal;
  }
}
