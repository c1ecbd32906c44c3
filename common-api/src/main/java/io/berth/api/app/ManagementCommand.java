package io.berth.api.app;

import io.berth.api.DidCommand;
import io.berth.api.Outcome;
import io.berth.api.change.ChangeOutcome;
import io.berth.api.launch.LaunchState;
import io.berth.api.user.UserOutcome;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Commands of the operator's token. */
public sealed interface ManagementCommand extends DidCommand {

  /**
   * Permission of the machine's owner: their changes need no confirmation, since the owner could
   * write into the database as well.
   */
  String DIRECT = "changes:direct";

  /** For operators. A null field of these stays as it is. Answers {@link Outcome.Done}. */
  record PutCompany(String companyId, @Nullable Map<String, String> name, @Nullable Boolean enabled)
      implements ManagementCommand {}

  /**
   * For operators: creates an account or brings it in line. Answers {@link UserOutcome.Identity}
   * with an empty {@code appId}, or {@link ChangeOutcome.ChangeWaiting} where another operator is
   * to confirm that they become one.
   *
   * @param login mail address
   * @param openIds app id to OpenId carried over from another platform; ignored where one exists
   */
  record PutUser(
      String login,
      @Nullable Long uid,
      @Nullable String password,
      @Nullable String payPassword,
      @Nullable String name,
      @Nullable String avatar,
      @Nullable Map<String, String> openIds,
      @Nullable List<String> friends,
      @Nullable List<String> roles)
      implements ManagementCommand {
    @Override
    public String toString() {
      return "PutUser[login=" + login + ", uid=" + uid + "]";
    }
  }

  /**
   * For operators: keeps uids from being assigned to somebody else until they are asked for by
   * name. Answers {@link Outcome.Done}.
   */
  record ReserveUids(List<Long> uids) implements ManagementCommand {}

  /**
   * For operators: creates an app or brings it in line. Answers {@link UserOutcome.Identity} with
   * the uid of the app's own account, which is made with the app, or {@link
   * ChangeOutcome.ChangeWaiting} where its terms wait for an operator.
   *
   * @param adminLogin mail address of a person who becomes an owner of the company, made without a
   *     password where it is new
   * @param keys keys that are missing here stay as they are
   * @param settings the dialect's own settings by name, secrets included
   * @param requiredScopes that players cannot untick on the consent page
   * @param accountUid of the app's account, where it is carried over; null for the next free one
   * @param payoutPassword where null, a new app takes the pay password of {@code adminLogin}
   * @param enabled false suspends an open app, true lets a suspended one go on as before
   * @param state of its launch, whatever it was before, except that a closed app stays closed and
   *     no open one becomes it; a new app is live where it is null
   */
  record PutApp(
      String companyId,
      String appId,
      @Nullable String dialect,
      @Nullable Map<String, String> name,
      @Nullable String adminLogin,
      @Nullable String profitLogin,
      @Nullable List<String> redirectUrls,
      @Nullable String entry,
      @Nullable String callbackUrl,
      @Nullable List<Integer> scopes,
      @Nullable List<String> coins,
      @Nullable String cutRate,
      @Nullable Map<String, String> dailyPayoutLimit,
      @Nullable Boolean returnsUncapped,
      @Nullable Boolean requireContentSha1,
      @Nullable Boolean enabled,
      @Nullable List<NewKey> keys,
      @Nullable Map<String, JsonNode> settings,
      @Nullable List<Integer> requiredScopes,
      @Nullable Long accountUid,
      @Nullable String payoutPassword,
      @Nullable LaunchState state)
      implements ManagementCommand {

    /** Leaves everything as it is. */
    public static PutAppBuilder of(String companyId, String appId) {
      return new PutAppBuilder(companyId, appId);
    }

    /** The same, for other values of some fields. */
    public PutAppBuilder toBuilder() {
      return of(companyId, appId)
          .dialect(dialect)
          .name(name)
          .adminLogin(adminLogin)
          .profitLogin(profitLogin)
          .redirectUrls(redirectUrls)
          .entry(entry)
          .callbackUrl(callbackUrl)
          .scopes(scopes)
          .coins(coins)
          .cutRate(cutRate)
          .dailyPayoutLimit(dailyPayoutLimit)
          .returnsUncapped(returnsUncapped)
          .requireContentSha1(requireContentSha1)
          .enabled(enabled)
          .keys(keys)
          .settings(settings)
          .requiredScopes(requiredScopes)
          .accountUid(accountUid)
          .payoutPassword(payoutPassword)
          .state(state);
    }

    @Override
    public String toString() {
      return "PutApp[appId=" + appId + ", dialect=" + dialect + "]";
    }
  }

  /**
   * @param ips addresses or CIDR ranges; null leaves them, empty binds none
   */
  record NewKey(
      String accessKey, String secretKey, @Nullable List<String> ips, @Nullable Boolean enabled) {
    @Override
    public String toString() {
      return "NewKey[accessKey=" + accessKey + "]";
    }
  }

  /**
   * For operators: creates a channel that games are entered through, or brings it in line. Answers
   * {@link Outcome.Done}.
   */
  record PutChannel(String channelId, String name, boolean friends) implements ManagementCommand {}

  /**
   * For operators: whether {@link PutApp} would be carried out once its company is there. Changes
   * nothing. Answers {@link Outcome.Done}; a refusal's detail begins with the field's name and a
   * colon.
   */
  record CheckApp(PutApp app) implements ManagementCommand {}

  /** For operators: sends every app and identity record again. Answers {@link Outcome.Done}. */
  record Republish() implements ManagementCommand {}
}
