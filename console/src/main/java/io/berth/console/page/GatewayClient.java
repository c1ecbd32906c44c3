package io.berth.console.page;

import io.berth.api.ConsoleCommand;
import io.berth.api.Outcome;
import io.berth.service.caller.Callers;
import io.berth.service.command.CommandClient;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Sends the console's commands to the gateway. */
@Component
public final class GatewayClient {

  private final CommandClient gateway;

  GatewayClient(CommandClient gateway) {
    this.gateway = gateway;
  }

  /**
   * Sends a command. The result is never an error and never empty.
   *
   * @param appId the app concerned; null where none is
   */
  public Mono<Outcome> ask(ServerRequest request, @Nullable String appId, ConsoleCommand command) {
    return gateway.forPerson(appId, command, Callers.of(request));
  }

  /** Sends a command in the midst of a file, where any outcome but the expected one is an error. */
  public <T extends Outcome> Mono<T> expect(
      ServerRequest request, @Nullable String appId, ConsoleCommand command, Class<T> expected) {
    return ask(request, appId, command)
        .map(
            outcome -> {
              if (!expected.isInstance(outcome)) {
                throw new IllegalStateException(
                    "no " + expected.getSimpleName() + " but " + outcome);
              }
              return expected.cast(outcome);
            });
  }
}
