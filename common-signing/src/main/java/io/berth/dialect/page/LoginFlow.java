package io.berth.dialect.page;

import io.berth.dialect.api.Endpoint.Surroundings;
import io.berth.dialect.parameter.Parsed;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Browser's request for a login, and the redirect back. */
public interface LoginFlow {

  /** The app that a raw query names, or null. */
  @Nullable String appId(String rawQuery);

  /** The redirect URL is read, not yet compared with the registered ones. */
  Parsed<AuthorizationRequest> read(String rawQuery);

  /** Where the browser goes after consent: an absolute URL. */
  String granted(
      AuthorizationRequest request, String code, Instant codeExpiresAt, Surroundings surroundings);

  String denied(AuthorizationRequest request, Surroundings surroundings);

  /**
   * @param scopes as requested and parsed; closed and unknown ones dropped
   * @param rawScopes echoed exactly, like {@code state} and {@code device}
   * @param redirectUrl absolute, decoded once
   */
  record AuthorizationRequest(
      String appId,
      List<Integer> scopes,
      String rawScopes,
      String state,
      String device,
      String redirectUrl) {}
}
