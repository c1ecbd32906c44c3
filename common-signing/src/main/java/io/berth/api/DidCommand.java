package io.berth.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Commands that did-service carries out. */
public sealed interface DidCommand extends Command {

  /** About access codes and the tokens that come of them. */
  sealed interface TokenCommand extends DidCommand {}

  /** About users, whom an app knows by an id of its own, and players. */
  sealed interface PeopleCommand extends DidCommand {}

  /** About accounts whose session is carried as a key. */
  sealed interface KeySessionCommand extends DidCommand {}

  /** About what proves that a payer wants to pay. */
  sealed interface PayerCommand extends DidCommand {}

  /** For whoever has the operator's token. */
  sealed interface ManagementCommand extends DidCommand {}

  /**
   * Redeems an access code; every field must equal that of the authorization. Answers {@link
   * Outcome.TokenGrant}.
   *
   * @param scopes as requested, not parsed
   */
  record Login(String code, String scopes, String state, String device) implements TokenCommand {}

  /** Answers {@link Outcome.TokenGrant}. */
  record RefreshTokens(String accessToken, String refreshToken) implements TokenCommand {}

  /**
   * Answers {@link Outcome.Done}.
   *
   * @param accessToken null when the caller's own token is meant
   */
  record Logout(@Nullable String accessToken) implements TokenCommand {}

  /** Answers {@link Outcome.TokenLife} for the caller's own token. */
  record ReadTokenLife() implements TokenCommand {}

  /** Answers {@link Outcome.UserProfile}. */
  record ReadUser(Subject user) implements PeopleCommand {}

  /**
   * For services: who stands behind OpenIds and uids, whether or not they know the app. Answers
   * {@link Outcome.Identities}.
   *
   * @param wanted at most 256
   */
  record ResolveIdentities(List<Wanted> wanted) implements PeopleCommand {

    /**
     * @param user a {@link Subject.Uid} or {@link Subject.OpenId}
     */
    public record Wanted(String appId, Subject user) {}
  }

  /** For services: answers {@link Outcome.PayerProfile}. */
  record ReadPayer(long uid, String sessionId, String appId) implements PayerCommand {}

  /** For services: mails a code and voids the former. Answers {@link Outcome.Done}. */
  record SendPaymentCode(long uid, String sessionId, String language) implements PayerCommand {}

  /**
   * For services: checks what the payer typed, all or nothing; counts tries and freezes. Answers
   * {@link Outcome.Done}.
   *
   * @param verificationCode null in a game's pay dialog, where the password alone decides
   * @param payPassword null when {@link Outcome.PayerProfile#passwordRemembered()} was shown
   */
  record AuthorizePayment(
      long uid,
      String sessionId,
      String appId,
      @Nullable String verificationCode,
      @Nullable String payPassword)
      implements PayerCommand {}

  /** For services: answers {@link Outcome.Done} while the pay token lives and is this user's. */
  record CheckPayToken(String appId, long uid, String payToken) implements TokenCommand {}

  /**
   * For the gateway when it has heard no revocations for a while. Answers {@link Outcome.Done}, or
   * refuses with {@link ErrorCode#TOKEN_UNUSABLE}.
   *
   * @param family token family, null for a session
   * @param sessionId null for an access token
   */
  record CheckRevocation(
      long uid,
      @Nullable String appId,
      @Nullable String family,
      @Nullable String sessionId,
      Instant issuedAt)
      implements TokenCommand {}

  /** For operators. A null field of these stays as it is. Answers {@link Outcome.Done}. */
  record PutCompany(String companyId, @Nullable Map<String, String> name, @Nullable Boolean enabled)
      implements ManagementCommand {}

  /**
   * For operators: creates an account or brings it in line. Answers {@link Outcome.Identity} with
   * an empty {@code appId}.
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
   * For operators: creates an app or brings it in line. Answers {@link Outcome.Identity} with the
   * admin account's uid.
   *
   * @param adminLogin mail address of the admin account, made without a password where it is new
   * @param keys keys that are missing here stay as they are
   * @param settings the dialect's own settings by name, secrets included
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
      @Nullable Map<String, JsonNode> settings)
      implements ManagementCommand {
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

  /** Answers {@link Outcome.UserProfile} for the user whom a game token stands for. */
  record ReadPlayer(String gameToken) implements PeopleCommand {
    @Override
    public String toString() {
      return "ReadPlayer[]";
    }
  }

  /** Whether friends are on in the channel last entered through: {@link Outcome.FriendsSwitch}. */
  record ReadFriendsSwitch(Subject user) implements PeopleCommand {}

  /**
   * Friends who play the calling app: {@link Outcome.Friends}; {@link ErrorCode#REGION_NOT_SERVED}
   * where the user's channel has friends off.
   */
  record ReadFriends(Subject user) implements PeopleCommand {}

  /** Remembers which of a game's servers the user plays on. Answers {@link Outcome.Done}. */
  record ChooseServer(Subject user, String serverId) implements PeopleCommand {}

  /** Keeps the best score per user and server. Answers {@link Outcome.Done}. */
  record RecordScore(Subject user, String serverId, BigDecimal score) implements PeopleCommand {}

