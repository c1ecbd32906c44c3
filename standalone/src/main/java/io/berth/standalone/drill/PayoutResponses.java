package io.berth.standalone.drill;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /**
   * @param sent when it was sent first
   * @param at when the response came
   */
  private record Sent(Instant sent, Response response, Instant at) {}

  private final Map<Payout, Sent> responses = new ConcurrentHashMap<>();

  void addSent(Payout payout) {
    Instant now = Instant.now();
    responses.put(payout, new Sent(now, Response.NONE, now));
  }

  void record(Payout payout, Response response) {
    responses.computeIfPresent(
        payout, (_, before) -> new Sent(before.sent, response, Instant.now()));
  }

  List<Payout> with(Response response) {
    return responses.entrySet().stream()
        .filter(entry -> entry.getValue().response == response)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns payouts that were sent after a moment and are paid. */
  List<Payout> paidOfThoseSentAfter(Instant moment) {
    return responses.entrySet().stream()
        .filter(entry -> entry.getValue().response == Response.PAID)
        .filter(entry -> entry.getValue().sent.isAfter(moment))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns when the first payout that was sent after a moment was acknowledged as paid. */
  Optional<Instant> firstPaidAfter(Instant moment) {
    return responses.values().stream()
        .filter(sent -> sent.response == Response.PAID && sent.sent.isAfter(moment))
        .map(Sent::at)
        .min(Comparator.naturalOrder());
  }

  BigDecimal paid(boolean open) {
    return with(Response.PAID).stream()
        .filter(payout -> payout.open() == open)
        .map(Payout::volume)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
