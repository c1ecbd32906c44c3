package io.berth.dialect.accesskey;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.dialect.api.Authentication;
import io.berth.dialect.api.Authentication.Mismatch;
import io.berth.dialect.api.Authentication.Refused;
import io.berth.dialect.api.Endpoint;
import io.berth.dialect.http.AddressRange;
import io.berth.dialect.http.HttpDate;
import io.berth.signing.ContentSha1;
import io.berth.signing.HeaderSignature;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates requests of the AccessKey protocols: a merchant's server by its signature, or a
 * front end by its token headers ({@code protocols/dragonex.md}, Server-to-server requests and
 * Client requests). The order of the checks is part of the protocol.
 */
final class AccessKeyChecks {
  static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final Pattern UNIX_SECONDS = Pattern.compile("[0-9]{1,11}");

  private final String dialect;
  private final List<String> signedPrefixes;

  AccessKeyChecks(String dialect, List<String> signedPrefixes) {
    this.dialect = dialect;
    this.signedPrefixes = signedPrefixes;
  }

  Authentication authenticate(ApiRequest request, Endpoint endpoint, Apps apps, Instant now) {
    String appId = request.header("app-id");
    App app = appId == null ? null : apps.find(appId);
    if (app == null || !app.dialect().equals(dialect)) {
      return refused(ErrorCode.APP_UNKNOWN, null);
    }
    ErrorCode closed = app.profile().refusal();
    if (closed != null) {
      return refused(closed, app);
    }
    return isServer(request, endpoint.callers())
        ? server(request, app, now)
        : client(request, app, now);
  }

  /** The headers of a request tell which kind of caller it has, where a path serves both. */
  private static boolean isServer(ApiRequest request, Set<Caller.Kind> callers) {
    if (!callers.contains(Caller.Kind.CLIENT)) {
      return true;
    }
    if (!callers.contains(Caller.Kind.SERVER) || request.method().equals("GET")) {
      return false;
    }
    return request.header("auth") != null || request.header("at") == null;
  }

  private Authentication server(ApiRequest request, App app, Instant now) {
    String auth = request.header("auth");
    int colon = auth == null ? -1 : auth.indexOf(':');
    App.AccessKey key = auth == null || colon < 0 ? null : app.key(auth.substring(0, colon));
    if (auth == null || key == null) {
      return refused(ErrorCode.KEY_UNKNOWN, app);
    }
    if (!key.enabled()) {
      return refused(ErrorCode.KEY_DISABLED, app);
    }
    if (!AddressRange.anyHolds(key.ips(), request.address())) {
      return refused(ErrorCode.IP_NOT_BOUND, app);
    }
    String date = request.header("date");
    Instant sentAt = date == null ? null : HttpDate.parse(date);
    if (sentAt == null) {
      return refused(ErrorCode.DATE_MALFORMED, app);
    }
    if (isTooFarOff(sentAt, now)) {
      return refused(ErrorCode.DATE_OUT_OF_RANGE, app);
    }
    HeaderSignature signature =
        HeaderSignature.of(request.method(), request.path(), request.headers(), signedPrefixes);
    String presented = auth.substring(colon + 1);
    if (!signature.matches(key.secretKey().reveal(), presented)) {
      Mismatch mismatch = new Mismatch(signature.stringToSign(), presented);
      return new Refused(Refusal.of(ErrorCode.SIGNATURE_WRONG, "Auth"), app, mismatch);
    }
    String bodyProblem = bodyProblem(request, app);
    if (bodyProblem != null) {
      Mismatch mismatch = new Mismatch(signature.stringToSign(), presented);
      return new Refused(Refusal.of(ErrorCode.SIGNATURE_WRONG, bodyProblem), app, mismatch);
    }
    return new Authentication.Server(app, key.accessKey());
  }

  /**
   * A body without {@code Content-Sha1} is not covered by the signature, nor is ever a query: an
   * app that wants its parameters covered can only POST.
   */
  private static @Nullable String bodyProblem(ApiRequest request, App app) {
    String presented = request.header("content-sha1");
    if (presented == null || presented.isEmpty()) {
      return app.policy().requireContentSha1() ? "Content-Sha1: this app requires it" : null;
    }
    if (app.policy().requireContentSha1() && !request.method().equals("POST")) {
      return "Content-Sha1: does not cover a query, and this app requires it to";
    }
    return ContentSha1.matches(request.body(), presented)
        ? null
        : "Content-Sha1: does not match the body";
  }

  private static Authentication client(ApiRequest request, App app, Instant now) {
    String timestamp = request.header("ts");
    if (timestamp == null || !UNIX_SECONDS.matcher(timestamp).matches()) {
      return refused(ErrorCode.DATE_MALFORMED, app);
    }
    if (isTooFarOff(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)) {
      return refused(ErrorCode.DATE_OUT_OF_RANGE, app);
    }
    String accessToken = request.header("at");
    if (accessToken == null || accessToken.isEmpty()) {
      return refused(ErrorCode.TOKEN_UNKNOWN, app);
    }
    String device = request.header("device");
    return new Authentication.TokenBearer(app, accessToken, device == null ? "" : device);
  }

  /** Both sides have a grain of one second. */
  private static boolean isTooFarOff(Instant sentAt, Instant now) {
    long seconds = Math.abs(now.getEpochSecond() - sentAt.getEpochSecond());
    return seconds > TOLERANCE.toSeconds();
  }

  private static Refused refused(ErrorCode code, @Nullable App app) {
    return new Refused(Refusal.of(code), app, null);
  }
}
