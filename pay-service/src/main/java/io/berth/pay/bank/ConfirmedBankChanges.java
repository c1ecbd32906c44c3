package io.berth.pay.bank;

import io.berth.api.Command;
import io.berth.api.Outcome;
import io.berth.api.change.PendingChange;
import reactor.core.publisher.Mono;

/** Carries out changes about the bank account that another operator has confirmed. */
public interface ConfirmedBankChanges {

  /** In the caller's transaction; a refusal leaves nothing behind. */
  Mono<Outcome> apply(Command command, PendingChange change);
}
