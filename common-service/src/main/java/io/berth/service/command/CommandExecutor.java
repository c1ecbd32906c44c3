package io.berth.service.command;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import reactor.core.publisher.Mono;

/** Carries out what arrives at a {@link CommandServer}. */
@FunctionalInterface
public interface CommandExecutor {

  /**
   * Never empty; an error is answered as {@code INTERNAL}.
   *
   * @param command as JSON
   * @param caller as the sender's token says
   */
  Mono<Outcome> execute(byte[] command, Caller caller);
}
