package io.berth.dialect.accesskey;

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
import io.berth.dialect.api.JsonData.Shape;
import io.berth.dialect.api.ResponseBody;
import io.berth.dialect.api.SignedRequest;
import io.berth.dialect.api.UnsignedRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Serves a protocol of the AccessKey family, put together from its differences. */
public final class AccessKeyApi implements Api {
  private static final int NOT_FOUND = 404;
  private static final String OFF =
      "at most " + AccessKeyChecks.TOLERANCE.toMinutes() + " minutes off";
  private static final Credential APP = new Credential("App-Id", "The app's id");
  private static final List<Credential> OF_SERVERS =
      List.of(
          APP,
          new Credential(
              "Auth", "Access key, a colon, and the signature: base64 of HMAC-SHA1 of the request"),
          new Credential("Date", "Time of signing in GMT, " + OFF));
  private static final List<Credential> OF_CLIENTS =
      List.of(
          APP,
          new Credential("at", "The user's access token"),
          new Credential("ts", "Unix time in seconds, " + OFF),
          new Credential("device", "The device that the token was issued for"));

  private final List<AccessKeyEndpoint<?>> endpoints;
  private final String pathPrefix;
  private final AccessKeyChecks checks;
  private final AccessKeyDoctor doctor;
  private final AccessKeySigner signer;
  private final AccessKeyEnvelope envelope;
  private final AccessKeySignature signature;
  private final Cors cors;

  /**
   * @param signedPrefixes lower-case beginnings of the names of extra headers that are signed
   * @param envelope of responses to paths that are no endpoint
   */
  public AccessKeyApi(
      String dialect,
      String pathPrefix,
      List<String> signedPrefixes,
      List<AccessKeyEndpoint<?>> endpoints,
      AccessKeyEnvelope envelope,
      AccessKeySignature signature,
      Cors cors) {
    this.endpoints = List.copyOf(endpoints);
    this.pathPrefix = pathPrefix;
    this.checks = new AccessKeyChecks(dialect, signedPrefixes);
    this.doctor = new AccessKeyDoctor(signedPrefixes);
    this.signer = new AccessKeySigner(signedPrefixes);
    this.envelope = envelope;
    this.signature = signature;
    this.cors = cors;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.copyOf(endpoints);
  }

  @Override
  public Set<String> pathPrefixes() {
    return Set.of(pathPrefix);
  }

  @Override
  public List<Credential> credentials(Caller.Kind caller) {
    return switch (caller) {
      case SERVER -> OF_SERVERS;
      case CLIENT -> OF_CLIENTS;
      case PAGE, CONSOLE, SERVICE, OPERATOR -> List.of();
    };
  }

  @Override
  public List<WireCode> codes() {
    List<WireCode> codes = new ArrayList<>();
    Stream.concat(Stream.of(envelope), endpoints.stream().map(AccessKeyEndpoint::envelope))
        .distinct()
        .forEach(each -> codes.add(new WireCode(each.successCode(), "", Set.of())));
    codes.addAll(AccessKeyCode.wireCodes());
    return codes;
  }

  @Override
  public Authentication authenticate(
      ApiRequest request, Endpoint endpoint, Apps apps, Instant now) {
    return checks.authenticate(request, endpoint, apps, now);
  }

  @Override
  public @Nullable SignedRequest sign(
      UnsignedRequest request, Endpoint endpoint, App app, Instant now) {
    return signer.sign(request, app, now);
  }

  @Override
  public Diagnosis diagnose(
      ApiRequest request, Authentication.Refused refused, App app, Instant now) {
    return doctor.diagnose(request, refused, app, now);
  }

  @Override
  public @Nullable String namedApp(ApiRequest request) {
    return request.header("app-id");
  }

  @Override
  public @Nullable Instant signedAt(ApiRequest request) {
    return AccessKeyDoctor.sentAt(request);
  }

  /** Business refusals are HTTP 200; only a path that is no endpoint is not found. */
  @Override
  public ResponseBody refuse(Refusal refusal, @Nullable Endpoint endpoint) {
    AccessKeyCode code = AccessKeyCode.of(refusal.code());
    if (endpoint instanceof AccessKeyEndpoint<?> known) {
      return known.failure(code);
    }
    ResponseBody failure = envelope.failure(code, Shape.OBJECT);
    return endpoint == null && refusal.code() == ErrorCode.NO_CONTENT
        ? new ResponseBody(NOT_FOUND, failure.contentType(), failure.body())
        : failure;
  }

  @Override
  public Map<String, String> signatureHeaders(App app, byte[] body, Instant now) {
    return signature.headers(app, body, now);
  }

  @Override
  public Cors cors() {
    return cors;
  }
}
