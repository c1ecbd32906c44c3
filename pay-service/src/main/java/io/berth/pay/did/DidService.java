package io.berth.pay.did;

import io.berth.api.DidCommand;
import io.berth.api.Outcome;
import reactor.core.publisher.Mono;

/** Asks did-service, on pay-service's own behalf. */
@FunctionalInterface
public interface DidService {

  String RESOLVE_IDENTITY = "identity:resolve";
  String AUTHORIZE_PAYMENT = "payment:authorize";
  String CHECK_PAY_TOKEN = "pay-token:check";

  /**
   * Never an error: what goes wrong on the way is a refusal.
   *
   * @param permission that the command takes
   */
  Mono<Outcome> ask(DidCommand command, String permission, String requestId);
}
