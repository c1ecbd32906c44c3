package io.berth.gateway.route;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.DidCommand;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.dialect.ApiRequest;
import io.berth.dialect.App;
import io.berth.dialect.Apps;
import io.berth.dialect.Authentication;
import io.berth.dialect.Dialects.Claim;
import io.berth.dialect.Endpoint.Surroundings;
import io.berth.dialect.Reading;
import io.berth.gateway.access.AccessToken;
import io.berth.gateway.access.AccessTokens;
import io.berth.gateway.access.Bearers;
import io.berth.gateway.access.Bearers.Bearing;
import io.berth.gateway.access.CaughtUp;
import io.berth.gateway.access.KeyUses;
import io.berth.gateway.access.Limits;
import io.berth.service.command.CommandClient;
import io.berth.service.runtime.PlatformProperties;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * One request to an endpoint of a dialect, from its first byte to its outcome: bucket of the
 * address, body, the dialect's own checks, bucket of the app, command, outcome. Whatever is refused
 * on the way becomes a {@link Reply} like any other.
 */
@Component
final class ApiConversation {

  private static final Logger log = LoggerFactory.getLogger(ApiConversation.class);

  private final Apps apps;
  private final NamedApps namedApps;
  private final CaughtUp caughtUp;
  private final Limits limits;
  private final Bearers bearers;
  private final AccessTokens tokens;
  private final CommandClient services;
  private final RefusedSignatures refusedSignatures;
  private final KeyUses keyUses;
  private final Surroundings surroundings;
  private final Clock clock;

  ApiConversation(
      Apps apps,
      NamedApps namedApps,
      CaughtUp caughtUp,
      Limits limits,
      Bearers bearers,
      AccessTokens tokens,
      CommandClient services,
      RefusedSignatures refusedSignatures,
      KeyUses keyUses,
      PlatformProperties platform,
      Clock clock) {
    this.apps = apps;
    this.namedApps = namedApps;
    this.caughtUp = caughtUp;
    this.limits = limits;
    this.bearers = bearers;
    this.tokens = tokens;
    this.services = services;
    this.refusedSignatures = refusedSignatures;
    this.keyUses = keyUses;
    this.surroundings = new Surroundings(platform.origin());
    this.clock = clock;
  }

  /** What is said before the body is read; null where it is to be read. */
  @Nullable Reply unread(Claim claim, Arrival arrival) {
    if (!limits.admitsAddress(arrival.head().address())) {
      return unread(claim, arrival, ErrorCode.TOO_FREQUENT);
    }
    return caughtUp.reached() ? null : unread(claim, arrival, ErrorCode.MAINTENANCE);
  }

  /** Of a body that is longer than allowed; what follows of it is not read. */
  Reply tooLarge(Claim claim, Arrival arrival) {
    return unread(claim, arrival, ErrorCode.BODY_TOO_LARGE).asLast();
  }

  /** Of a body that does not come to its end. */
  Reply tooSlow(Claim claim, Arrival arrival) {
    return unread(claim, arrival, ErrorCode.TIMEOUT).asLast();
  }

  /** Never errors and is never empty. */
  Mono<Reply> converse(Claim claim, Arrival arrival, byte[] body) {
    return Mono.defer(() -> authenticate(claim, arrival.with(body), arrival.requestId()))
        .onErrorResume(
            mistake -> {
              log.error(
                  "{} failed, request {}", arrival.head().path(), arrival.requestId(), mistake);
              return Mono.just(unread(claim, arrival, ErrorCode.INTERNAL));
            });
  }

