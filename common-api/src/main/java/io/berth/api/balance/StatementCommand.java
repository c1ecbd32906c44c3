package io.berth.api.balance;

import io.berth.api.AccountKind;
import io.berth.api.ConsoleCommand;
import io.berth.api.PayCommand;
import io.berth.api.Permission;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Commands of people about the account of an app. */
public sealed interface StatementCommand extends PayCommand, ConsoleCommand {

  /**
   * Opening and closing balances of whole days in {@code berth.pay.day-zone}. Answers {@link
   * StatementOutcome.Statement}.
   *
   * @param first inclusive; null for the first of this month
   * @param last inclusive; null for today
   * @param former of the account that held the app's money before it had one of its own
   */
  record ReadStatement(@Nullable LocalDate first, @Nullable LocalDate last, boolean former)
      implements StatementCommand {
    public ReadStatement(@Nullable LocalDate first, @Nullable LocalDate last) {
      this(first, last, false);
    }

    @Override
    public Permission permission() {
      return Permission.MONEY_READ;
    }
  }

  /**
   * Entries of one account in a period, oldest first. Answers {@link
   * StatementOutcome.StatementEntries}.
   *
   * @param from inclusive
   * @param to exclusive
   * @param after entries with a greater number than this; 0 for the first
   * @param upTo entries up to this number, so that what is posted meanwhile stays out
   * @param limit 1 to 500
   * @param former as in {@link ReadStatement}
   */
  record ReadStatementEntries(
      AccountKind account,
      String coin,
      Instant from,
      Instant to,
      long after,
      long upTo,
      int limit,
      boolean former)
      implements StatementCommand {
    public ReadStatementEntries(
        AccountKind account,
        String coin,
        Instant from,
        Instant to,
        long after,
        long upTo,
        int limit) {
      this(account, coin, from, to, after, upTo, limit, false);
    }

    @Override
    public Permission permission() {
      return Permission.MONEY_READ;
    }
  }

  /**
   * Reads an available, pending and reserved balance. Answers {@link StatementOutcome.AppBalances}.
   */
  record ReadAppBalances() implements StatementCommand {
    @Override
    public Permission permission() {
      return Permission.MONEY_READ;
    }
  }
}
