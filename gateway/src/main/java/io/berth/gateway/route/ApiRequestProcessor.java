package io.berth.gateway.route;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.PerRealm;
import io.berth.api.token.TokenCommand;
import io.berth.dialect.Dialects.RouteMatch;
import io.berth.dialect.api.ApiRequest;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Endpoint.PlatformUrls;
import io.berth.dialect.parameter.Parsed;
import io.berth.gateway.access.AccessTokens;
import io.berth.gateway.access.Limits;
import io.berth.gateway.access.TopicsInSync;
import io.berth.gateway.http.RequestHead;
import io.berth.gateway.route.ApiAuthentication.Result;
import io.berth.service.runtime.PlatformProperties;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Processes requests to the dialects' endpoints: limit of the address, the dialect's checks, limit
 * of the app, command, outcome. A refusal at any step becomes a response like any other.
 */
@Component
final class ApiRequestProcessor {

  private static final Logger log = LoggerFactory.getLogger(ApiRequestProcessor.class);

  private final NamedApps namedApps;
  private final TopicsInSync inSync;
  private final Limits limits;
  private final ApiAuthentication authentication;
  private final AccessTokens tokens;
  private final CommandSender commands;
  private final PerRealm<PlatformUrls> platformUrls;

  ApiRequestProcessor(
      NamedApps namedApps,
      TopicsInSync inSync,
      Limits limits,
      ApiAuthentication authentication,
      AccessTokens tokens,
      CommandSender commands,
      PlatformProperties platform) {
    this.namedApps = namedApps;
    this.inSync = inSync;
    this.limits = limits;
    this.authentication = authentication;
    this.tokens = tokens;
    this.commands = commands;
    this.platformUrls = PerRealm.of(realm -> new PlatformUrls(platform.origin(realm)));
  }

  /** A refusal that needs no body; null where the body is to be read. */
  @Nullable ApiResponse refuseBeforeBody(RouteMatch match, RequestHead head) {
    if (!limits.admitsAddress(head.request().address())) {
      return refuseUnread(match, head, ErrorCode.TOO_FREQUENT);
    }
    return inSync.reached() ? null : refuseUnread(match, head, ErrorCode.MAINTENANCE);
  }

  /** Refuses a body that is longer than allowed; the rest of it is not read. */
  ApiResponse tooLarge(RouteMatch match, RequestHead head) {
    return refuseUnread(match, head, ErrorCode.BODY_TOO_LARGE).asLast();
  }

  /** Refuses a body that does not arrive in time. */
  ApiResponse tooSlow(RouteMatch match, RequestHead head) {
    return refuseUnread(match, head, ErrorCode.TIMEOUT).asLast();
  }

  /**
   * Processes a request whose body is read. Without reactive steps, since every request goes this
   * way. A client that is gone disposes of what is returned.
   *
   * @param receiver takes the response, once, maybe before this returns
   */
  Disposable process(
      RouteMatch match, RequestHead head, byte[] body, Consumer<ApiResponse> receiver) {
    WholeRequest whole = new WholeRequest(match, head, head.with(body), receiver);
    try {
      return admit(whole, authentication.authenticate(match, head, whole.request()));
    } catch (RuntimeException mistake) {
      return fail(whole, mistake);
    }
  }

  private record WholeRequest(
      RouteMatch match, RequestHead head, ApiRequest request, Consumer<ApiResponse> receiver) {

    Disposable respond(ApiResponse response) {
      receiver.accept(response);
      return Disposables.disposed();
    }

    Disposable refuse(Refusal refusal, @Nullable App app) {
      return respond(refusal(match, refusal, app));
    }
  }

  private Disposable admit(WholeRequest whole, Result authenticated) {
    return switch (authenticated) {
      case Result.Authenticated(App app, Caller caller) ->
          limits.admitsApp(app.appId())
              ? execute(whole, app, caller)
              : whole.refuse(Refusal.of(ErrorCode.TOO_FREQUENT), app);
      case Result.Anyone(App app, Caller caller) -> execute(whole, app, caller);
      case Result.Refused(Refusal refusal, App app) -> whole.refuse(refusal, app);
      case Result.Pending(Mono<Result> pending) -> {
        Disposable.Composite steps = Disposables.composite();
        steps.add(
            pending.subscribe(
                result -> steps.add(admit(whole, result)), mistake -> fail(whole, mistake)));
        yield steps;
      }
    };
  }

  private Disposable execute(WholeRequest whole, @Nullable App app, Caller caller) {
    return switch (whole.match().endpoint().read(whole.request(), caller)) {
      case Parsed.Unreadable<Command>(Refusal refusal) -> whole.refuse(refusal, app);
      case Parsed.Read<Command>(Command command) ->
          commands.send(command, caller, outcome -> respond(whole, app, caller, command, outcome));
    };
  }

  private void respond(
      WholeRequest whole, @Nullable App app, Caller caller, Command command, Outcome outcome) {
    if (command instanceof TokenCommand.Logout(String accessToken)
        && outcome instanceof Outcome.Success) {
      forgetToken(accessToken, caller)
          .subscribe(
              null, mistake -> fail(whole, mistake), () -> respond(whole, app, command, outcome));
    } else {
      respond(whole, app, command, outcome);
    }
  }

  /** The node that carries a logout rejects the token at once, before did-service publishes it. */
  private Mono<Void> forgetToken(@Nullable String accessToken, Caller caller) {
    if (accessToken != null) {
      return tokens.forget(accessToken);
    }
    if (caller.tokenFamily() != null) {
      tokens.forget(caller.tokenId(), caller.tokenFamily());
    }
    return Mono.empty();
  }

  private void respond(WholeRequest whole, @Nullable App app, Command command, Outcome outcome) {
    try {
      ErrorCode refusal = outcome instanceof Refusal refused ? refused.code() : null;
      whole.respond(
          new ApiResponse(
              whole
                  .match()
                  .endpoint()
                  .write(outcome, command, app, platformUrls.in(whole.head().realm())),
              app,
              refusal));
    } catch (RuntimeException mistake) {
      fail(whole, mistake);
    }
  }

  private Disposable fail(WholeRequest whole, Throwable mistake) {
    log.error("{} failed, request {}", whole.request().path(), whole.head().requestId(), mistake);
    App named =
        namedApps.of(
            whole.head().realm(),
            whole.match().dialect(),
            whole.match().endpoint(),
            whole.request());
    return whole.respond(refusal(whole.match(), Refusal.of(ErrorCode.INTERNAL), named));
  }

  private static ApiResponse refusal(RouteMatch match, Refusal refusal, @Nullable App app) {
    return new ApiResponse(
        match.dialect().api().refuse(refusal, match.endpoint()), app, refusal.code());
  }

  /** Refuses a request before it is authenticated; the app that it names signs the response. */
  private ApiResponse refuseUnread(RouteMatch match, RequestHead head, ErrorCode code) {
    App named = namedApps.of(head.realm(), match.dialect(), match.endpoint(), head.request());
    return refusal(match, Refusal.of(code), named);
  }
}
