package io.berth.api.balance;

import io.berth.api.Outcome;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers to {@link BalanceCommand}s. */
public sealed interface BalanceOutcome extends Outcome.Success {

  record Balances(List<Balance> balances) implements BalanceOutcome {}

  /**
   * @param total including {@code frozen}
   */
  record Balance(long uid, int coinId, String coin, BigDecimal total, BigDecimal frozen) {}

  record Prices(List<Price> prices) implements BalanceOutcome {}

  /**
   * @param symbol as asked for, for example {@code BTC_USDT}
   */
  record Price(String symbol, BigDecimal closePrice) {}

  record Coins(List<CoinDetail> coins) implements BalanceOutcome {}

  /**
   * @param priceUsdt null where there is no price
   * @param attributes set by the operator: {@code chain_id}, {@code contract} …
   */
  record CoinDetail(
      int id,
      String code,
      int decimals,
      @Nullable BigDecimal priceUsdt,
      Map<String, String> attributes) {}
}
