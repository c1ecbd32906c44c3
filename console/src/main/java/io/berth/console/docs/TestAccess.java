package io.berth.console.docs;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Permission;
import io.berth.api.Realm;
import io.berth.api.app.AppCommand.ReadApp;
import io.berth.api.app.AppCommand.ReadHead;
import io.berth.api.app.AppOutcome.AppFound;
import io.berth.api.app.AppOutcome.Head;
import io.berth.console.page.GatewayClient;
import io.berth.service.runtime.PlatformProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Finds out whether the reader may send requests as the test of an app. */
@Component
class TestAccess {

  private final GatewayClient platform;
  private final PlatformProperties properties;

  TestAccess(GatewayClient platform, PlatformProperties properties) {
    this.platform = platform;
    this.properties = properties;
  }

  enum State {
    READY,
    /** The app has no test yet. */
    NOT_SET_UP,
    /** The reader's role may look only. */
    READ_ONLY,
    /** The platform has no test mode, or does not respond. */
    ABSENT
  }

  /**
   * @param app of test; null unless ready
   */
  record Access(State state, @Nullable AppFound app) {}

  Mono<Access> of(ServerRequest request, String publicId) {
    if (!properties.hasTest()) {
      return Mono.just(new Access(State.ABSENT, null));
    }
    String testId = Realm.TEST.idOf(publicId);
    return platform
        .ask(request, testId, new ReadHead())
        .flatMap(
            outcome ->
                switch (outcome) {
                  case Head head when head.permissions().contains(Permission.APP_WRITE) ->
                      platform.ask(request, testId, new ReadApp()).map(TestAccess::ready);
                  case Head _ -> Mono.just(new Access(State.READ_ONLY, null));
                  case Refusal(ErrorCode code, _) when code == ErrorCode.NO_PERMISSION ->
                      Mono.just(new Access(State.NOT_SET_UP, null));
                  default -> Mono.just(new Access(State.ABSENT, null));
                });
  }

  private static Access ready(Outcome outcome) {
    return outcome instanceof AppFound app
        ? new Access(State.READY, app)
        : new Access(State.ABSENT, null);
  }
}
