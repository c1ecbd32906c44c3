package io.berth.api;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Caller behind a request inside Berth, as vouched for by the gateway or by a service itself.
 *
 * @param kind decides which of the others are present
 * @param appId the calling app; absent for pages outside any app
 * @param dialect the calling app's dialect
 * @param uid the user whose access token or session was presented
 * @param scopes scopes of the access token; empty otherwise
 * @param tokenFamily family of the access token
 * @param tokenId what the access token is logged off by; null where it has none
 * @param tokenExpiresAt expiry of the access token
 * @param device device of the access token, or what carries the operator's token
 * @param sessionId signed-in session of a page
 * @param permissions of a service, for example {@code pay-token:check}, or of a person
 * @param address address of the client as the gateway saw it
 * @param requestId goes through every log line, event and callback
 */
public record Caller(
    Kind kind,
    @Nullable String appId,
    @Nullable String dialect,
    @Nullable Long uid,
    Set<Integer> scopes,
    @Nullable String tokenFamily,
    @Nullable String tokenId,
    @Nullable Instant tokenExpiresAt,
    @Nullable String device,
    @Nullable String sessionId,
    Set<String> permissions,
    @Nullable String address,
    String requestId) {

  /** A caller whose access token, if there is one, has no id. */
  public Caller(
      Kind kind,
      @Nullable String appId,
      @Nullable String dialect,
      @Nullable Long uid,
      Set<Integer> scopes,
      @Nullable String tokenFamily,
      @Nullable Instant tokenExpiresAt,
      @Nullable String device,
      @Nullable String sessionId,
      Set<String> permissions,
      @Nullable String address,
      String requestId) {
    this(
        kind,
        appId,
        dialect,
        uid,
        scopes,
        tokenFamily,
        null,
        tokenExpiresAt,
        device,
        sessionId,
        permissions,
        address,
        requestId);
  }

  public enum Kind {
    /** A merchant's server, signature checked. */
    SERVER,
    /** A game's front end, access token checked. */
    CLIENT,
    /** A browser on one of Berth's own pages, signed in where {@code uid} is present. */
    PAGE,
    /** A signed-in person in the console; permissions are names of {@link Permission}. */
    CONSOLE,
    /** Another service of Berth. */
    SERVICE,
    /** Whoever runs the platform. */
    OPERATOR
  }
}
