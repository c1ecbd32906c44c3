package io.berth.did.command;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.did.throttle.QueueFullException;
import io.berth.service.command.CommandFilter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Refuses a command as too frequent where a bounded queue is full. */
@Component
final class FullQueueFilter implements CommandFilter {

  @Override
  public Mono<Outcome> filter(Command command, Caller caller, Mono<Outcome> outcome) {
    return outcome.onErrorResume(
        QueueFullException.class, _ -> Mono.just(Refusal.of(ErrorCode.TOO_FREQUENT)));
  }
}
