package io.berth.dialect.fomo;

import static io.berth.dialect.fomo.FomoParameters.REDIRECT_URI;
import static io.berth.dialect.fomo.FomoParameters.SESSION_KEY;
import static io.berth.dialect.fomo.FomoParameters.STATE;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.token.TokenCommand;
import io.berth.api.token.TokenCommand.TokenLifetimes;
import io.berth.api.token.TokenOutcome.AccessCode;
import io.berth.api.token.TokenOutcome.TokenGrant;
import io.berth.dialect.parameter.Declaration;
import io.berth.dialect.parameter.Parameter.Constant;
import io.berth.dialect.parameter.Parameter.Text;
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

  private static final Constant RESPONSE_TYPE = new Constant("response_type", "code", "As is");
  private static final Constant CODE_GRANT =
      new Constant("grant_type", "authorization_code", "As is");
  private static final Constant REFRESH_GRANT =
      new Constant("grant_type", "refresh_token", "As is");
  private static final Text AUTHORIZED_BY_USER =
      Text.required("authorized", AUTHORIZED + " if the user agrees; anything else refuses");
  private static final Text REDEEMED =
      FomoParameters.key("code", "Code that oauth2/authorize gave");
  private static final Text REFRESH_TOKEN =
      FomoParameters.key("refresh_token", "Refresh token that was issued last");

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
            Declaration.of(
                "oauth2/RefreshToken",
                "Replaces a pair of tokens.",
                REFRESH_GRANT,
                REFRESH_TOKEN,
                FomoScopes.PARAMETER),
            Proof.CLIENT_SECRET,
            TokenEndpoints::renew,
            TOKENS);
    return List.of(
        FomoEndpoint.post(
            Declaration.of(
                "oauth2/authorize",
                "Issues a code for the user of a session.",
                RESPONSE_TYPE,
                REDIRECT_URI,
                STATE,
                AUTHORIZED_BY_USER,
                SESSION_KEY,
                FomoScopes.PARAMETER),
            Proof.REDIRECT_URI,
            TokenEndpoints::authorize,
            CODE),
        FomoEndpoint.post(
            Declaration.of(
                "oauth2/authorize/token",
                "Redeems a code for tokens.",
                CODE_GRANT,
                REDEEMED,
                REDIRECT_URI),
            Proof.CLIENT_SECRET,
            TokenEndpoints::exchangeCode,
            TOKENS),
        refresh,
        // The published document writes this one name with a slash in front.
        refresh.afterASlash());
  }

  private static Parsed<Command> authorize(Params params, Caller caller) {
    RESPONSE_TYPE.read(params);
    String redirectUri = REDIRECT_URI.read(params);
    String state = STATE.read(params);
    String authorized = AUTHORIZED_BY_USER.read(params);
    String key = SESSION_KEY.read(params);
    List<Integer> scopes = FomoScopes.read(params);
    if (!authorized.equals(AUTHORIZED)) {
      params.refuse(ErrorCode.NO_PERMISSION, "authorized: the user says no");
    }
    requireAny(params, scopes);
    return params.read(() -> new TokenCommand.AuthorizeInSession(key, scopes, state, redirectUri));
  }

  private static Parsed<Command> exchangeCode(Params params, Caller caller) {
    CODE_GRANT.read(params);
    String code = REDEEMED.read(params);
    String redirectUri = REDIRECT_URI.read(params);
    return params.read(() -> new TokenCommand.RedeemCode(code, redirectUri, LIFETIMES));
  }

  private static Parsed<Command> renew(Params params, Caller caller) {
    REFRESH_GRANT.read(params);
    String refreshToken = REFRESH_TOKEN.read(params);
    List<Integer> scopes = FomoScopes.read(params);
    requireAny(params, scopes);
    return params.read(() -> new TokenCommand.RenewTokens(refreshToken, scopes, LIFETIMES));
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
