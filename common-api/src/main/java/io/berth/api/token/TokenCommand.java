package io.berth.api.token;

import io.berth.api.DidCommand;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** About authorization codes and the tokens that are issued for them. */
public sealed interface TokenCommand extends DidCommand {

  /**
   * Exchanges an authorization code for tokens; every field must equal that of the authorization.
   * Answers {@link TokenOutcome.TokenGrant}.
   *
   * @param scopes as requested, not parsed
   */
  record Login(String code, String scopes, String state, String device) implements TokenCommand {}

  /** Answers {@link TokenOutcome.TokenGrant}. */
  record RefreshTokens(String accessToken, String refreshToken) implements TokenCommand {}

  /**
   * Ends one access token, with its pay token and the refresh token issued beside it. Answers
   * {@link Outcome.Done}.
   *
   * @param accessToken null when the caller's own token is meant
   */
  record Logout(@Nullable String accessToken) implements TokenCommand {}

  /** Answers {@link TokenOutcome.TokenLife} for the caller's own token. */
  record ReadTokenLife() implements TokenCommand {}

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

  /**
   * Grants the calling app scopes for the session's user, as far as the app has them. Answers
   * {@link TokenOutcome.AccessCode}.
   *
   * @param redirectUrl has to be repeated at the code exchange
   */
  record AuthorizeInSession(
      String sessionKey, List<Integer> scopes, String state, String redirectUrl)
      implements TokenCommand {}

  /**
   * Exchanges an authorization code for tokens, by its redirect URL alone. Answers {@link
   * TokenOutcome.TokenGrant}.
   *
   * @param redirectUrl equal to that of the authorization
   */
  record RedeemCode(String code, String redirectUrl, TokenLifetimes lifetimes)
      implements TokenCommand {}

  /**
   * Replaces a refresh token without its access token. Answers {@link TokenOutcome.TokenGrant}.
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
}
