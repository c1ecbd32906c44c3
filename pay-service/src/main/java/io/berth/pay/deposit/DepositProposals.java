package io.berth.pay.deposit;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.deposit.DepositCommand.MoveDeposit;
import io.berth.api.deposit.DepositOutcome.DepositMoveKind;
import io.berth.service.audit.Reasons;
import io.berth.service.change.PendingChanges;
import io.berth.service.change.Proposal;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Proposes draws and returns to another operator. */
@Component
class DepositProposals {
  private final Deposits deposits;
  private final PendingChanges changes;

  DepositProposals(Deposits deposits, PendingChanges changes) {
    this.deposits = deposits;
    this.changes = changes;
  }

  Mono<Outcome> propose(MoveDeposit move, Caller caller) {
    if (!Reasons.isGiven(move.reason())) {
      return Mono.just(Invalid.of("reason", "missing"));
    }
    String action = move.kind() == DepositMoveKind.DRAW ? "app.deposit-draw" : "app.deposit-return";
    return deposits
        .check(move)
        .flatMap(
            checked -> {
              Invalid problem = checked.problem();
              return problem != null
                  ? Mono.<Outcome>just(problem)
                  : changes.propose(
                      new Proposal(
                          action,
                          "app/" + move.app(),
                          List.of(checked.difference()),
                          move.reason().strip(),
                          move),
                      caller);
            })
        .defaultIfEmpty(Invalid.of("coin", "unknown"));
  }
}
