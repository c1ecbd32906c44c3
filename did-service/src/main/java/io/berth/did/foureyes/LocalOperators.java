package io.berth.did.foureyes;

import io.berth.api.change.ChangeOutcome.FourEyes;
import io.berth.api.change.PendingChange;
import io.berth.service.change.Operators;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Answers questions about operators from this service's tables. */
@Component
public final class LocalOperators implements Operators {
  private final OperatorTenures terms;
  private final ChangeMails mails;

  LocalOperators(OperatorTenures terms, ChangeMails mails) {
    this.terms = terms;
    this.mails = mails;
  }

  @Override
  public Mono<FourEyes> ask(@Nullable Long requester, @Nullable Long payee, String requestId) {
    return terms.ask(requester, payee);
  }

  @Override
  public Mono<Boolean> mayConfirm(
      long confirmer, @Nullable Long requester, Instant requestedAt, String requestId) {
    return terms.mayConfirm(confirmer, requester, requestedAt);
  }

  @Override
  public Mono<Void> notifyOf(List<PendingChange> changes, String requestId) {
    return mails.send(changes);
  }

  /** Whether anybody has ever acted as an operator; until then, operators are made freely. */
  public Mono<Boolean> founded() {
    return terms.founded();
  }
}
