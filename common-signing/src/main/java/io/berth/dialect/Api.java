package io.berth.dialect;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.doctor.Diagnosis;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.dialect.api.Authentication;
import io.berth.dialect.api.Endpoint;
import io.berth.dialect.api.ResponseBody;
import io.berth.dialect.api.SignedRequest;
import io.berth.dialect.api.UnsignedRequest;
import io.berth.dialect.doctor.Examination;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The signed or token-bearing requests of a dialect. */
public interface Api {

  List<Endpoint> endpoints();

  /**
   * Beginnings of the paths that are this dialect's, with slashes around. {@link #refuse} answers a
   * path under them that is no endpoint.
   */
  Set<String> pathPrefixes();

  /** Headers by which a kind of caller proves itself, for documents. */
  default List<Credential> credentials(Caller.Kind caller) {
    return List.of();
  }

  /** Every code that a response may carry, success included. */
  List<WireCode> codes();

  /**
   * Runs the dialect's checks in the dialect's order. An access token is left for the caller to
   * verify.
   */
  Authentication authenticate(ApiRequest request, Endpoint endpoint, Apps apps, Instant now);

  /** Names of the parameters by which callers prove who they are; {@link #sign} adds them. */
  default Set<String> proofParameters() {
    return Set.of();
  }

  /**
   * Writes and signs a request with the app's secrets as its callers do, for trying the API out.
   *
   * @return null where the app has no secret to sign with, or the dialect has no requests
   */
  default @Nullable SignedRequest sign(
      UnsignedRequest request, Endpoint endpoint, App app, Instant now) {
    return null;
  }

  /** The field of a JSON response that holds its {@link WireCode}. */
  default String codeField() {
    return "code";
  }

  /**
   * Finds the likely mistake behind a refused request. Uses the app's secrets and reveals none. The
   * work is bounded, but costs more than a check.
   */
  default Diagnosis diagnose(
      ApiRequest request, Authentication.Refused refused, App app, Instant now) {
    return Examination.plain(refused, request);
  }

  /** The app id in a request, or null. The app may be of any dialect. */
  default @Nullable String namedApp(ApiRequest request) {
    return null;
  }

  /** Time of signing that a request states, or null. */
  default @Nullable Instant signedAt(ApiRequest request) {
    return null;
  }

  /**
   * The response to a refused request.
   *
   * @param endpoint null where the path is in the dialect's space but no endpoint of it
   */
  ResponseBody refuse(Outcome.Refusal refusal, @Nullable Endpoint endpoint);

  /**
   * Headers that sign a response, over the exact bytes sent; empty where the dialect signs none.
   */
  Map<String, String> signatureHeaders(App app, byte[] body, Instant now);

  /** Permissions of browsers on other origins; the gateway knows the apps' origins. */
  Cors cors();

  /**
   * @param header its name
   * @param meaning a phrase for integrators
   */
  record Credential(String header, String meaning) {}

  /**
   * @param number as it goes over the wire
   * @param words as it goes over the wire
   * @param causes error codes of the core; empty for success
   */
  record WireCode(int number, String words, Set<ErrorCode> causes) {}

  /**
   * @param allowedHeaders that a page on a registered origin may send; empty forbids cross-origin
   *     use
   */
  record Cors(Set<String> allowedHeaders, Set<String> exposedHeaders) {
    public static final Cors NONE = new Cors(Set.of(), Set.of());
  }
}
