package io.berth.pay.deposit;

import io.berth.api.AccountKind;
import io.berth.api.Outcome;
import io.berth.api.Realm;
import io.berth.api.deposit.DepositOutcome.DepositMoveState;
import io.berth.pay.deposit.DepositMoves.OpenMove;
import io.berth.pay.did.DidService;
import io.berth.pay.ledger.Account;
import io.berth.pay.ledger.Ledger;
import io.berth.pay.ledger.LedgerTransaction;
import io.berth.pay.ledger.Posting;
import io.berth.pay.ledger.PostingOutcome;
import io.berth.pay.ledger.Purpose;
import io.berth.service.wakeup.WakeUpSignal;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Posts moves exactly once, and notifies did-service of what is held then: the row is locked
 * meanwhile, and the ledger knows the move by its name for all time. Whatever a crash interrupts,
 * the next round does.
 */
@Component
class DepositPosting {
  private static final Logger log = LoggerFactory.getLogger(DepositPosting.class);
  private static final int BATCH = 50;
  private static final String NOTE = "deposit:note";

  /** Longer than a transaction that has just made a move takes to end. */
  private static final Duration SOON = Duration.ofMillis(200);

  private static final int TRIES = 20;
  private static final Duration TURN = Duration.ofMillis(100);

  private final DepositMoves moves;
  private final Ledger ledger;
  private final DidService did;
  private final TransactionalOperator transaction;
  private final WakeUpSignal changed = new WakeUpSignal();

  DepositPosting(
      DepositMoves moves, Ledger ledger, DidService did, TransactionalOperator transaction) {
    this.moves = moves;
    this.ledger = ledger;
    this.did = did;
    this.transaction = transaction;
  }

  Mono<Void> round() {
    return moves.open(BATCH).concatMapDelayError(id -> carryOut(id, "deposit-" + id)).then();
  }

  /** Has {@link #round} run after the caller's transaction. */
  void postSoon() {
    changed.signalIn(SOON);
  }

  Flux<Boolean> changes() {
    return changed.signals();
  }

  /** Returns the state afterwards: still requested where many others are carried out before it. */
  Mono<DepositMoveState> carryOutInTurn(long id, String requestId) {
    return Mono.defer(() -> postOnce(id, requestId).then(Mono.defer(() -> moves.state(id))))
        .filter(state -> state != DepositMoveState.REQUESTED)
        .repeatWhenEmpty(TRIES, turns -> turns.delayElements(TURN))
        .onErrorReturn(IllegalStateException.class, DepositMoveState.REQUESTED)
        .delayUntil(_ -> notifyDid(id, requestId).onErrorResume(failure -> later(id, failure)));
  }

  private static Mono<Void> later(long id, Throwable failure) {
    log.warn("did-service is notified of deposit move {} later", id, failure);
    return Mono.empty();
  }

  /** Posts a move, where that is to be done, and notifies did-service. */
  private Mono<Void> carryOut(long id, String requestId) {
    return postOnce(id, requestId).then(Mono.defer(() -> notifyDid(id, requestId)));
  }

  private Mono<Void> postOnce(long id, String requestId) {
    return moves
        .lock(id)
        .filter(move -> move.state() == DepositMoveState.REQUESTED)
        .flatMap(move -> post(move, requestId))
        .as(transaction::transactional);
  }

  private Mono<Void> post(OpenMove move, String requestId) {
    return ledger
        .post(
            new LedgerTransaction(
                new LedgerTransaction.Target.InternalTransfer(
                    "deposit/" + move.id(), Purpose.of(Purpose.Type.DEPOSIT)),
                null,
                null,
                List.of(posting(move)),
                requestId))
        .flatMap(
            outcome ->
                switch (outcome) {
                  case PostingOutcome.Posted _, PostingOutcome.Exists _ ->
                      moves.set(move.id(), DepositMoveState.POSTED);
                  case PostingOutcome.TooLittle _,
                      PostingOutcome.Frozen _,
                      PostingOutcome.NotAllowed _ ->
                      moves.set(move.id(), DepositMoveState.REFUSED);
                  // It keeps its state, and the next round asks again.
                  case PostingOutcome.Overloaded _ -> Mono.<Void>empty();
                  case PostingOutcome.OverLimit _,
                      PostingOutcome.OverCap _,
                      PostingOutcome.WrongState _ ->
                      Mono.error(new IllegalStateException("deposit: " + outcome));
                });
  }

  /** What is drawn leaves circulation; whoever is to have it is credited by the operators. */
  private static Posting posting(OpenMove move) {
    Account app = Account.of(move.owner(), AccountKind.COIN);
    Account deposit = Account.deposit(move.owner());
    return switch (move.kind()) {
      case PAY_IN -> new Posting(app, deposit, move.amount(), move.coinId());
      case DRAW -> new Posting(deposit, Account.issuer(Realm.LIVE), move.amount(), move.coinId());
      case RETURN -> new Posting(deposit, app, move.amount(), move.coinId());
    };
  }

  private Mono<Void> notifyDid(long id, String requestId) {
    return moves
        .lock(id)
        .filter(move -> move.state() == DepositMoveState.POSTED)
        .flatMap(moves::note)
        .flatMap(note -> did.demand(Outcome.Done.class, note, NOTE, requestId))
        .flatMap(_ -> moves.markNotified(id))
        .as(transaction::transactional);
  }
}
