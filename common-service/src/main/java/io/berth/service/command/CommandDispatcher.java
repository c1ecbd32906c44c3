package io.berth.service.command;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Routes each command to its {@link CommandHandler}. Errors become refusals with {@code DATABASE},
 * {@code TIMEOUT}, {@code TOO_FREQUENT} or {@code INTERNAL} afterwards; an empty Mono is an error.
 */
public final class CommandDispatcher {
  private final CommandHandlers handlers;
  private final List<CommandFilter> filters;

  CommandDispatcher(CommandHandlers handlers, List<CommandFilter> filters) {
    this.handlers = handlers;
    this.filters = List.copyOf(filters).reversed();
  }

  public Mono<Outcome> handle(Command command, Caller caller) {
    Mono<Outcome> outcome = Mono.defer(() -> carryOut(command, caller));
    for (CommandFilter filter : filters) {
      outcome = filter.filter(command, caller, outcome);
    }
    return outcome;
  }

  private Mono<Outcome> carryOut(Command command, Caller caller) {
    Mono<Outcome> outcome = handlers.handle(command, caller);
    return outcome == null
        ? Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, "another service's command"))
        : outcome;
  }
}
