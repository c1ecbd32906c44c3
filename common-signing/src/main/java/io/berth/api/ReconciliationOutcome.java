package io.berth.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to {@link ReconciliationCommand}s. */
public sealed interface ReconciliationOutcome extends Outcome.ForConsole {

  /**
   * @param url where the merchant's totals are asked for; null where nowhere
   * @param profitUrl where its profit is asked for; null where nowhere
   */
  record Reconciliations(
      @Nullable String url, @Nullable String profitUrl, List<Reconciliation> days)
      implements ReconciliationOutcome {}

  record ReconciliationFound(Reconciliation reconciliation, List<Row> rows, List<Profit> profits)
      implements ReconciliationOutcome {}

  /**
   * @param problem why it failed, in English; null where it did not
   * @param attempts how often it was compared
   */
  record Reconciliation(
      String appId,
      LocalDate day,
      State state,
      @Nullable String problem,
      int rows,
      int differing,
      int attempts,
      Instant at) {}

  enum State {
    /** Being compared at this moment. */
    RUNNING,
    /** The merchant has no URL: only our totals are kept. */
    TOTALS_ONLY,
    AGREED,
    DIFFERENT,
    /** The merchant did not answer, or not in the agreed shape. */
    FAILED
  }

  /**
   * Totals of one coin, direction and account; nothing on a side where it has no such row.
   *
   * @param direction {@code user2app} or {@code app2user}
   * @param account {@code coin2coin} or {@code open2open}
   */
  record Row(
      String coin,
      String direction,
      String account,
      @Nullable BigDecimal ourVolume,
      @Nullable Long ourCount,
      @Nullable BigDecimal theirVolume,
      @Nullable Long theirCount,
      boolean differs) {}

  /**
   * @param amount moved, or to be moved, from the admin account to the profit account
   * @param state in one word: {@code posted}, {@code too-little}, {@code no-account}, {@code
   *     not-allowed}, {@code busy}
   */
  record Profit(
      String coin,
      AccountKind account,
      BigDecimal amount,
      String state,
      @Nullable Long transferId) {}
}