  private Mono<Reply> authenticate(Claim claim, ApiRequest request, String requestId) {
    Authentication authentication =
        claim.dialect().api().authenticate(request, claim.endpoint(), apps, clock.instant());
    return switch (authentication) {
      case Authentication.Server(App app, String keyId) -> {
        keyUses.note(app.appId(), keyId, request.address());
        yield admit(claim, request, app, caller(claim, app, null, request, requestId));
      }
      case Authentication.TokenBearer bearer ->
          bearers
              .check(bearer, claim.dialect().id(), requestId)
              .flatMap(bearing -> admit(claim, request, bearing, requestId));
      // Nobody has proved to be this app, so its bucket is left alone.
      case Authentication.Anyone(App app) ->
          carryOut(claim, request, app, anyone(claim, app, request, requestId));
      case Authentication.Refused refused -> {
        refusedSignatures.report(
            claim.dialect().api(), refused, request, requestId, clock.instant());
        yield Mono.just(refused(claim, refused.refusal(), refused.app()));
      }
    };
  }

  private Mono<Reply> admit(Claim claim, ApiRequest request, Bearing bearing, String requestId) {
    return switch (bearing) {
      case Bearing.Accepted(AccessToken token, App app) ->
          admit(claim, request, app, caller(claim, app, token, request, requestId));
      case Bearing.Refused(Refusal refusal, App app) -> Mono.just(refused(claim, refusal, app));
    };
  }

  private Mono<Reply> admit(Claim claim, ApiRequest request, App app, Caller caller) {
    return limits.admitsApp(app.appId())
        ? carryOut(claim, request, app, caller)
        : Mono.just(refused(claim, Refusal.of(ErrorCode.TOO_FREQUENT), app));
  }

  private Mono<Reply> carryOut(Claim claim, ApiRequest request, @Nullable App app, Caller caller) {
    return switch (claim.endpoint().read(request, caller)) {
      case Reading.Unreadable<Command>(Refusal refusal) -> Mono.just(refused(claim, refusal, app));
      case Reading.Read<Command>(Command command) ->
          services
              .send(command, caller)
              .flatMap(outcome -> afterwards(command, caller, outcome))
              .map(outcome -> answered(claim, command, outcome, app));
    };
  }

  /** The node that carries a logout knows of it at once, before did-service's word comes round. */
  private Mono<Outcome> afterwards(Command command, Caller caller, Outcome outcome) {
    if (!(command instanceof DidCommand.Logout(String accessToken))
        || !(outcome instanceof Outcome.Success)) {
      return Mono.just(outcome);
    }
    if (accessToken != null) {
      return tokens.forget(accessToken).thenReturn(outcome);
    }
    if (caller.tokenFamily() != null) {
      tokens.forgetFamily(caller.tokenFamily());
    }
    return Mono.just(outcome);
  }

  private Reply answered(Claim claim, Command command, Outcome outcome, @Nullable App app) {
    return switch (outcome) {
      case Refusal refusal -> refused(claim, refusal, app);
      case Outcome.Success success ->
          new Reply(claim.endpoint().write(success, command, app, surroundings), app, null);
    };
  }

  private static Reply refused(Claim claim, Refusal refusal, @Nullable App app) {
    return new Reply(claim.dialect().api().refuse(refusal, claim.endpoint()), app, refusal.code());
  }

  /** A refusal of a request whose body was not looked at, sealed where its head names an app. */
  private Reply unread(Claim claim, Arrival arrival, ErrorCode code) {
    App named = namedApps.of(claim.dialect(), claim.endpoint(), arrival.head());
    return refused(claim, Refusal.of(code), named);
  }

  private static Caller anyone(
      Claim claim, @Nullable App app, ApiRequest request, String requestId) {
    return new Caller(
        Caller.Kind.CLIENT,
        app == null ? null : app.appId(),
        claim.dialect().id(),
        null,
        Set.of(),
        null,
        null,
        null,
        null,
        Set.of(),
        request.address(),
        requestId);
  }

  private static Caller caller(
      Claim claim, App app, @Nullable AccessToken token, ApiRequest request, String requestId) {
    return new Caller(
        token == null ? Caller.Kind.SERVER : Caller.Kind.CLIENT,
        app.appId(),
        claim.dialect().id(),
        token == null ? null : token.uid(),
        token == null ? Set.of() : token.scopes(),
        token == null ? null : token.family(),
        token == null ? null : token.expiresAt(),
        token == null ? null : token.device(),
        null,
        Set.of(),
        request.address(),
        requestId);
  }
}
