package io.berth.gateway.access;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Realm;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.dialect.api.Authentication.TokenBearer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Verifies the access tokens of front ends, which dialects pass on as they came. */
@Component
public final class BearerTokens {

  /** Result of a check. */
  public sealed interface BearerVerification {

    record Accepted(AccessToken token, App app) implements BearerVerification {}

    /**
     * @param app whose key signs the response, where it is known
     */
    record Refused(Refusal refusal, @Nullable App app) implements BearerVerification {}
  }

  private final AccessTokens tokens;
  private final Apps apps;

  BearerTokens(AccessTokens tokens, Apps apps) {
    this.tokens = tokens;
    this.apps = apps;
  }

  /**
   * Never errors and is never empty.
   *
   * @param realm of the request; what a token opens in the other one is not opened
   * @param dialect of the request; tokens of other dialects' apps are not valid in it
   */
  public Mono<BearerVerification> check(
      Realm realm, TokenBearer bearer, String dialect, String requestId) {
    return tokens
        .check(bearer.accessToken(), requestId)
        .map(
            verification ->
                switch (verification) {
                  case TokenVerification.Verified<AccessToken>(AccessToken token) ->
                      Realm.of(token.appId()) == realm
                          ? fits(bearer, dialect, token)
                          : refused(bearer, ErrorCode.TOKEN_INVALID);
                  case TokenVerification.Expired<AccessToken> _ ->
                      refused(bearer, ErrorCode.TOKEN_EXPIRED);
                  case TokenVerification.Revoked<AccessToken> _ ->
                      refused(bearer, ErrorCode.TOKEN_UNUSABLE);
                  case TokenVerification.Unknown<AccessToken> _ ->
                      refused(bearer, ErrorCode.TOKEN_UNKNOWN);
                  case TokenVerification.Undecided<AccessToken>(Refusal refusal) ->
                      new BearerVerification.Refused(refusal, bearer.app());
                });
  }

  private BearerVerification fits(TokenBearer bearer, String dialect, AccessToken token) {
    App named = bearer.app();
    if (named != null && !named.appId().equals(token.appId())) {
      return refused(bearer, ErrorCode.TOKEN_INVALID);
    }
    App app = named == null ? apps.find(token.appId()) : named;
    if (app == null) {
      return refused(bearer, ErrorCode.APP_UNKNOWN);
    }
    if (!app.dialect().equals(dialect)) {
      return refused(bearer, ErrorCode.TOKEN_INVALID);
    }
    ErrorCode closed = app.profile().refusal();
    if (closed == null && !app.profile().launch().admits(app.appId(), token.uid())) {
      closed = ErrorCode.APP_NOT_LAUNCHED;
    }
    if (closed != null) {
      return new BearerVerification.Refused(Refusal.of(closed), app);
    }
    if (bearer.device() != null && !bearer.device().equals(token.device())) {
      return new BearerVerification.Refused(Refusal.of(ErrorCode.DEVICE_CHANGED), app);
    }
    return new BearerVerification.Accepted(token, app);
  }

  private static BearerVerification refused(TokenBearer bearer, ErrorCode code) {
    return new BearerVerification.Refused(Refusal.of(code), bearer.app());
  }
}
