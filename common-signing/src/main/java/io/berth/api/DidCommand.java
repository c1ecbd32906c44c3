package io.berth.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands that did-service carries out. */
public sealed interface DidCommand extends Command
    permits DidCommand.TokenCommand,
        DidCommand.PeopleCommand,
        DidCommand.PayerCommand,
        DidCommand.AccountMoveCommand,
        KeySessionCommand,
        ManagementCommand,
        FourEyesCommand,
        DidCommand.FromConsole,
        DidCommand.ResolveAccess,
        DidCommand.ReportKeyUses {

  /** About access codes and the tokens that come of them. */
  sealed interface TokenCommand extends DidCommand {}

  /** About users, whom an app knows by an id of its own, and players. */
  sealed interface PeopleCommand extends DidCommand {}

  /** About what proves that a payer wants to pay. */
  sealed interface PayerCommand extends DidCommand {}

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
   * Ends one access token, with its pay token and the refresh token issued beside it. Answers
   * {@link Outcome.Done}.
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

  /**
   * For services: mails a code for paying one order and voids the former of this session and order.
   * Answers {@link Outcome.Done}.
   *
   * @param amount with its coin, as the mail names it
   * @param payee as the mail names it
   */
  record SendPaymentCode(
      long uid, String sessionId, String language, long orderId, String amount, String payee)
      implements PayerCommand {}

  /**
   * For services: checks what the payer typed, all or nothing; counts tries and freezes. Answers
   * {@link Outcome.Done}.
   *
   * @param orderId what the code has to be for; null without a code
   * @param verificationCode null in a game's pay dialog, where the password alone decides
   * @param payPassword null when {@link Outcome.PayerProfile#passwordRemembered()} was shown
   * @param remember the payer asked for the password to be remembered for this app and session
   */
  record AuthorizePayment(
      long uid,
      String sessionId,
      String appId,
      @Nullable Long orderId,
      @Nullable String verificationCode,
      @Nullable String payPassword,
      boolean remember)
      implements PayerCommand {}

  /** For services: answers {@link Outcome.Done} while the pay token lives and is this user's. */
  record CheckPayToken(String appId, long uid, String payToken) implements TokenCommand {}

  /**
   * For the gateway when it has heard no revocations for a while. Answers {@link Outcome.Done}, or
   * refuses with {@link ErrorCode#TOKEN_UNUSABLE}.
   *
   * @param family token family, null for a session
   * @param tokenId of the access token, null where it has none
   * @param sessionId null for an access token
   */
  record CheckRevocation(
      long uid,
      @Nullable String appId,
      @Nullable String family,
      @Nullable String tokenId,
      @Nullable String sessionId,
      Instant issuedAt)
      implements TokenCommand {}

  /** Answers {@link Outcome.UserProfile} for the user whom a game token stands for. */
  record ReadPlayer(String gameToken) implements PeopleCommand {
    @Override
    public String toString() {
      return "ReadPlayer[]";
    }
  }

  /**
   * Reads whether friends are on in the channel last entered through. Answers {@link
   * Outcome.FriendsSwitch}.
   */
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
   * Lifetimes of tokens where a protocol promises them.
   *
   * @param accessSeconds 60 to 86399
   * @param refreshSeconds 7 days or more
   */
  record TokenLifetimes(long accessSeconds, long refreshSeconds) {}

  /**
   * For services: checks a pay password, counts tries and freezes. Answers {@link Outcome.Done}.
   *
   * @param forApp the app pays out, and {@code payPassword} is its payout password; otherwise a
   *     user pays the app
   */
  record CheckPayPassword(long uid, String appId, String payPassword, boolean forApp)
      implements PayerCommand {}

  /**
   * About money that apps kept in an account of a person, before each had an account of its own.
   */
  sealed interface AccountMoveCommand extends DidCommand {}

  /**
   * For pay-service: whose money still has to be moved. Answers {@link Outcome.AccountMoves}, in
   * the order of the app ids.
   *
   * @param after app ids greater than this; empty for the first
   */
  record ReadAccountMoves(String after) implements AccountMoveCommand {}

  /** For pay-service: these apps' money is moved. Answers {@link Outcome.Done}. */
  record FinishAccountMoves(List<String> appIds) implements AccountMoveCommand {}

  /**
   * For services: answers {@link Outcome.People}; unknown uids are left out. An app's account has
   * the app's name.
   */
  record ReadPeople(List<Long> uids) implements PeopleCommand {}

  /** Commands of the console, in groups. */
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
   * For the gateway: which keys were good for something since it last told. Answers {@link
   * Outcome.Done}.
   */
  record ReportKeyUses(List<KeyUse> uses) implements DidCommand {}

  /**
   * @param key an access key, or the name of a dialect's secret
   * @param from client address
   */
  record KeyUse(String appId, String key, Instant at, String from) {}
}