  /**
   * For operators: creates a channel that games are entered through, or brings it in line. Answers
   * {@link Outcome.Done}.
   */
  record PutChannel(String channelId, String name, boolean friends) implements ManagementCommand {}

  /**
   * Begins an account and mails a code. Anybody may ask. Answers {@link
   * Outcome.VerificationStarted}.
   *
   * @param login mail address
   * @param language of the mail
   */
  record Register(String login, String password, String language) implements KeySessionCommand {}

  /**
   * Makes the account once its mailed code was typed. Answers {@link Outcome.AccountProfile}.
   *
   * @param verificationId as answered to {@link Register}, like {@code holder}
   */
  record CompleteRegistration(String verificationId, String holder, String verificationCode)
      implements KeySessionCommand {}

  /**
   * Opens a session that is carried as a key. Anybody may ask. Answers {@link Outcome.SignedIn}.
   */
  record SignIn(String login, String password) implements KeySessionCommand {}

  /** Answers {@link Outcome.AccountProfile} of whoever carries the session key. */
  record ReadAccount(String sessionKey) implements KeySessionCommand {}

  /**
   * Mails a code. Anybody may ask. Answers {@link Outcome.VerificationStarted}.
   *
   * @param language of the mail to somebody whose own is not known
   */
  record StartRecovery(String login, String language) implements KeySessionCommand {}

  /** Answers {@link Outcome.Recovery} once the mailed code was typed. */
  record VerifyRecovery(String verificationId, String holder, String verificationCode)
      implements KeySessionCommand {}

  /** Uses a recovery up: another password ends every session. Answers {@link Outcome.Done}. */
  record SetPassword(String recoveryToken, String password) implements KeySessionCommand {}

  /** Uses a recovery of the session's own user up. Answers {@link Outcome.Done}. */
  record SetPayPassword(String sessionKey, String recoveryToken, String payPassword)
      implements KeySessionCommand {}

  /**
   * The session's user allows the calling app these scopes, as far as it has them. Answers {@link
   * Outcome.AccessCode}.
   *
   * @param redirectUrl has to be repeated when the code is redeemed
   */
  record AuthorizeInSession(
      String sessionKey, List<Integer> scopes, String state, String redirectUrl)
      implements TokenCommand {}

  /**
   * Redeems an access code by its redirect URL alone. Answers {@link Outcome.TokenGrant}.
   *
   * @param redirectUrl equal to that of the authorization
   */
  record RedeemCode(String code, String redirectUrl, TokenLifetimes lifetimes)
      implements TokenCommand {}

  /**
   * Replaces a refresh token without its access token. Answers {@link Outcome.TokenGrant}.
   *
   * @param scopes that the new access token is narrowed to; empty for all of the authorization
   */
  record RenewTokens(String refreshToken, List<Integer> scopes, TokenLifetimes lifetimes)
      implements TokenCommand {}

  /**
   * How long tokens live where a protocol promises it.
   *
   * @param accessSeconds 60 to 86399
   * @param refreshSeconds 7 days or more
   */
  record TokenLifetimes(long accessSeconds, long refreshSeconds) {}

  /** For services: answers {@link Outcome.AccountProfile} of whoever carries the session key. */
  record ResolveSession(String sessionKey) implements KeySessionCommand {}

  /**
   * For services: checks a pay password, counts tries and freezes. Answers {@link Outcome.Done}.
   *
   * @param forApp the app's own admin account lets money out of the app; otherwise a user pays the
   *     app, which an admin account may not
   */
  record CheckPayPassword(long uid, String appId, String payPassword, boolean forApp)
      implements PayerCommand {}

  /** For services: answers {@link Outcome.People}; unknown uids are left out. */
  record ReadPeople(List<Long> uids) implements PeopleCommand {}

  /** What the console asks for, in groups. */
  sealed interface FromConsole extends DidCommand, ConsoleCommand
      permits CompanyCommand, AppCommand, OperatorDidCommand {}

  /**
   * For the gateway: what the person of a session may do in the console. Answers {@link
   * Outcome.Access}, or refuses with {@link ErrorCode#SESSION_UNKNOWN}.
   *
   * @param appId null where no app is concerned
   * @param companyId null where no company is concerned
   */
  record ResolveAccess(
      long uid, String sessionId, @Nullable String appId, @Nullable String companyId)
      implements DidCommand {}

  /**
   * For operators: whether {@link PutApp} would be carried out once its company is there. Changes
   * nothing. Answers {@link Outcome.Done}; a refusal's detail begins with the field's name and a
   * colon.
   */
  record CheckApp(PutApp app) implements ManagementCommand {}

  /**
   * For the gateway: which keys were good for something since it last told. Answers {@link
   * Outcome.Done}.
   */
  record ReportKeyUses(List<KeyUse> uses) implements DidCommand {}

  /**
   * @param key an access key, or the name of a dialect's secret
   * @param from client address
   */
  record KeyUse(String appId, String key, Instant at, String from) {}

  /** For operators: sends every app and identity record again. Answers {@link Outcome.Done}. */
  record Republish() implements ManagementCommand {}
}
