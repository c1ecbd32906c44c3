package io.berth.api.launch;

import io.berth.api.launch.LaunchState.Entrance;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Launch state of an app, and whom it lets in.
 *
 * @param former state that a suspended app returns to; null of all others
 * @param percent share of the users that a limited app is open to, 0 to 100
 * @param testers uids of people whom the owner named; empty where everybody may enter
 * @param invited uids of people who came by the invitation link; empty unless it is limited
 */
public record Launch(
    LaunchState state,
    @Nullable LaunchState former,
    int percent,
    Set<Long> testers,
    Set<Long> invited) {

  /** Most testers of an app. */
  public static final int MOST_TESTERS = 100;

  /** Most people who may come by an app's invitation link. */
  public static final int MOST_INVITED = 1000;

  public Launch {
    testers = Set.copyOf(testers);
    invited = Set.copyOf(invited);
  }

  /** Lets in everybody, or nobody but testers who are yet to be named. */
  public static Launch of(LaunchState state) {
    LaunchState former = state == LaunchState.SUSPENDED ? LaunchState.LIVE : null;
    return new Launch(state, former, 0, Set.of(), Set.of());
  }

  /** The same app in another state. */
  public Launch to(LaunchState next) {
    if (next == state) {
      return this;
    }
    return new Launch(
        next, next == LaunchState.SUSPENDED ? state : null, percent, testers, invited);
  }

  /**
   * Whether a user may enter.
   *
   * @param appId of the app that this is of: other apps are open to another share of the users
   */
  public boolean admits(String appId, long uid) {
    return switch (state.entrance()) {
      case Entrance.NOBODY -> false;
      case Entrance.TESTERS -> testers.contains(uid);
      case Entrance.SHARE ->
          testers.contains(uid) || invited.contains(uid) || percentile(appId, uid) < percent;
      case Entrance.EVERYBODY -> true;
    };
  }

  /** 0 to 99, for one user of one app always the same: a larger share contains the smaller. */
  private static long percentile(String appId, long uid) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((appId + '/' + uid).getBytes(StandardCharsets.UTF_8));
      return Long.remainderUnsigned(ByteBuffer.wrap(digest).getLong(), 100);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
