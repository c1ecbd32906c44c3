package io.berth.service.command;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Outcome;
import reactor.core.publisher.Mono;

/**
 * Carries out one kind of command. Features list theirs in a bean of {@link CommandHandlers}.
 *
 * @param <C> record of the command
 */
@FunctionalInterface
public interface CommandHandler<C extends Command> {

  /** Answers with exactly one outcome; an empty Mono is an error. */
  Mono<? extends Outcome> handle(C command, Caller caller);
}
