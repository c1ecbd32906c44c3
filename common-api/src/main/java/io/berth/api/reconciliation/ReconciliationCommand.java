package io.berth.api.reconciliation;

import io.berth.api.ConsoleCommand;
import io.berth.api.Outcome;
import io.berth.api.PayCommand;
import io.berth.api.Permission;
import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** Commands of people about comparing an app's days with the merchant's own books. */
public sealed interface ReconciliationCommand extends PayCommand, ConsoleCommand {

  /** Answers {@link ReconciliationOutcome.Reconciliations}, newest day first, at most 31. */
  record ReadReconciliations(@Nullable LocalDate before) implements ReconciliationCommand {
    @Override
    public Permission permission() {
      return Permission.MONEY_READ;
    }
  }

  /** Answers {@link ReconciliationOutcome.ReconciliationFound}. */
  record ReadReconciliation(LocalDate day) implements ReconciliationCommand {
    @Override
    public Permission permission() {
      return Permission.MONEY_READ;
    }
  }

  /**
   * Compares a past day now, again where it was compared before. Answers {@link
   * ReconciliationOutcome.ReconciliationFound}, still running where the merchant is slow, or {@link
   * Outcome.Invalid}.
   */
  record Reconcile(LocalDate day) implements ReconciliationCommand {
    @Override
    public Permission permission() {
      return Permission.MONEY_READ;
    }
  }

  /**
   * Sets where and when the merchant's books are asked. Answers {@link Outcome.Done}, or {@link
   * Outcome.Invalid}.
   *
   * @param url null or empty where there is none
   * @param profitUrl null or empty where there is none
   * @param at from when on the day before is compared; null: when everybody else's is
   */
  record SetReconciliation(@Nullable String url, @Nullable String profitUrl, @Nullable LocalTime at)
      implements ReconciliationCommand {
    @Override
    public Permission permission() {
      return Permission.COMPANY_WRITE;
    }
  }

  /**
   * For operators: days of all apps that disagree or could not be compared. Answers {@link
   * ReconciliationOutcome.ReconciliationFailures}.
   */
  record ReadReconciliationFailures() implements ReconciliationCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /**
   * For operators: sets the URLs of a merchant's own books, and the time at which a day's are
   * ready. Null fields stay as they are. Answers {@link Outcome.Done}.
   *
   * @param at time of day in {@code berth.pay.day-zone}
   */
  record PutReconciliation(
      String appId, @Nullable String url, @Nullable String profitUrl, @Nullable LocalTime at)
      implements PayCommand {}
}
