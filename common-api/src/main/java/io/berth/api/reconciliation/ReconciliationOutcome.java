package io.berth.api.reconciliation;

import io.berth.api.AccountKind;
import io.berth.api.Outcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to {@link ReconciliationCommand}s. */
public sealed interface ReconciliationOutcome extends Outcome.ForConsole {

  record Reconciliations(Books books, List<Reconciliation> days) implements ReconciliationOutcome {}

  record ReconciliationFailures(List<Reconciliation> days) implements ReconciliationOutcome {}

  record ReconciliationFound(Reconciliation reconciliation, List<Row> rows, List<Profit> profits)
      implements ReconciliationOutcome {}

  /**
   * Addresses of the merchant's books, and the time of asking them.
   *
   * @param url for totals; null where nowhere
   * @param profitUrl for profit; null where nowhere
   * @param at from when on the day before is compared, in {@code zone}; null: {@code usualAt}
   */
  record Books(
      @Nullable String url,
      @Nullable String profitUrl,
      @Nullable LocalTime at,
      LocalTime usualAt,
      ZoneId zone) {}

  /**
   * @param problem why it failed; null where it did not
   * @param attempts how often it was compared
   */
  record Reconciliation(
      String appId,
      LocalDate day,
      State state,
      @Nullable Problem problem,
      int rows,
      int differing,
      int attempts,
      Instant at) {}

  /**
   * Reason why a day could not be compared, or its profit not be moved.
   *
   * @param detail what there is to say beyond {@code kind}; may be empty
   * @param ofProfit whether it was the profit that was asked for, not the totals
   */
  record Problem(Kind kind, String detail, boolean ofProfit) {

    public enum Kind {
      /** Detail: the HTTP status. */
      STATUS,
      /** Detail: why, in English. */
      NO_ANSWER,
      /** The rules for merchants' addresses forbid it. Detail: which, in English. */
      NOT_CALLED,
      ENDLESS_ANSWER,
      NOT_JSON,
      /** Detail: the merchant's {@code msg}. */
      NOT_OK,
      /** Detail: the most rows there may be. */
      NO_ROWS,
      OTHER_DAY,
      /** Detail: its name, and its value if it has one. */
      FIELD,
      /** Detail: coin, direction and account. */
      REPEATED_ROW,
      NOT_MOVED,
      /** Detail: in English. */
      OTHER
    }
  }

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
