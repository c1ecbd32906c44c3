package io.berth.dialect.fomo;

import static io.berth.dialect.fomo.FomoParameters.CLIENT_ID;
import static io.berth.dialect.fomo.FomoParameters.CLIENT_SECRET;
import static io.berth.dialect.fomo.FomoParameters.REDIRECT_URI;
import static io.berth.dialect.fomo.FomoParameters.SIGN;
import static io.berth.dialect.fomo.FomoParameters.TIMESTAMP;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.dialect.api.Authentication;
import io.berth.dialect.api.Authentication.Mismatch;
import io.berth.dialect.api.Authentication.Refused;
import io.berth.dialect.parameter.Params;
import io.berth.signing.TimestampSignature;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Authenticates requests: token first, then the app, then its proof. */
final class FomoChecks {
  static final Duration TOLERANCE = Duration.ofMinutes(10);
  private static final String BEARER = "bearer ";

  private final String dialect;

  FomoChecks(String dialect) {
    this.dialect = dialect;
  }

  Authentication authenticate(ApiRequest request, Proof proof, Apps apps, Instant now) {
    return switch (proof) {
      case NONE -> new Authentication.Anyone(null);
      case BEARER -> bearer(request, null);
      case BEARER_AND_SIGNATURE ->
          token(request) == null
              ? refused(ErrorCode.TOKEN_UNKNOWN, null)
              : ofApp(request, apps, (app, params) -> signedBearer(request, app, params, now));
      case REDIRECT_URI -> ofApp(request, apps, FomoChecks::redirecting);
      case CLIENT_SECRET -> ofApp(request, apps, (app, params) -> secret(app, params, now));
      case SIGNATURE -> ofApp(request, apps, (app, params) -> signed(app, params, now));
    };
  }

  private interface AppCheck {
    Authentication of(App app, Params params);
  }

  private Authentication ofApp(ApiRequest request, Apps apps, AppCheck check) {
    Params params = Params.ofBody(request.header("content-type"), request.body());
    String clientId = CLIENT_ID.read(params);
    Refusal problem = params.problem();
    if (problem != null) {
      return new Refused(problem, null, null);
    }
    if (!FomoParameters.APP_ID.matcher(clientId).matches()) {
      return refused(ErrorCode.APP_ID_MALFORMED, null);
    }
    App app = apps.find(clientId);
    if (app == null || !app.dialect().equals(dialect)) {
      return refused(ErrorCode.APP_UNKNOWN, null);
    }
    ErrorCode closed = app.profile().refusal();
    if (closed != null) {
      return refused(closed, app);
    }
    return check.of(app, params);
  }

  private static Authentication redirecting(App app, Params params) {
    Refused refused = redirectUri(app, params);
    return refused == null ? new Authentication.Anyone(app) : refused;
  }

  private static Authentication secret(App app, Params params, Instant now) {
    String secret = CLIENT_SECRET.read(params);
    Refusal problem = params.problem();
    if (problem != null) {
      return new Refused(problem, app, null);
    }
    return FomoSettings.isClientSecret(app, secret, now)
        ? new Authentication.Server(app, FomoSettings.CLIENT_SECRET.name())
        : refused(ErrorCode.KEY_CHECK_FAILED, app);
  }

  private static Authentication signed(App app, Params params, Instant now) {
    Refused refused = signature(app, params, now);
    return refused == null
        ? new Authentication.Server(app, FomoSettings.CLIENT_SECRET.name())
        : refused;
  }

  private static Authentication signedBearer(
      ApiRequest request, App app, Params params, Instant now) {
    Refused wrong = signature(app, params, now);
    Refused refused = wrong == null ? redirectUri(app, params) : wrong;
    return refused == null ? bearer(request, app) : refused;
  }

  private static @Nullable Refused redirectUri(App app, Params params) {
    String redirectUri = REDIRECT_URI.read(params);
    Refusal problem = params.problem();
    if (problem != null) {
      return new Refused(problem, app, null);
    }
    return FomoSettings.isRedirectUri(app, redirectUri)
        ? null
        : refused(ErrorCode.REDIRECT_NOT_REGISTERED, app);
  }

  private static @Nullable Refused signature(App app, Params params, Instant now) {
    String timestamp = TIMESTAMP.read(params);
    String sign = SIGN.read(params);
    Refusal problem = params.problem();
    if (problem != null) {
      return new Refused(problem, app, null);
    }
    long off = Math.abs(now.getEpochSecond() - Long.parseLong(timestamp));
    if (off > TOLERANCE.toSeconds()) {
      return refused(ErrorCode.DATE_OUT_OF_RANGE, app);
    }
    if (FomoSettings.isSignature(app, timestamp, sign, now)) {
      return null;
    }
    Mismatch mismatch = new Mismatch(TimestampSignature.redactedStringToSign(timestamp), sign);
    return new Refused(Refusal.of(ErrorCode.SIGNATURE_WRONG, "sign"), app, mismatch);
  }

  private static Authentication bearer(ApiRequest request, @Nullable App app) {
    String token = token(request);
    return token == null
        ? refused(ErrorCode.TOKEN_UNKNOWN, app)
        : new Authentication.TokenBearer(app, token, null);
  }

  private static @Nullable String token(ApiRequest request) {
    String header = request.header("authorization");
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      return null;
    }
    String token = header.substring(BEARER.length()).strip();
    return token.isEmpty() ? null : token;
  }

  private static Refused refused(ErrorCode code, @Nullable App app) {
    return new Refused(Refusal.of(code), app, null);
  }
}
