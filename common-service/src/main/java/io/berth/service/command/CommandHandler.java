package io.berth.service.command;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Outcome;
import reactor.core.publisher.Mono;

/**
 * Carries a service's commands out. A service defines one bean of it and answers {@code POST
 * /commands} from then on. Errors become refusals with {@code DATABASE}, {@code TIMEOUT}, {@code
 * TOO_FREQUENT} or {@code INTERNAL}; an empty Mono is an error.
 */
@FunctionalInterface
public interface CommandHandler {
  Mono<Outcome> handle(Command command, Caller caller);
}
