package io.berth.pay.deposit;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Realm;
import io.berth.api.change.PendingChange;
import io.berth.api.change.PendingChange.Difference;
import io.berth.api.deposit.DepositCommand.MoveDeposit;
import io.berth.api.deposit.DepositCommand.PayDeposit;
import io.berth.api.deposit.DepositOutcome.DepositMoveKind;
import io.berth.api.deposit.DepositOutcome.DepositMoveState;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.pay.access.Access;
import io.berth.pay.coin.Coin;
import io.berth.pay.coin.Coins;
import io.berth.pay.deposit.DepositMoves.FormMove;
import io.berth.pay.deposit.DepositMoves.NewMove;
import io.berth.service.audit.AuditLog;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Takes owners' payments into deposits, and what two operators have decided about them. */
@Component
public final class Deposits {
  private static final Outcome DONE = new Outcome.Done();

  private final DepositMoves moves;
  private final DepositPosting posting;
  private final Apps apps;
  private final Coins coins;
  private final AuditLog audit;
  private final TransactionalOperator transaction;

  Deposits(
      DepositMoves moves,
      DepositPosting posting,
      Apps apps,
      Coins coins,
      AuditLog audit,
      TransactionalOperator transaction) {
    this.moves = moves;
    this.posting = posting;
    this.apps = apps;
    this.coins = coins;
    this.audit = audit;
    this.transaction = transaction;
  }

  /** Held deposit of an app by coin code. */
  public Mono<Map<String, BigDecimal>> held(App app) {
    return moves.held(app.accounts().adminUid());
  }

  Mono<Outcome> read(Caller caller) {
    return read(Access.existing(apps, caller));
  }

  Mono<Outcome> read(String appId) {
    App app = apps.find(appId);
    return app == null ? Mono.just(Invalid.of("app", "unknown")) : read(app);
  }

  private Mono<Outcome> read(App app) {
    return moves.read(app.appId(), app.accounts().adminUid()).cast(Outcome.class);
  }

  Mono<Outcome> pay(PayDeposit pay, Caller caller) {
    App app = Access.existing(apps, caller);
    if (Realm.of(app.appId()) == Realm.TEST) {
      return Mono.just(Invalid.of("amount", "malformed"));
    }
    return coins
        .byCode(pay.coin())
        .<Outcome>flatMap(
            coin ->
                isAmount(pay.amount(), coin)
                    ? pay(app, coin, pay, caller)
                    : Mono.just(Invalid.of("amount", "malformed")))
        .defaultIfEmpty(Invalid.of("coin", "unknown"));
  }

  private static boolean isAmount(BigDecimal amount, Coin coin) {
    return amount.signum() > 0
        && amount.scale() <= coin.decimals()
        && amount.precision() - amount.scale() <= 20;
  }

  private Mono<Outcome> pay(App app, Coin coin, PayDeposit pay, Caller caller) {
    NewMove move =
        new NewMove(
            app.appId(),
            app.accounts().adminUid(),
            DepositMoveKind.PAY_IN,
            coin,
            pay.amount(),
            "",
            pay.key(),
            caller.uid(),
            null);
    return moves
        .byKey(app.appId(), pay.key())
        .flatMap(
            before ->
                before.isOf(coin, pay.amount())
                    ? carryOut(before.id(), caller)
                    : Mono.just(Invalid.of("key", "taken")))
        .switchIfEmpty(
            moves
                .mayPayIn(app.appId())
                .filter(may -> may)
                .flatMap(_ -> moves.add(move))
                .flatMap(id -> audited(move, id, caller).thenReturn(id))
                .as(transaction::transactional)
                .switchIfEmpty(moves.byKey(app.appId(), pay.key()).map(FormMove::id))
                .flatMap(id -> carryOut(id, caller)))
        .defaultIfEmpty(Invalid.of("amount", "too-many"));
  }

  private Mono<Outcome> carryOut(long id, Caller caller) {
    return posting
        .carryOutInTurn(id, caller.requestId())
        .map(
            state ->
                state == DepositMoveState.REFUSED ? Invalid.of("amount", "over-balance") : DONE);
  }

  private Mono<Void> audited(NewMove move, long id, Caller caller) {
    return audit.write(
        caller,
        "app.deposit-pay",
        "app/" + move.appId(),
        "",
        Map.of(
            "coin", move.coin().code(),
            "amount", move.amount().toPlainString(),
            "deposit_move", Long.toString(id)));
  }

  /** The problem of a draw or return, with what it changes where there is none. */
  record Checked(@Nullable Invalid problem, Difference difference) {}

  /** Empty where there is no such app or coin. */
  Mono<Checked> check(MoveDeposit move) {
    App app = apps.find(move.app());
    return app == null
        ? Mono.empty()
        : coins
            .byCode(move.coin())
            .zipWith(held(app))
            .map(
                both -> {
                  BigDecimal held = both.getT2().getOrDefault(move.coin(), BigDecimal.ZERO);
                  boolean right =
                      move.kind() != DepositMoveKind.PAY_IN
                          && isAmount(move.amount(), both.getT1())
                          && move.amount().compareTo(held) <= 0;
                  return new Checked(
                      right ? null : Invalid.of("amount", "over-deposit"),
                      new Difference(
                          "deposit",
                          held.toPlainString() + ' ' + move.coin(),
                          held.subtract(move.amount()).toPlainString() + ' ' + move.coin()));
                });
  }

  /** Carries out what another operator confirmed, in the caller's transaction. */
  public Mono<Outcome> apply(MoveDeposit move, PendingChange change) {
    App app = apps.find(move.app());
    return app == null
        ? Mono.just(Invalid.of("app", "unknown"))
        : check(move)
            .filter(
                checked ->
                    checked.problem() == null
                        && change.differences().contains(checked.difference()))
            .flatMap(_ -> coins.byCode(move.coin()))
            .flatMap(
                coin ->
                    moves.add(
                        new NewMove(
                            app.appId(),
                            app.accounts().adminUid(),
                            move.kind(),
                            coin,
                            move.amount(),
                            move.reason().strip(),
                            null,
                            Objects.requireNonNull(change.requestedBy()),
                            change.id())))
            .doOnNext(_ -> posting.postSoon())
            .map(_ -> DONE)
            .defaultIfEmpty(Invalid.of("amount", "over-deposit"));
  }
}
