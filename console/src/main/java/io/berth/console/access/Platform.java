package io.berth.console.access;

import io.berth.api.ConsoleCommand;
import io.berth.api.Outcome;
import io.berth.service.command.CommandClient;
import io.berth.service.vouch.Callers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Everything that the console knows and does, through the gateway. */
@Component
public final class Platform {

  private final CommandClient gateway;

  Platform(CommandClient gateway) {
    this.gateway = gateway;
  }

  /**
   * Never errors and is never empty.
   *
   * @param appId the app concerned; null where none is
   */
  public Mono<Outcome> ask(ServerRequest request, @Nullable String appId, ConsoleCommand command) {
    return gateway.forPerson(appId, command, Callers.of(request));
  }
}
