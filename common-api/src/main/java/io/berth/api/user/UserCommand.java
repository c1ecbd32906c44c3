package io.berth.api.user;

import io.berth.api.DidCommand;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Subject;
import java.math.BigDecimal;
import java.util.List;

/** Commands about users, whom an app knows by an id of its own, and players. */
public sealed interface UserCommand extends DidCommand {

  /** Answers {@link UserOutcome.UserProfile}. */
  record ReadUser(Subject user) implements UserCommand {}

  /**
   * For services: who stands behind OpenIds and uids, whether or not they know the app. Answers
   * {@link UserOutcome.Identities}.
   *
   * @param wanted at most 256
   */
  record ResolveIdentities(List<Wanted> wanted) implements UserCommand {

    /**
     * @param user a {@link Subject.Uid} or {@link Subject.OpenId}
     */
    public record Wanted(String appId, Subject user) {}
  }

  /** Answers {@link UserOutcome.UserProfile} for the user whom a game token stands for. */
  record ReadPlayer(String gameToken) implements UserCommand {
    @Override
    public String toString() {
      return "ReadPlayer[]";
    }
  }

  /**
   * Reads whether friends are on in the channel last entered through. Answers {@link
   * UserOutcome.FriendsSwitch}.
   */
  record ReadFriendsSwitch(Subject user) implements UserCommand {}

  /**
   * Friends who play the calling app: {@link UserOutcome.Friends}; {@link
   * ErrorCode#REGION_NOT_SERVED} where the user's channel has friends off.
   */
  record ReadFriends(Subject user) implements UserCommand {}

  /** Remembers which of a game's servers the user plays on. Answers {@link Outcome.Done}. */
  record ChooseServer(Subject user, String serverId) implements UserCommand {}

  /** Keeps the best score per user and server. Answers {@link Outcome.Done}. */
  record RecordScore(Subject user, String serverId, BigDecimal score) implements UserCommand {}

  /**
   * For services: answers {@link UserOutcome.People}; unknown uids are left out. An app's account
   * has the app's name.
   */
  record ReadPeople(List<Long> uids) implements UserCommand {}
}
