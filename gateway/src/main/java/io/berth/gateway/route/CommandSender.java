package io.berth.gateway.route;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.order.PaymentCommand;
import io.berth.api.order.PaymentCommand.OrderChange;
import io.berth.api.order.PaymentCommand.ReadOutcome;
import io.berth.service.command.CommandClient;
import java.time.Duration;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Sends commands, and finds the outcome of an order change whose outcome was lost on the way: the
 * service may have been restarted between a payment and its outcome.
 */
@Component
final class CommandSender {

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final CommandClient services;

  CommandSender(CommandClient services) {
    this.services = services;
  }

  /** As {@link CommandClient#send(Command, Caller, Consumer)}. */
  Disposable send(Command command, Caller caller, Consumer<Outcome> receiver) {
    if (!(command instanceof OrderChange change)) {
      return services.send(command, caller, receiver);
    }
    Disposable.Composite underWay = Disposables.composite();
    underWay.add(
        services.send(
            change,
            caller,
            outcome -> {
              if (isUnknown(outcome)) {
                underWay.add(find(change, caller).subscribe(receiver));
              } else {
                receiver.accept(outcome);
              }
            }));
    return underWay;
  }

  private static boolean isUnknown(Outcome outcome) {
    return outcome instanceof Refusal refusal && refusal.code() == ErrorCode.OUTCOME_UNKNOWN;
  }

  private Mono<Outcome> find(OrderChange change, Caller caller) {
    return Mono.defer(() -> services.send(new ReadOutcome(change), caller))
        .filter(CommandSender::isKnown)
        .repeatWhenEmpty(looks -> looks.delayElements(PAUSE))
        .timeout(PaymentCommand.LOOKUP, Mono.just(Refusal.of(ErrorCode.OUTCOME_UNKNOWN)));
  }

  /** A service that cannot be reached counts as one that does not know the outcome. */
  private static boolean isKnown(Outcome outcome) {
    return !(outcome instanceof Refusal refusal)
        || refusal.code().category() == ErrorCode.Category.CALLER;
  }
}
