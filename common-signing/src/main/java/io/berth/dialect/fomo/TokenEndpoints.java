package io.berth.dialect.fomo;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.token.TokenCommand;
import io.berth.api.token.TokenCommand.TokenLifetimes;
import io.berth.api.token.TokenOutcome.AccessCode;
import io.berth.api.token.TokenOutcome.TokenGrant;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** {@code oauth2/…}: from a session to a code to tokens. */
final class TokenEndpoints {
  private static final Duration ACCESS_LIFETIME = Duration.ofHours(1);
  private static final Duration REFRESH_LIFETIME = Duration.ofDays(14);
  private static final TokenLifetimes LIFETIMES =
      new TokenLifetimes(ACCESS_LIFETIME.toSeconds(), REFRESH_LIFETIME.toSeconds());
  private static final String AUTHORIZED = "yes";
  private static final int MAX_STATE = 256;
  private static final int MAX_REDIRECT_URI = 2048;

  private static final OutcomeView<AccessCode> CODE =
      OutcomeView.of(
          AccessCode.class,
          (json, code, command) -> {
            json.writeStringProperty("code", code.code());
            if (command instanceof TokenCommand.AuthorizeInSession asked) {
              json.writeStringProperty("state", asked.state());
            }
          });

  /** In {@code data} as strings, and beside it as RFC 6749 §5.1 has them. */
  private static final OutcomeView<TokenGrant> TOKENS =
      OutcomeView.of(
          TokenGrant.class,
          (json, grant, command) -> {
            writeTokens(json, grant);
            json.writeStringProperty("expires_in", Long.toString(LIFETIMES.accessSeconds()));
            json.writeStringProperty("scope", FomoScopes.text(grant.scopes()));
          },
          (json, grant, command) -> {
            writeTokens(json, grant);
            json.writeNumberProperty("expires_in", LIFETIMES.accessSeconds());
            json.writeStringProperty("scope", FomoScopes.text(grant.scopes()));
          });

  private TokenEndpoints() {}

  static List<FomoEndpoint> all() {
    FomoEndpoint refresh =
        FomoEndpoint.post(
            "oauth2/RefreshToken", Proof.CLIENT_SECRET, TokenEndpoints::renew, TOKENS);
    return List.of(
        FomoEndpoint.post("oauth2/authorize", Proof.REDIRECT_URI, TokenEndpoints::authorize, CODE),
        FomoEndpoint.post(
            "oauth2/authorize/token", Proof.CLIENT_SECRET, TokenEndpoints::exchangeCode, TOKENS),
        refresh,
        // The published document writes this one name with a slash in front.
        refresh.afterASlash());
  }

  private static Parsed<Command> authorize(Params params, Caller caller) {
    requireExactly(params, "response_type", "code");
    String redirectUri = params.required("redirect_uri", 1, MAX_REDIRECT_URI);
    String state = params.required("state", 1, MAX_STATE);
    String authorized = params.required("authorized");
    String key = params.required("session_key", FomoShapes.KEY);
    List<Integer> scopes = FomoScopes.read(params);
    if (!authorized.equals(AUTHORIZED)) {
      params.refuse(ErrorCode.NO_PERMISSION, "authorized: the user says no");
    }
    requireAny(params, scopes);
    return params.read(() -> new TokenCommand.AuthorizeInSession(key, scopes, state, redirectUri));
  }

  private static Parsed<Command> exchangeCode(Params params, Caller caller) {
    requireExactly(params, "grant_type", "authorization_code");
    String code = params.required("code", FomoShapes.KEY);
    String redirectUri = params.required("redirect_uri", 1, MAX_REDIRECT_URI);
    return params.read(() -> new TokenCommand.RedeemCode(code, redirectUri, LIFETIMES));
  }

  private static Parsed<Command> renew(Params params, Caller caller) {
    requireExactly(params, "grant_type", "refresh_token");
    String refreshToken = params.required("refresh_token", FomoShapes.KEY);
    List<Integer> scopes = FomoScopes.read(params);
    requireAny(params, scopes);
    return params.read(() -> new TokenCommand.RenewTokens(refreshToken, scopes, LIFETIMES));
  }

  private static void requireExactly(Params params, String name, String value) {
    if (!params.required(name).equals(value)) {
      params.refuse(name + ": must be " + value);
    }
  }

  private static void requireAny(Params params, List<Integer> scopes) {
    if (scopes.isEmpty()) {
      params.refuse(ErrorCode.APP_LACKS_SCOPE, "scope: none that anybody has");
    }
  }

  private static void writeTokens(JsonGenerator json, TokenGrant grant) {
    json.writeStringProperty("access_token", grant.accessToken());
    json.writeStringProperty("refresh_token", grant.refreshToken());
    json.writeStringProperty("token_type", "Bearer");
  }
}
