package io.berth.dialect;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.doctor.Diagnosis;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.dialect.api.Authentication;
import io.berth.dialect.api.Endpoint;
import io.berth.dialect.api.ResponseBody;
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
   * Beginnings of the paths that are this dialect's, with slashes around. Whatever is under them
   * and no endpoint is answered by {@link #refuse} without an endpoint.
   */
  Set<String> pathPrefixes();

  /** Every code that an answer may carry, success included. */
  List<WireCode> codes();

  /** Runs the dialect's checks in the dialect's order, up to but without an access token's own. */
  Authentication authenticate(ApiRequest request, Endpoint endpoint, Apps apps, Instant now);

  /**
   * What a refused request seems to have gone wrong with, found with the app's secrets and without
   * telling any. Its work is bounded, but not as cheap as a check.
   */
  default Diagnosis diagnose(
      ApiRequest request, Authentication.Refused refused, App app, Instant now) {
    return Examination.plain(refused, request);
  }

  /**
   * The app id that a request carries where this dialect's requests have theirs, or null. It may be
   * any app's, of any dialect.
   */
  default @Nullable String namedApp(ApiRequest request) {
    return null;
  }

  /** When a request says that it was signed, or null. */
  default @Nullable Instant signedAt(ApiRequest request) {
    return null;
  }

  /**
   * The answer to a request that was refused before or after its command was known.
   *
   * @param endpoint null where the path is in the dialect's space but no endpoint of it
   */
  ResponseBody refuse(Outcome.Refusal refusal, @Nullable Endpoint endpoint);

  /**
   * Headers that prove the answer's origin, over the exact bytes sent; empty where there are none.
   */
  Map<String, String> seal(App app, byte[] body, Instant now);

  /** What browsers on other origins may do; the gateway knows the apps' origins. */
  Cors cors();

  /**
   * @param number as it goes over the wire
   * @param words as it goes over the wire
   * @param causes what the core calls it; empty for success
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
