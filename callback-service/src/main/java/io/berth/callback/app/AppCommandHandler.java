package io.berth.callback.app;

import io.berth.api.Command;
import io.berth.api.Outcome;
import reactor.core.publisher.Mono;

/**
 * Carries out one kind of command about the caller's app.
 *
 * @param <C> record of the command
 */
@FunctionalInterface
public interface AppCommandHandler<C extends Command> {
  Mono<? extends Outcome> handle(C command, CallerApp app);
}
