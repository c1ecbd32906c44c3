package io.berth.dialect.quay;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.api.doctor.Diagnosis;
import io.berth.dialect.Api;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.dialect.api.Authentication;
import io.berth.dialect.api.Authentication.Mismatch;
import io.berth.dialect.api.Authentication.Refused;
import io.berth.dialect.api.Endpoint;
import io.berth.dialect.api.ResponseBody;
import io.berth.dialect.doctor.SortedParameters;
import io.berth.dialect.parameter.Parameter;
import io.berth.dialect.parameter.Parameter.Text;
import io.berth.dialect.parameter.Parameter.Whole;
import io.berth.dialect.parameter.Params;
import io.berth.signing.SortedMd5;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Authenticates requests in this dialect's order: app, clock, signature. */
final class QuayApi implements Api {
  private static final SortedParameters DOCTOR =
      new SortedParameters(SortedMd5.KEY_APPENDED, QuaySettings.SECRET.name(), "sig", "at");
  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  private static final Text APP = Text.required("app", "The app's id");
  private static final Whole AT =
      Whole.optional("at", Long.MAX_VALUE, "Unix time in seconds, at most a minute off");
  private static final Text SIGNATURE =
      Text.required("sig", "MD5 of the sorted parameters and the secret");

  static final List<Parameter<?>> PARAMETERS = List.of(APP, AT, SIGNATURE);

  @Override
  public List<Endpoint> endpoints() {
    return List.of(QuayEndpoint.CHARGE, QuayEndpoint.ORDER);
  }

  @Override
  public Set<String> pathPrefixes() {
    return Set.of(QuayEndpoint.PREFIX);
  }

  @Override
  public List<WireCode> codes() {
    return QuayCode.wireCodes();
  }

  @Override
  public Authentication authenticate(
      ApiRequest request, Endpoint endpoint, Apps apps, Instant now) {
    Params params = Params.ofForm(request.body());
    App app = apps.find(APP.read(params));
    if (app == null || !app.dialect().equals(QuayDialect.ID)) {
      return new Refused(Refusal.of(ErrorCode.APP_UNKNOWN), null, null);
    }
    if (app.profile().refusal() != null) {
      return new Refused(Refusal.of(ErrorCode.APP_DISABLED), app, null);
    }
    long at = AT.read(params);
    String signature = SIGNATURE.read(params);
    Refusal problem = params.problem();
    if (problem != null) {
      return new Refused(problem, app, null);
    }
    if (Math.abs(now.getEpochSecond() - at) > TOLERANCE.toSeconds()) {
      return new Refused(Refusal.of(ErrorCode.DATE_OUT_OF_RANGE, "at"), app, null);
    }
    Map<String, String> signed = new HashMap<>(params.all());
    signed.remove("sig");
    if (!QuaySettings.isSigned(app, signed, signature, now)) {
      String text = SortedMd5.KEY_APPENDED.redactedStringToSign(signed);
      Mismatch mismatch = new Mismatch(text, signature);
      return new Refused(Refusal.of(ErrorCode.SIGNATURE_WRONG, "sig"), app, mismatch);
    }
    return new Authentication.Server(app, QuaySettings.SECRET.name());
  }

  @Override
  public Diagnosis diagnose(ApiRequest request, Refused refused, App app, Instant now) {
    return refused.refusal().code() == ErrorCode.SIGNATURE_WRONG
        ? DOCTOR.diagnose(app, SortedParameters.inOrder(null, request.body()), now)
        : Api.super.diagnose(request, refused, app, now);
  }

  @Override
  public @Nullable Instant signedAt(ApiRequest request) {
    String at = Params.ofForm(request.body()).all().getOrDefault("at", "");
    return at.matches("[0-9]{1,10}") ? Instant.ofEpochSecond(Long.parseLong(at)) : null;
  }

  @Override
  public ResponseBody refuse(Refusal refusal, @Nullable Endpoint endpoint) {
    return QuayCode.of(refusal.code()).answer("");
  }

  @Override
  public Map<String, String> signatureHeaders(App app, byte[] body, Instant now) {
    return Map.of("Quay-Sealed", QuaySettings.harbour(app));
  }

  @Override
  public Cors cors() {
    return Cors.NONE;
  }
}
