package io.berth.pay.did;

import io.berth.api.DidCommand;
import io.berth.api.Outcome;
import io.berth.pay.access.Refused;
import reactor.core.publisher.Mono;

/** Sends commands to did-service with pay-service's own token. */
@FunctionalInterface
public interface DidService {

  String RESOLVE_IDENTITY = "identity:resolve";
  String AUTHORIZE_PAYMENT = "payment:authorize";
  String CHECK_PAY_TOKEN = "pay-token:check";
  String ASK_OPERATORS = "operators:ask";
  String ERASE_PERSON = "person:erase";

  /**
   * Never an error: what goes wrong on the way is a refusal.
   *
   * @param permission that the command takes
   */
  Mono<Outcome> ask(DidCommand command, String permission, String requestId);

  /** The answer, where it is of the one kind that is a success; {@link Refused} otherwise. */
  default <S extends Outcome.Success> Mono<S> demand(
      Class<S> success, DidCommand command, String permission, String requestId) {
    return ask(command, permission, requestId)
        .map(
            outcome ->
                switch (outcome) {
                  case Outcome.Refusal refusal -> throw Refused.because(refusal);
                  case Outcome.Success answer when success.isInstance(answer) ->
                      success.cast(answer);
                  case Outcome.Success other ->
                      throw new IllegalStateException("did-service answers " + other);
                });
  }
}
