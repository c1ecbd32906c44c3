package io.berth.api;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Caller behind a request inside Berth, as the gateway or another service authenticated it.
 *
 * @param kind decides which of the others are present
 * @param app the calling app; nameless for pages outside any app
 * @param uid the user whose access token or session was presented
 * @param token access token that was presented
 * @param sessionId signed-in session of a page
 * @param permissions of a service, for example {@code pay-token:check}, or of a person
 * @param origin where the request came from
 */
public record Caller(
    Kind kind,
    CallingApp app,
    @Nullable Long uid,
    Token token,
    @Nullable String sessionId,
    Set<String> permissions,
    Origin origin) {

  /**
   * @throws IllegalArgumentException for an integrator or a player of one realm in the other
   */
  public Caller {
    boolean ofOneRealm = kind == Kind.SERVER || kind == Kind.CLIENT || kind == Kind.PAGE;
    if (ofOneRealm && !origin.realm.holds(app.appId, uid)) {
      throw new IllegalArgumentException("a caller of another realm than " + origin.realm);
    }
  }

  /** Kind of caller. */
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
    /** An operator of the platform. */
    OPERATOR
  }

  /** An app by its id, with the dialect that it speaks where that is known. */
  public record CallingApp(@Nullable String appId, @Nullable String dialect) {
    public static final CallingApp NONE = new CallingApp(null, null);
  }

  /**
   * A verified access token.
   *
   * @param id by which the token is logged off; null where it has none
   */
  public record Token(
      Set<Integer> scopes,
      @Nullable String family,
      @Nullable String id,
      @Nullable Instant expiresAt) {
    public static final Token NONE = new Token(Set.of(), null, null, null);
  }

  /**
   * Origin of a request.
   *
   * @param realm of the gateway's origin that it was sent to
   * @param address address of the client as the gateway saw it
   * @param device device of the access token, or the tool that carries the operator's token
   * @param requestId goes through every log line, event and callback
   * @param spanId span of a traced request that the sender is in; null where there is none, or it
   *     is the request's first
   */
  public record Origin(
      Realm realm,
      @Nullable String address,
      @Nullable String device,
      String requestId,
      @Nullable String spanId) {}

  /** A caller of whom nothing else is known. */
  public static Caller of(Kind kind, String requestId) {
    return new Caller(
        kind,
        CallingApp.NONE,
        null,
        Token.NONE,
        null,
        Set.of(),
        new Origin(Realm.LIVE, null, null, requestId, null));
  }

  /** To be called before an app or a user is named. */
  public Caller in(Realm realm) {
    Origin other =
        new Origin(realm, origin.address, origin.device, origin.requestId, origin.spanId);
    return new Caller(kind, app, uid, token, sessionId, permissions, other);
  }

  /** The same person in the console, where apps of both realms are managed. */
  public Caller inConsole() {
    return new Caller(Kind.CONSOLE, app, uid, token, sessionId, permissions, origin);
  }

  public Caller withApp(@Nullable String appId, @Nullable String dialect) {
    CallingApp calling = new CallingApp(appId, dialect);
    return new Caller(kind, calling, uid, token, sessionId, permissions, origin);
  }

  public Caller withUid(@Nullable Long newUid) {
    return new Caller(kind, app, newUid, token, sessionId, permissions, origin);
  }

  public Caller withToken(Token newToken) {
    return new Caller(kind, app, uid, newToken, sessionId, permissions, origin);
  }

  public Caller withScopes(Set<Integer> scopes) {
    return withToken(new Token(scopes, token.family, token.id, token.expiresAt));
  }

  public Caller withSession(@Nullable String newSessionId) {
    return new Caller(kind, app, uid, token, newSessionId, permissions, origin);
  }

  public Caller withPermissions(Set<String> newPermissions) {
    return new Caller(kind, app, uid, token, sessionId, newPermissions, origin);
  }

  public Caller withAddress(@Nullable String address) {
    Origin moved =
        new Origin(origin.realm, address, origin.device, origin.requestId, origin.spanId);
    return new Caller(kind, app, uid, token, sessionId, permissions, moved);
  }

  public Caller withDevice(@Nullable String device) {
    Origin moved =
        new Origin(origin.realm, origin.address, device, origin.requestId, origin.spanId);
    return new Caller(kind, app, uid, token, sessionId, permissions, moved);
  }

  public Caller withSpanId(@Nullable String spanId) {
    Origin traced =
        new Origin(origin.realm, origin.address, origin.device, origin.requestId, spanId);
    return new Caller(kind, app, uid, token, sessionId, permissions, traced);
  }

  public Realm realm() {
    return origin.realm;
  }

  public @Nullable String appId() {
    return app.appId;
  }

  public @Nullable String dialect() {
    return app.dialect;
  }

  public Set<Integer> scopes() {
    return token.scopes;
  }

  public @Nullable String tokenFamily() {
    return token.family;
  }

  public @Nullable String tokenId() {
    return token.id;
  }

  public @Nullable Instant tokenExpiresAt() {
    return token.expiresAt;
  }

  public @Nullable String address() {
    return origin.address;
  }

  public @Nullable String device() {
    return origin.device;
  }

  public String requestId() {
    return origin.requestId;
  }

  public @Nullable String spanId() {
    return origin.spanId;
  }
}
