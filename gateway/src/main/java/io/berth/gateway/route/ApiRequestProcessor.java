package io.berth.gateway.route;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.token.TokenCommand;
import io.berth.dialect.Dialects.Claim;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.dialect.api.Authentication;
import io.berth.dialect.api.Endpoint.Surroundings;
import io.berth.dialect.parameter.Parsed;
import io.berth.gateway.access.AccessToken;
import io.berth.gateway.access.AccessTokens;
import io.berth.gateway.access.BearerTokens;
import io.berth.gateway.access.BearerTokens.BearerVerification;
import io.berth.gateway.access.KeyUses;
import io.berth.gateway.access.Limits;
import io.berth.gateway.access.TopicsInSync;
import io.berth.gateway.http.RequestHead;
import io.berth.service.runtime.PlatformProperties;
import java.time.Clock;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * One request to an endpoint of a dialect, from its first byte to its outcome: bucket of the
 * address, body, the dialect's own checks, bucket of the app, command, outcome. Whatever is refused
 * on the way becomes a {@link Reply} like any other.
 */
@Component
public final class ApiRequestProcessor {

  private static final Logger log = LoggerFactory.getLogger(ApiRequestProcessor.class);

  private final Apps apps;
  private final NamedApps namedApps;
  private final TopicsInSync inSync;
  private final Limits limits;
  private final BearerTokens bearers;
  private final AccessTokens tokens;
  private final CommandSender outcomes;
  private final RefusedSignatures refusedSignatures;
  private final KeyUses keyUses;
  private final Surroundings surroundings;
  private final Clock clock;

  ApiRequestProcessor(
      Apps apps,
      NamedApps namedApps,
      TopicsInSync inSync,
      Limits limits,
      BearerTokens bearers,
      AccessTokens tokens,
      CommandSender outcomes,
      RefusedSignatures refusedSignatures,
      KeyUses keyUses,
      PlatformProperties platform,
      Clock clock) {
    this.apps = apps;
    this.namedApps = namedApps;
    this.inSync = inSync;
    this.limits = limits;
    this.bearers = bearers;
    this.tokens = tokens;
    this.outcomes = outcomes;
    this.refusedSignatures = refusedSignatures;
    this.keyUses = keyUses;
    this.surroundings = new Surroundings(platform.origin());
    this.clock = clock;
  }

  /** What is said before the body is read; null where it is to be read. */
  public @Nullable Reply unread(Claim claim, RequestHead arrival) {
    if (!limits.admitsAddress(arrival.head().address())) {
      return unread(claim, arrival.head(), ErrorCode.TOO_FREQUENT);
    }
    return inSync.reached() ? null : unread(claim, arrival.head(), ErrorCode.MAINTENANCE);
  }

  /** Of a body that is longer than allowed; what follows of it is not read. */
  public Reply tooLarge(Claim claim, RequestHead arrival) {
    return unread(claim, arrival.head(), ErrorCode.BODY_TOO_LARGE).asLast();
  }

  /** Of a body that does not come to its end. */
  public Reply tooSlow(Claim claim, RequestHead arrival) {
    return unread(claim, arrival.head(), ErrorCode.TIMEOUT).asLast();
  }

  /**
   * Says the reply, once, maybe before this returns; whoever no longer wants it disposes of what is
   * returned. Without reactive steps, since every request goes this way.
   */
  public Disposable converse(
      Claim claim, RequestHead arrival, byte[] body, Consumer<Reply> answer) {
    Asking asking = new Asking(claim, arrival.with(body), arrival.requestId(), answer);
    try {
      return authenticate(asking);
    } catch (RuntimeException mistake) {
      return failed(asking, mistake);
    }
  }

  private record Asking(Claim claim, ApiRequest request, String requestId, Consumer<Reply> answer) {

    Disposable answer(Reply reply) {
      answer.accept(reply);
      return Disposables.disposed();
    }
  }

  private Disposable failed(Asking asking, Throwable mistake) {
    log.error("{} failed, request {}", asking.request().path(), asking.requestId(), mistake);
    return asking.answer(unread(asking.claim(), asking.request(), ErrorCode.INTERNAL));
  }

  private Disposable authenticate(Asking asking) {
    Claim claim = asking.claim();
    ApiRequest request = asking.request();
    Authentication authentication =
        claim.dialect().api().authenticate(request, claim.endpoint(), apps, clock.instant());
    return switch (authentication) {
      case Authentication.Server(App app, String keyId) -> {
        keyUses.note(app.appId(), keyId, request.address());
        yield admit(asking, app, caller(asking, app, null));
      }
      case Authentication.TokenBearer bearer -> checkToken(asking, bearer);
      // Nobody has proved to be this app, so its bucket is left alone.
      case Authentication.Anyone(App app) -> carryOut(asking, app, anyone(asking, app));
      case Authentication.Refused refused -> {
        refusedSignatures.report(claim, refused, request, asking.requestId(), clock.instant());
        yield asking.answer(refused(claim, refused.refusal(), refused.app()));
      }
    };
  }

