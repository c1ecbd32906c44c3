package io.berth.standalone.drill;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Stores the response to each payout; a crash must not revoke an acknowledged one. */
final class PayoutResponses {

  enum Response {
    /** Acknowledged as paid. */
    PAID,
    /** Acknowledged as refused. */
    REFUSED,
    /** No response came: the payout may be paid or not. */
    NONE
  }

  /**
   * @param open whether open accounts are used instead of coin accounts
   */
  record Payout(String tradeNo, BigDecimal volume, boolean open) {}

  private final Map<Payout, Response> responses = new ConcurrentHashMap<>();

  void addSent(Payout payout) {
    responses.put(payout, Response.NONE);
  }

  void record(Payout payout, Response response) {
    responses.put(payout, response);
  }

  List<Payout> with(Response response) {
    return responses.entrySet().stream()
        .filter(entry -> entry.getValue() == response)
        .map(Map.Entry::getKey)
        .toList();
  }

  BigDecimal paid(boolean open) {
    return with(Response.PAID).stream()
        .filter(payout -> payout.open() == open)
        .map(Payout::volume)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
