package io.berth.dialect.fomo;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.api.doctor.Diagnosis;
import io.berth.dialect.Api;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.dialect.api.Authentication;
import io.berth.dialect.api.Endpoint;
import io.berth.dialect.api.ResponseBody;
import io.berth.dialect.api.SignedRequest;
import io.berth.dialect.api.UnsignedRequest;
import io.berth.dialect.parameter.Params;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code protocols/fomo.md}, the table of endpoints. */
final class FomoApi implements Api {
  private final List<FomoEndpoint> endpoints = new ArrayList<>();
  private final FomoChecks checks;

  FomoApi(String dialect) {
    checks = new FomoChecks(dialect);
    endpoints.addAll(CustomerEndpoints.all());
    endpoints.addAll(TokenEndpoints.all());
    endpoints.addAll(PaymentEndpoints.all());
    endpoints.addAll(QueryEndpoints.all());
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.copyOf(endpoints);
  }

  @Override
  public Set<String> pathPrefixes() {
    return Set.of(FomoEndpoint.PREFIX);
  }

  @Override
  public List<Credential> credentials(Caller.Kind caller) {
    return caller == Caller.Kind.CLIENT
        ? List.of(new Credential("Authorization", "Bearer and the user's access token"))
        : List.of();
  }

  @Override
  public List<WireCode> codes() {
    return FomoCode.wireCodes();
  }

  @Override
  public Authentication authenticate(
      ApiRequest request, Endpoint endpoint, Apps apps, Instant now) {
    return endpoint instanceof FomoEndpoint own
        ? checks.authenticate(request, own.proof(), apps, now)
        : new Authentication.Refused(Refusal.of(ErrorCode.NO_CONTENT), null, null);
  }

  @Override
  public Set<String> proofParameters() {
    return FomoSigner.NAMES;
  }

  @Override
  public @Nullable SignedRequest sign(
      UnsignedRequest request, Endpoint endpoint, App app, Instant now) {
    return endpoint instanceof FomoEndpoint own
        ? FomoSigner.sign(request, own.proof(), app, now)
        : null;
  }

  @Override
  public String codeField() {
    return "status";
  }

  @Override
  public Diagnosis diagnose(
      ApiRequest request, Authentication.Refused refused, App app, Instant now) {
    return FomoDoctor.diagnose(request, refused, app, now);
  }

  @Override
  public @Nullable String namedApp(ApiRequest request) {
    return Params.ofBody(request.header("content-type"), request.body()).all().get("client_id");
  }

  @Override
  public @Nullable Instant signedAt(ApiRequest request) {
    return FomoDoctor.signedAt(request);
  }

  /** HTTP 200 even for a path that does not exist: clients of this protocol read the body alone. */
  @Override
  public ResponseBody refuse(Refusal refusal, @Nullable Endpoint endpoint) {
    return FomoEnvelope.failure(FomoCode.of(refusal.code()));
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
