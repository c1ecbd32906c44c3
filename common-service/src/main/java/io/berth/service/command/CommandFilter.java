package io.berth.service.command;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Outcome;
import reactor.core.publisher.Mono;

/** Surrounds the handlers of all of a service's commands, in the order of the beans. */
@FunctionalInterface
public interface CommandFilter {

  /**
   * @param outcome carries the command out when it is subscribed to
   */
  Mono<Outcome> filter(Command command, Caller caller, Mono<Outcome> outcome);
}
