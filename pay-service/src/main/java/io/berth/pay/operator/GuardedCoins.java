package io.berth.pay.operator;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.app.ManagementCommand;
import io.berth.api.balance.BalanceCommand.PutCoin;
import io.berth.api.change.ChangeOutcome;
import io.berth.api.change.ChangeOutcome.FourEyes;
import io.berth.api.change.PendingChange.Difference;
import io.berth.pay.coin.CoinCatalog;
import io.berth.pay.coin.CoinPrices;
import io.berth.pay.coin.CoinPrices.Verdict;
import io.berth.service.change.Operators;
import io.berth.service.change.PendingChanges;
import io.berth.service.change.Proposal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Changes coins. A price that changes much waits for a second operator; the rest of the change does
 * not.
 */
@Component
class GuardedCoins {
  private final CoinCatalog coins;
  private final CoinPrices prices;
  private final Operators operators;
  private final PendingChanges changes;
  private final TransactionalOperator transaction;

  GuardedCoins(
      CoinCatalog coins,
      CoinPrices prices,
      Operators operators,
      PendingChanges changes,
      TransactionalOperator transaction) {
    this.coins = coins;
    this.prices = prices;
    this.operators = operators;
    this.changes = changes;
    this.transaction = transaction;
  }

  /**
   * The operator's standing at did-service, where the price needs it; read outside of any
   * transaction.
   */
  Mono<Optional<FourEyes>> standing(int coinId, @Nullable BigDecimal price, Caller caller) {
    return price == null || isDirect(caller)
        ? Mono.just(Optional.empty())
        : prices
            .assess(coinId, price)
            .filter(Verdict::fourEyes)
            .flatMap(_ -> operators.ask(caller.uid(), null, caller.requestId()))
            .singleOptional();
  }

  /**
   * Answers as {@link CoinCatalog#putCoin}, or {@link ChangeOutcome.ChangeWaiting}.
   *
   * @param standing as {@link #standing} answered a moment ago
   * @param reason may be empty where the operator's token carries the command
   */
  Mono<Outcome> put(PutCoin put, Optional<FourEyes> standing, String reason, Caller caller) {
    BigDecimal price = put.priceUsdt();
    if (price == null) {
      return coins.putCoin(put);
    }
    if (isDirect(caller)) {
      return coins.putCoin(put).flatMap(done -> confirmed(done, put));
    }
    return prices
        .assess(put.id(), price)
        .flatMap(
            verdict ->
                verdict.fourEyes()
                    ? coins
                        .putCoin(withoutPrice(put))
                        .flatMap(
                            done ->
                                done instanceof Outcome.Done
                                    ? propose(
                                        proposal(put, price, verdict, reason), standing, caller)
                                    : Mono.just(done))
                    : coins.putCoin(put))
        .switchIfEmpty(Mono.defer(() -> coins.putCoin(put)))
        .as(transaction::transactional);
  }

  private Mono<Outcome> confirmed(Outcome done, PutCoin put) {
    return done instanceof Outcome.Done ? coins.confirmPrice(put) : Mono.just(done);
  }

  private static boolean isDirect(Caller caller) {
    return caller.permissions().contains(ManagementCommand.DIRECT);
  }

  private static PutCoin withoutPrice(PutCoin put) {
    return new PutCoin(put.id(), put.code(), put.decimals(), null, put.attributes());
  }

  private Mono<Outcome> propose(Proposal proposal, Optional<FourEyes> standing, Caller caller) {
    // Without a standing, somebody has changed the price since it was looked at.
    return standing.isEmpty()
        ? Mono.just(Refusal.of(ErrorCode.TOO_FREQUENT, "the price has just changed"))
        : changes.propose(proposal, standing.get(), caller);
  }

  private static Proposal proposal(PutCoin put, BigDecimal price, Verdict verdict, String reason) {
    BigDecimal present = verdict.present();
    return new Proposal(
        "coin.price",
        "coin/" + put.code(),
        List.of(new Difference("price_usdt", present == null ? "" : plain(present), plain(price))),
        reason,
        new PutCoin(put.id(), put.code(), put.decimals(), price, null));
  }

  private static String plain(BigDecimal price) {
    return price.signum() == 0 ? "0" : price.stripTrailingZeros().toPlainString();
  }
}
