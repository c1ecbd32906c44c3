package io.berth.api.bank;

import io.berth.api.Outcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to {@link BankCommand}s. */
public sealed interface BankOutcome extends Outcome.ForConsole {

  /**
   * @param account null where the platform has none
   * @param rates of the coins that are bought in its currency
   */
  record Bank(@Nullable BankAccount account, List<CoinRate> rates) implements BankOutcome {}

  /**
   * @param approvalAbove amount that one operator may credit within a day
   */
  record BankAccount(String iban, String holder, String currency, BigDecimal approvalAbove) {}

  /**
   * @param rate coins for one unit of the account's currency
   */
  record CoinRate(String coin, BigDecimal rate) {}

  /**
   * @param added lines that were not stored yet
   * @param known lines that were
   */
  record StatementImported(int added, int known) implements BankOutcome {}

  /**
   * @param more whether there are older ones
   */
  record BankLines(List<BankLine> lines, boolean more) implements BankOutcome {}

  /**
   * A payment on a bank statement; texts are empty where the bank gave none.
   *
   * @param incoming whether the platform's account was credited
   * @param match top-up that has the reference; null where there is none or the line is not open
   * @param changeWaiting whether another operator has to confirm its credit
   * @param credit null unless it is credited to somebody
   */
  record BankLine(
      long id,
      LocalDate bookedOn,
      BigDecimal amount,
      String currency,
      boolean incoming,
      String counterparty,
      String counterpartyAccount,
      String remittance,
      LineState state,
      @Nullable TopUpMatch match,
      boolean changeWaiting,
      @Nullable LineCredit credit) {}

  /**
   * @param amount that the person asked for, in the account's currency
   * @param credit coins that the line's amount buys
   * @param exact whether the line has the top-up's amount and came in time
   */
  record TopUpMatch(
      long topUpId, long uid, String coin, BigDecimal amount, BigDecimal credit, boolean exact) {}

  /**
   * @param confirmedBy operator
   */
  record LineCredit(
      long uid, String coin, BigDecimal amount, long confirmedBy, Instant confirmedAt) {}

  enum LineState {
    /** Nobody has decided about it. */
    OPEN,
    /** It is being credited. */
    APPROVED,
    POSTED,
    /** The money was sent back. */
    RETURNED,
    /** It does not concern people's money. */
    IGNORED
  }
}
