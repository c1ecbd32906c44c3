package io.berth.api.user;

import io.berth.api.Outcome;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers to {@link UserCommand}s. */
public sealed interface UserOutcome extends Outcome.Success {

  record UserProfile(
      String companyId,
      String appId,
      String openId,
      String unionId,
      long uid,
      String name,
      String avatar)
      implements UserOutcome {}

  /**
   * User behind an OpenId or uid, for services.
   *
   * @param openId null for a user who never authorized the app
   * @param grantedScopes union of the scopes accepted since the last revocation
   */
  record Identity(
      String appId,
      long uid,
      @Nullable String openId,
      @Nullable String unionId,
      Set<Integer> grantedScopes)
      implements UserOutcome {}

  /** One answer for each who was asked for, in that order: an {@link Identity} or a refusal. */
  record Identities(List<Outcome> outcomes) implements UserOutcome {}

  /** State of a user's channel: whether friends are switched on. */
  record FriendsSwitch(boolean open) implements UserOutcome {}

  /**
   * @param openIds of the friends in the calling app, in a stable order
   */
  record Friends(List<String> openIds) implements UserOutcome {}

  record People(List<Person> people) implements UserOutcome {}

  /** Public part of a user. */
  record Person(long uid, String name, String avatar) {}
}
