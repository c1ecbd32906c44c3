package io.berth.dialect.egret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.api.doctor.Diagnosis;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.dialect.api.Authentication;
import io.berth.dialect.api.Authentication.Mismatch;
import io.berth.dialect.api.Authentication.Refused;
import io.berth.dialect.api.Secret;
import io.berth.dialect.api.SignedRequest;
import io.berth.dialect.api.UnsignedRequest;
import io.berth.dialect.doctor.Examination;
import io.berth.dialect.doctor.SortedParameters;
import io.berth.dialect.http.FormText;
import io.berth.dialect.parameter.Parameter;
import io.berth.dialect.parameter.Parameter.Text;
import io.berth.dialect.parameter.Params;
import io.berth.signing.SortedMd5;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Missing parameters first, then app, time and signature, for which the protocol has one code
 * ({@code protocols/egret.md}, Signature).
 */
final class EgretChecks {
  private static final Duration TOLERANCE = Duration.ofMinutes(10);
  private static final Pattern TIME_DIGITS = Pattern.compile("[0-9]{1,14}");

  private static final Text APP_ID = Text.required("appId", "The app's id");
  private static final Text TIME =
      Text.required(
          "time",
          "Unix time in seconds or milliseconds, at most "
              + TOLERANCE.toMinutes()
              + " minutes off");
  private static final Text SIGN =
      Text.required(
          "sign",
          "MD5 of all other parameters as name=value, sorted by name with nothing between, and the"
              + " appKey");

  static final List<Parameter<?>> PARAMETERS = List.of(APP_ID, TIME, SIGN);

  static final Set<String> NAMES = Set.of(APP_ID.name(), TIME.name(), SIGN.name());

  private static final SortedParameters DOCTOR =
      new SortedParameters(SortedMd5.KEY_APPENDED, EgretDialect.APP_KEY, "sign", "time");

  /** No time of ours in seconds has that many. */
  private static final long FIRST_MILLIS = 100_000_000_000L;

  Authentication authenticate(
      ApiRequest request, EgretEndpoint<?> endpoint, Apps apps, Instant now) {
    Params params = EgretEndpoint.params(request);
    String appId = APP_ID.read(params);
    String time = TIME.read(params);
    String sign = SIGN.read(params);
    endpoint.declaration().named().forEach(parameter -> parameter.require(params));
    Refusal problem = params.problem();
    App named = apps.find(appId);
    App app = named != null && named.dialect().equals("egret") ? named : null;
    if (problem != null) {
      return new Refused(problem, app, null);
    }
    if (app == null) {
      return refused(ErrorCode.APP_UNKNOWN, null);
    }
    ErrorCode closed = app.profile().refusal();
    if (closed != null) {
      return refused(closed, app);
    }
    if (!TIME_DIGITS.matcher(time).matches()) {
      return refused(ErrorCode.DATE_MALFORMED, app);
    }
    if (Duration.between(instant(Long.parseLong(time)), now).abs().compareTo(TOLERANCE) > 0) {
      return refused(ErrorCode.DATE_OUT_OF_RANGE, app);
    }
    Map<String, String> covered = new HashMap<>(params.all());
    covered.remove("sign");
    if (!isSigned(app, covered, sign, now)) {
      String text = SortedMd5.KEY_APPENDED.redactedStringToSign(covered);
      return new Refused(
          Refusal.of(ErrorCode.SIGNATURE_WRONG, "sign"), app, new Mismatch(text, sign));
    }
    return new Authentication.Server(app, EgretDialect.APP_KEY);
  }

  /** Null where the app has no key. */
  static @Nullable SignedRequest sign(UnsignedRequest request, App app, Instant now) {
    App.RotatingSecret key = app.credentials().secrets().get(EgretDialect.APP_KEY);
    if (key == null) {
      return null;
    }
    Map<String, String> covered = new LinkedHashMap<>(request.parameters());
    covered.put(APP_ID.name(), app.publicId());
    covered.put(TIME.name(), Long.toString(now.getEpochSecond()));
    String signedText = SortedMd5.KEY_APPENDED.redactedStringToSign(covered);
    Map<String, String> sent = new LinkedHashMap<>(covered);
    sent.put(SIGN.name(), SortedMd5.KEY_APPENDED.sign(covered, key.current().reveal()));
    return SignedRequest.of(
        request.path(), FormText.HEADERS, FormText.of(sent).getBytes(US_ASCII), signedText);
  }

  Diagnosis diagnose(ApiRequest request, Refused refused, App app, Instant now) {
    Instant sentAt = signedAt(request);
    return switch (refused.refusal().code()) {
      case DATE_OUT_OF_RANGE ->
          sentAt == null ? Examination.plain(refused, request) : Examination.clock(sentAt, now);
      case SIGNATURE_WRONG -> DOCTOR.diagnose(app, EgretEndpoint.params(request).all(), now);
      default -> Examination.plain(refused, request);
    };
  }

  static @Nullable Instant signedAt(ApiRequest request) {
    String time = EgretEndpoint.params(request).all().getOrDefault("time", "");
    return TIME_DIGITS.matcher(time).matches() ? instant(Long.parseLong(time)) : null;
  }

  /** Seconds, or milliseconds as {@code Date.now()} gives them. */
  private static Instant instant(long time) {
    return time < FIRST_MILLIS ? Instant.ofEpochSecond(time) : Instant.ofEpochMilli(time);
  }

  private static boolean isSigned(App app, Map<String, String> covered, String sign, Instant now) {
    App.RotatingSecret key = app.credentials().secrets().get(EgretDialect.APP_KEY);
    if (key == null) {
      return false;
    }
    Secret previous = key.previousAt(now);
    return SortedMd5.KEY_APPENDED.matches(covered, key.current().reveal(), sign)
        || (previous != null && SortedMd5.KEY_APPENDED.matches(covered, previous.reveal(), sign));
  }

  private static Refused refused(ErrorCode code, @Nullable App app) {
    return new Refused(Refusal.of(code), app, null);
  }
}