  private Disposable checkToken(Asking asking, Authentication.TokenBearer bearer) {
    Disposable.Composite underWay = Disposables.composite();
    underWay.add(
        bearers
            .check(bearer, asking.claim().dialect().id(), asking.requestId())
            .subscribe(
                bearing -> underWay.add(admit(asking, bearing)),
                mistake -> failed(asking, mistake)));
    return underWay;
  }

  private Disposable admit(Asking asking, BearerVerification bearing) {
    return switch (bearing) {
      case BearerVerification.Accepted(AccessToken token, App app) ->
          admit(asking, app, caller(asking, app, token));
      case BearerVerification.Refused(Refusal refusal, App app) ->
          asking.answer(refused(asking.claim(), refusal, app));
    };
  }

  private Disposable admit(Asking asking, App app, Caller caller) {
    return limits.admitsApp(app.appId())
        ? carryOut(asking, app, caller)
        : asking.answer(refused(asking.claim(), Refusal.of(ErrorCode.TOO_FREQUENT), app));
  }

  private Disposable carryOut(Asking asking, @Nullable App app, Caller caller) {
    return switch (asking.claim().endpoint().read(asking.request(), caller)) {
      case Parsed.Unreadable<Command>(Refusal refusal) ->
          asking.answer(refused(asking.claim(), refusal, app));
      case Parsed.Read<Command>(Command command) ->
          outcomes.send(
              command, caller, outcome -> carriedOut(asking, app, caller, command, outcome));
    };
  }

  private void carriedOut(
      Asking asking, @Nullable App app, Caller caller, Command command, Outcome outcome) {
    if (command instanceof TokenCommand.Logout(String accessToken)
        && outcome instanceof Outcome.Success) {
      forgetting(accessToken, caller)
          .subscribe(
              null,
              mistake -> failed(asking, mistake),
              () -> conclude(asking, app, command, outcome));
    } else {
      conclude(asking, app, command, outcome);
    }
  }

  /** The node that carries a logout knows of it at once, before did-service's word comes round. */
  private Mono<Void> forgetting(@Nullable String accessToken, Caller caller) {
    if (accessToken != null) {
      return tokens.forget(accessToken);
    }
    if (caller.tokenFamily() != null) {
      tokens.forget(caller.tokenId(), caller.tokenFamily());
    }
    return Mono.empty();
  }

  private void conclude(Asking asking, @Nullable App app, Command command, Outcome outcome) {
    try {
      asking.answer(answered(asking.claim(), command, outcome, app));
    } catch (RuntimeException mistake) {
      failed(asking, mistake);
    }
  }

  private Reply answered(Claim claim, Command command, Outcome outcome, @Nullable App app) {
    ErrorCode refusal = outcome instanceof Refusal refused ? refused.code() : null;
    return new Reply(claim.endpoint().write(outcome, command, app, surroundings), app, refusal);
  }

  private static Reply refused(Claim claim, Refusal refusal, @Nullable App app) {
    return new Reply(claim.dialect().api().refuse(refusal, claim.endpoint()), app, refusal.code());
  }

  /** A refusal of a request whose body was not looked at, sealed where its head names an app. */
  private Reply unread(Claim claim, ApiRequest request, ErrorCode code) {
    App named = namedApps.of(claim.dialect(), claim.endpoint(), request);
    return refused(claim, Refusal.of(code), named);
  }

  private static Caller anyone(Asking asking, @Nullable App app) {
    return new Caller(
        Caller.Kind.CLIENT,
        app == null ? null : app.appId(),
        asking.claim().dialect().id(),
        null,
        Set.of(),
        null,
        null,
        null,
        null,
        Set.of(),
        asking.request().address(),
        asking.requestId());
  }

  private static Caller caller(Asking asking, App app, @Nullable AccessToken token) {
    return new Caller(
        token == null ? Caller.Kind.SERVER : Caller.Kind.CLIENT,
        app.appId(),
        asking.claim().dialect().id(),
        token == null ? null : token.uid(),
        token == null ? Set.of() : token.scopes(),
        token == null ? null : token.family(),
        token == null ? null : token.tokenId(),
        token == null ? null : token.expiresAt(),
        token == null ? null : token.device(),
        null,
        Set.of(),
        asking.request().address(),
        asking.requestId());
  }
}
