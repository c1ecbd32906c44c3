package io.berth.gateway.route;

import io.berth.api.Caller;
import io.berth.api.Outcome.Refusal;
import io.berth.api.PerRealm;
import io.berth.dialect.Dialects.RouteMatch;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.dialect.api.Authentication;
import io.berth.gateway.access.AccessToken;
import io.berth.gateway.access.BearerTokens;
import io.berth.gateway.access.BearerTokens.BearerVerification;
import io.berth.gateway.access.KeyUses;
import io.berth.gateway.http.RequestHead;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds the caller of a dialect's request, by signature, access token, or as anyone. */
@Component
final class ApiAuthentication {

  /** Result of an authentication. */
  sealed interface Result {

    /** The request is the app's, and counts against its limit. */
    record Authenticated(App app, Caller caller) implements Result {}

    /**
     * The endpoint is open to anyone.
     *
     * @param app that the request names without proof; the app's limit is left alone
     */
    record Anyone(@Nullable App app, Caller caller) implements Result {}

    /**
     * @param app whose key signs the response, where it is known
     */
    record Refused(Refusal refusal, @Nullable App app) implements Result {}

    /** An access token has to be checked first. */
    record Pending(Mono<Result> result) implements Result {}
  }

  private final PerRealm<Apps> apps;
  private final BearerTokens bearerTokens;
  private final KeyUses keyUses;
  private final RefusedSignatures refusedSignatures;
  private final Clock clock;

  ApiAuthentication(
      Apps apps,
      BearerTokens bearerTokens,
      KeyUses keyUses,
      RefusedSignatures refusedSignatures,
      Clock clock) {
    this.apps = PerRealm.of(apps::in);
    this.bearerTokens = bearerTokens;
    this.keyUses = keyUses;
    this.refusedSignatures = refusedSignatures;
    this.clock = clock;
  }

  /**
   * @param request the whole one
   */
  Result authenticate(RouteMatch match, RequestHead head, ApiRequest request) {
    Authentication authentication =
        match
            .dialect()
            .api()
            .authenticate(request, match.endpoint(), apps.in(head.realm()), clock.instant());
    return switch (authentication) {
      case Authentication.Server(App app, String keyId) -> {
        keyUses.note(app.appId(), keyId, request.address());
        yield new Result.Authenticated(app, caller(Caller.Kind.SERVER, match, head, app));
      }
      case Authentication.TokenBearer bearer ->
          new Result.Pending(
              bearerTokens
                  .check(head.realm(), bearer, match.dialect().id(), head.requestId())
                  .map(verification -> result(match, verification, head)));
      case Authentication.Anyone(App app) ->
          new Result.Anyone(app, caller(Caller.Kind.CLIENT, match, head, app));
      case Authentication.Refused refused -> {
        refusedSignatures.report(match, head, refused, request, clock.instant());
        yield new Result.Refused(refused.refusal(), refused.app());
      }
    };
  }

  private static Result result(
      RouteMatch match, BearerVerification verification, RequestHead head) {
    return switch (verification) {
      case BearerVerification.Accepted(AccessToken token, App app) ->
          new Result.Authenticated(app, client(token, match, head, app));
      case BearerVerification.Refused(Refusal refusal, App app) -> new Result.Refused(refusal, app);
    };
  }

  private static Caller client(AccessToken token, RouteMatch match, RequestHead head, App app) {
    return caller(Caller.Kind.CLIENT, match, head, app)
        .withUid(token.uid())
        .withToken(
            new Caller.Token(token.scopes(), token.family(), token.tokenId(), token.expiresAt()))
        .withDevice(token.device());
  }

  private static Caller caller(
      Caller.Kind kind, RouteMatch match, RequestHead head, @Nullable App app) {
    return Caller.of(kind, head.requestId())
        .in(head.realm())
        .withApp(app == null ? null : app.appId(), match.dialect().id())
        .withAddress(head.request().address());
  }
}
