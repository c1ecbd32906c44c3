package io.berth.console.deposit;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Deposit in one coin: what the terms ask for, and what is held. */
public record DepositLine(String coin, BigDecimal required, BigDecimal held) {

  static List<DepositLine> of(Map<String, BigDecimal> required, Map<String, BigDecimal> held) {
    TreeSet<String> coins = new TreeSet<>(required.keySet());
    coins.addAll(held.keySet());
    return coins.stream()
        .map(
            coin ->
                new DepositLine(
                    coin,
                    required.getOrDefault(coin, BigDecimal.ZERO),
                    held.getOrDefault(coin, BigDecimal.ZERO)))
        .toList();
  }

  public boolean isEnough() {
    return held.compareTo(required) >= 0;
  }

  /** What is to be paid in yet. */
  public BigDecimal missing() {
    return required.subtract(held).max(BigDecimal.ZERO);
  }
}
