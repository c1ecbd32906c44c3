package io.berth.service.change;

import io.berth.api.change.ChangeOutcome.FourEyes;
import io.berth.api.change.PendingChange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Says who can be the second pair of eyes; did-service knows, the others ask it. */
public interface Operators {

  /**
   * @param requester null for the operator's token
   * @param payee whom the change gives money; null where it gives none
   */
  Mono<FourEyes> ask(@Nullable Long requester, @Nullable Long payee, String requestId);

  /**
   * @param requester null for the operator's token
   */
  Mono<Boolean> mayConfirm(
      long confirmer, @Nullable Long requester, Instant requestedAt, String requestId);

  /** Mails them what waits. */
  Mono<Void> notifyOf(List<PendingChange> changes, String requestId);
}
