package io.berth.pay.did;

import io.berth.api.Outcome;
import io.berth.api.change.ChangeOutcome.FourEyes;
import io.berth.api.change.FourEyesCommand.AskFourEyes;
import io.berth.api.change.FourEyesCommand.CheckConfirmer;
import io.berth.api.change.FourEyesCommand.TellOperators;
import io.berth.api.change.PendingChange;
import io.berth.service.change.Operators;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Asks did-service, which knows the operators. */
@Component
class DidServiceOperators implements Operators {
  private final DidService did;

  DidServiceOperators(DidService did) {
    this.did = did;
  }

  @Override
  public Mono<FourEyes> ask(@Nullable Long requester, @Nullable Long payee, String requestId) {
    return did.demand(
        FourEyes.class, new AskFourEyes(requester, payee), DidService.ASK_OPERATORS, requestId);
  }

  /** Only a clear yes is one. */
  @Override
  public Mono<Boolean> mayConfirm(
      long confirmer, @Nullable Long requester, Instant requestedAt, String requestId) {
    return did.ask(
            new CheckConfirmer(confirmer, requester, requestedAt),
            DidService.ASK_OPERATORS,
            requestId)
        .map(Outcome.Done.class::isInstance);
  }

  @Override
  public Mono<Void> notifyOf(List<PendingChange> changes, String requestId) {
    return did.demand(
            Outcome.Done.class, new TellOperators(changes), DidService.ASK_OPERATORS, requestId)
        .then();
  }
}
