package io.berth.pay.access;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.Outcome;
import io.berth.service.command.CommandFilter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Turns a {@link Refused} of any command into its outcome. */
@Component
class RefusalFilter implements CommandFilter {

  @Override
  public Mono<Outcome> filter(Command command, Caller caller, Mono<Outcome> outcome) {
    return Refused.asOutcome(() -> outcome);
  }
}
