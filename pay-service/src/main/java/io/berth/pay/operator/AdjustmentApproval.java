package io.berth.pay.operator;

import io.berth.api.change.ChangeOutcome.FourEyes;
import io.berth.api.operator.OperatorPayCommand.RequestAdjustment;
import io.berth.api.operator.OperatorPayOutcome.AdjustmentState;
import io.berth.pay.coin.CoinPrices;
import io.berth.pay.coin.Coins;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Decides which adjustments need another operator's approval. */
@Component
class AdjustmentApproval {
  private final Coins coins;
  private final CoinPrices prices;
  private final AdjustmentRows rows;
  private final AdjustmentProperties properties;

  AdjustmentApproval(
      Coins coins, CoinPrices prices, AdjustmentRows rows, AdjustmentProperties properties) {
    this.coins = coins;
    this.prices = prices;
    this.rows = rows;
    this.properties = properties;
  }

  /**
   * The adjustment as it is to be stored: approved, or waiting for another operator.
   *
   * @param requester whose earlier requests stay locked meanwhile
   */
  Mono<NewAdjustment> decide(RequestAdjustment request, FourEyes standing, long requester) {
    return value(request)
        .flatMap(
            value ->
                rows.movedAlone(requester)
                    .map(
                        movedAlone ->
                            needsSecond(request, standing)
                                || needsSecond(value.orElse(null), movedAlone))
                    .map(
                        waits ->
                            new NewAdjustment(
                                request,
                                value.orElse(null),
                                waits ? AdjustmentState.WAITING : AdjustmentState.APPROVED,
                                waits && standing.alone() ? standing.waitSeconds() : null,
                                requester)));
  }

  private Mono<Optional<BigDecimal>> value(RequestAdjustment request) {
    return coins
        .byCode(request.coin())
        .flatMap(coin -> prices.highestOfAWeek(coin.id()))
        .map(price -> request.amount().multiply(price))
        .singleOptional();
  }

  private static boolean needsSecond(RequestAdjustment request, FourEyes standing) {
    return switch (request.side()) {
      case CREDIT -> standing.tied();
      case DEBIT, FUND, DRAW -> false;
      // Whose money it is takes judgement, however little it is worth.
      case ASSIGN -> true;
    };
  }

  private boolean needsSecond(@Nullable BigDecimal value, BigDecimal movedAlone) {
    return value == null || movedAlone.add(value).compareTo(properties.approvalAboveUsdt()) > 0;
  }
}
