package io.berth.standalone.drill;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers what the merchant was told about its orders: a crash must not take it back. */
final class AcknowledgedOrders {

  enum Answered {
    /** Told to be paid. */
    PAID,
    /** Told to be refused. */
    REFUSED,
    /** No answer came: either may be. */
    NOTHING
  }

  /**
   * @param open between open accounts, else between coin accounts
   */
  record Payout(String tradeNo, BigDecimal volume, boolean open) {}

  private final Map<Payout, Answered> answers = new ConcurrentHashMap<>();

  void sending(Payout payout) {
    answers.put(payout, Answered.NOTHING);
  }

  void answered(Payout payout, Answered answer) {
    answers.put(payout, answer);
  }

  List<Payout> with(Answered answer) {
    return answers.entrySet().stream()
        .filter(entry -> entry.getValue() == answer)
        .map(Map.Entry::getKey)
        .toList();
  }

  BigDecimal paid(boolean open) {
    return with(Answered.PAID).stream()
        .filter(payout -> payout.open() == open)
        .map(Payout::volume)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
