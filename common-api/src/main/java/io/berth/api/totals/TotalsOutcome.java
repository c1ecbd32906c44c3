package io.berth.api.totals;

import io.berth.api.AccountKind;
import io.berth.api.Outcome;
import io.berth.api.delivery.CallProblem;
import io.berth.api.order.OrderCommand;
import io.berth.api.order.OrderStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to commands about totals. */
public sealed interface TotalsOutcome extends Outcome.ForConsole {

  /**
   * @param since when counting began; what ended before is in no total
   * @param totals of the period and the one before, by slot
   * @param balances as they are now
   */
  record OrderTotals(Instant since, List<OrderTotal> totals, List<CoinBalance> balances)
      implements TotalsOutcome {}

  /**
   * Orders that ended in a slot.
   *
   * @param slot its beginning
   * @param fee the platform's commission, contained in {@code amount}
   */
  record OrderTotal(
      Instant slot,
      String coin,
      OrderCommand.Kind kind,
      OrderStatus status,
      long orders,
      BigDecimal amount,
      BigDecimal fee) {}

  /**
   * @param account null for all accounts of the platform together
   * @param total what is held included
   */
  record CoinBalance(
      String coin, @Nullable AccountKind account, BigDecimal total, BigDecimal held) {}

  /**
   * @param since when counting began; what finished before is in no total
   * @param totals of the period and the one before, by slot
   * @param latencies of the same slots
   * @param waiting callbacks of the app that wait; null for more than one app
   * @param oldest when the event of the longest waiting one came; null where none waits
   */
  record CallbackTotals(
      Instant since,
      List<CallbackTotal> totals,
      List<CallbackLatency> latencies,
      @Nullable Long waiting,
      @Nullable Instant oldest)
      implements TotalsOutcome {}

  /**
   * Attempts that finished in a slot.
   *
   * @param slot its beginning
   * @param problem null for those that were acknowledged
   * @param givenUp callbacks that had no further attempt
   */
  record CallbackTotal(Instant slot, @Nullable CallProblem problem, long attempts, long givenUp) {}

  /**
   * Attempts that were answered in at most so many milliseconds, and in more than half of them.
   *
   * @param slot its beginning
   * @param upToMillis a power of two
   */
  record CallbackLatency(Instant slot, int upToMillis, long attempts) {}
}
