package io.berth.dialect.egret;

import io.berth.api.Outcome.Refusal;
import io.berth.api.doctor.Diagnosis;
import io.berth.dialect.Api;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.dialect.api.Authentication;
import io.berth.dialect.api.Endpoint;
import io.berth.dialect.api.JsonData.Shape;
import io.berth.dialect.api.ResponseBody;
import io.berth.dialect.api.SignedRequest;
import io.berth.dialect.api.UnsignedRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code protocols/egret.md}, Signature. */
final class EgretApi implements Api {
  private final EgretChecks checks = new EgretChecks();

  @Override
  public List<Endpoint> endpoints() {
    return List.copyOf(EgretEndpoints.ALL);
  }

  /** Not all of {@code /v2/}: game pages and the SDK are below it as well. */
  @Override
  public Set<String> pathPrefixes() {
    return Set.of("/v2/user/", "/v2/friend/");
  }

  @Override
  public List<WireCode> codes() {
    return EgretCode.wireCodes();
  }

  @Override
  public Authentication authenticate(
      ApiRequest request, Endpoint endpoint, Apps apps, Instant now) {
    return checks.authenticate(request, (EgretEndpoint<?>) endpoint, apps, now);
  }

  @Override
  public Set<String> proofParameters() {
    return EgretChecks.NAMES;
  }

  @Override
  public @Nullable SignedRequest sign(
      UnsignedRequest request, Endpoint endpoint, App app, Instant now) {
    return EgretChecks.sign(request, app, now);
  }

  @Override
  public Diagnosis diagnose(
      ApiRequest request, Authentication.Refused refused, App app, Instant now) {
    return checks.diagnose(request, refused, app, now);
  }

  @Override
  public @Nullable String namedApp(ApiRequest request) {
    return EgretEndpoint.params(request).all().get("appId");
  }

  @Override
  public @Nullable Instant signedAt(ApiRequest request) {
    return EgretChecks.signedAt(request);
  }

  @Override
  public ResponseBody refuse(Refusal refusal, @Nullable Endpoint endpoint) {
    Shape shape = endpoint instanceof EgretEndpoint<?> known ? known.data().shape() : Shape.OBJECT;
    return EgretResponses.failure(EgretCode.of(refusal.code()), shape);
  }

  @Override
  public Map<String, String> signatureHeaders(App app, byte[] body, Instant now) {
    return Map.of();
  }

  @Override
  public Cors cors() {
    return Cors.NONE;
  }
}
