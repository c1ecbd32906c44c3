package io.berth.service.command;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Outcome;
import reactor.core.publisher.Mono;

/**
 * Routes each command to its {@link CommandHandler}. Errors become refusals with {@code DATABASE},
 * {@code TIMEOUT}, {@code TOO_FREQUENT} or {@code INTERNAL} afterwards; an empty Mono is an error.
 */
@FunctionalInterface
public interface CommandDispatcher {
  Mono<Outcome> handle(Command command, Caller caller);
}
