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
   * @param returned withdrawal that the bank has sent back; null where it is none or is not open
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
      @Nullable ReturnedWithdrawal returned,
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
   * @param credit coins that were withdrawn
   */
  record ReturnedWithdrawal(long withdrawalId, long uid, String coin, BigDecimal credit) {}

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
    IGNORED,
    /** It paid a withdrawal. */
    PAID_OUT
  }

  /**
   * @param more whether there are older ones
   * @param exports the latest files
   * @param approvalAbove amount of money that one operator may approve within a day
   */
  record Withdrawals(
      List<WithdrawalLine> withdrawals,
      boolean more,
      List<WithdrawalExport> exports,
      BigDecimal approvalAbove)
      implements BankOutcome {}

  /**
   * @param amount coins
   * @param money what the bank pays, in the currency
   * @param returned whether the bank has sent it back, and it was credited again
   * @param app whose money it is; null where it is a person's
   */
  record WithdrawalLine(
      long id,
      long uid,
      String coin,
      BigDecimal amount,
      BigDecimal money,
      String currency,
      String iban,
      String holder,
      WithdrawalState state,
      boolean returned,
      Instant requestedAt,
      @Nullable String app) {}

  enum WithdrawalState {
    /** The person has asked for it; the money is being held. */
    REQUESTED,
    /** It waits for an operator. */
    HELD,
    /** There was too little money. */
    REFUSED,
    /** It goes into the next file. */
    APPROVED,
    /** The bank has it. */
    EXPORTED,
    /** A statement has it; the money is being posted. */
    PAYING,
    PAID,
    /** The money is being given back. */
    CANCELLING,
    /** The money was given back. */
    REJECTED
  }

  /**
   * A file for the bank.
   *
   * @param payments how many it has
   * @param total in the account's currency
   */
  record WithdrawalExport(
      long id,
      String messageId,
      int payments,
      BigDecimal total,
      long createdBy,
      Instant createdAt) {}

  record WithdrawalsExported(long exportId, int payments) implements BankOutcome {}

  /**
   * @param file pain.001.001.09
   */
  record WithdrawalFile(String messageId, String file) implements BankOutcome {}
}
