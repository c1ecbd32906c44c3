package io.berth.api.balance;

import io.berth.api.AccountKind;
import io.berth.api.Outcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to {@link StatementCommand}s. */
public sealed interface StatementOutcome extends Outcome.ForConsole {

  /**
   * One line per account and coin of the app, in a stable order.
   *
   * @param first inclusive
   * @param last inclusive
   * @param zone whose days they are
   * @param ofFormer whether this is of the former account
   * @param former null where the app always had an account of its own
   * @param archivedBefore first day of the entries that are here; null where none are archived
   */
  record Statement(
      LocalDate first,
      LocalDate last,
      ZoneId zone,
      List<StatementLine> lines,
      boolean ofFormer,
      @Nullable FormerAccount former,
      @Nullable LocalDate archivedBefore)
      implements StatementOutcome {

    public Statement(LocalDate first, LocalDate last, ZoneId zone, List<StatementLine> lines) {
      this(first, last, zone, lines, false, null, null);
    }

    /** Inclusive. */
    public Instant from() {
      return first.atStartOfDay(zone).toInstant();
    }

    /** Exclusive. */
    public Instant to() {
      return last.plusDays(1).atStartOfDay(zone).toInstant();
    }
  }

  /**
   * Account that held the app's money before.
   *
   * @param until from then on it is in the app's own account
   * @param shared whether other apps had their money there too
   */
  record FormerAccount(Instant until, boolean shared) {}

  /**
   * Opening plus credits minus debits is closing.
   *
   * @param lastNumber of the period's entries; 0 where it has none
   * @param credits sum of what came in
   * @param debits sum of what went out, positive
   */
  record StatementLine(
      AccountKind account,
      String coin,
      BigDecimal opening,
      BigDecimal credits,
      BigDecimal debits,
      BigDecimal closing,
      long entries,
      long lastNumber) {}

  record StatementEntries(List<StatementEntry> entries) implements StatementOutcome {}

  /**
   * @param number counts the account's entries without gaps
   * @param what it was: {@code payment}, {@code payout}, {@code return}, {@code transfer}, {@code
   *     migration} where it came from a former account, or {@code other-app} in one that was shared
   * @param tradeNo of the app's order; null where it is none
   * @param orderId of the app's order; null where it is none
   * @param uid the order's user
   * @param change what the account gained; negative where it lost
   */
  record StatementEntry(
      long number,
      Instant at,
      String what,
      @Nullable String tradeNo,
      @Nullable Long orderId,
      @Nullable Long uid,
      BigDecimal change) {}

  /**
   * @param delayDays days in which a payment is pending
   * @param balances one per coin, in the order of the coins
   */
  record AppBalances(String appId, long delayDays, List<AppBalance> balances)
      implements StatementOutcome {}

  /**
   * Balance of an app in one coin, of its main and open account together.
   *
   * @param pending net payments of the last days; never less than there are
   * @param reserved disputed payments, and what is held
   * @param deposit in an account of its own, in none of the others
   */
  record AppBalance(
      String coin, BigDecimal total, BigDecimal pending, BigDecimal reserved, BigDecimal deposit) {

    /** The rest, so that all three always add up to the total. */
    public BigDecimal available() {
      return total.subtract(pending).subtract(reserved);
    }
  }
}
