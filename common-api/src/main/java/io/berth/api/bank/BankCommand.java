package io.berth.api.bank;

import io.berth.api.ConsoleCommand;
import io.berth.api.Outcome;
import io.berth.api.PayCommand;
import io.berth.api.Permission;
import io.berth.api.change.ChangeOutcome;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Commands of operators about the platform's bank account. */
public sealed interface BankCommand extends PayCommand, ConsoleCommand {

  @Override
  default Permission permission() {
    return Permission.OPERATE_MONEY;
  }

  /** Reads the account and its rates. Answers {@link BankOutcome.Bank}. */
  record ReadBank() implements BankCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /**
   * Sets how many coins one unit of the account's currency buys, or ends the sale of the coin.
   * Selling at once ends without a second operator; a rate waits for one. Answers {@link
   * ChangeOutcome.ChangeWaiting}, {@link Outcome.Done}, or {@link Outcome.Invalid}.
   *
   * @param rate null to end it
   */
  record SetBankRate(String coin, @Nullable BigDecimal rate, String reason)
      implements BankCommand {}

  /**
   * Stores the lines of a bank statement that are not stored yet. Answers {@link
   * BankOutcome.StatementImported}, or {@link Outcome.Invalid}, which says what is wrong with the
   * file.
   *
   * @param content the file, CAMT.053 or CSV, in Base64
   */
  record ImportBankStatement(String content) implements BankCommand {}

  /**
   * Answers {@link BankOutcome.BankLines}, newest first.
   *
   * @param open only those that nobody has decided about
   * @param before those with a smaller id; null for the newest
   */
  record ReadBankLines(boolean open, @Nullable Long before) implements BankCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /**
   * Credits a line to the person of a top-up, at the top-up's rate; as a rule, of the one whose
   * reference the line has. Answers {@link Outcome.Done}, {@link ChangeOutcome.ChangeWaiting} above
   * the platform's limit, or {@link Outcome.Invalid}.
   */
  record CreditTopUp(long lineId, long topUpId, String reason) implements BankCommand {}

  /**
   * Credits a line to a person at the coin's present rate, where no reference tells whose it is.
   * Answers as {@link CreditTopUp}.
   */
  record AssignBankLine(long lineId, long uid, String coin, String reason) implements BankCommand {}

  /**
   * Credits a line to the person whose withdrawal the bank has sent back: as many coins as were
   * withdrawn. Answers as {@link CreditTopUp}.
   */
  record CreditReturnedWithdrawal(long lineId, long withdrawalId, String reason)
      implements BankCommand {}

  /**
   * Carries out a credit that another operator has confirmed; nobody sends it.
   *
   * @param topUpId null where the line is of none
   * @param withdrawalId null where the line returns none
   * @param credit coins
   */
  record ApplyBankCredit(
      long lineId,
      @Nullable Long topUpId,
      @Nullable Long withdrawalId,
      long uid,
      String coin,
      BigDecimal credit)
      implements BankCommand {}

  /**
   * Carries out a rate that another operator has confirmed; nobody sends it.
   *
   * @param rate coins for one unit of the currency
   */
  record ApplyBankRate(String coin, String currency, BigDecimal rate) implements BankCommand {}

  /**
   * Closes a line that is nobody's top-up. Answers {@link Outcome.Done}, or {@link
   * Outcome.Invalid}.
   *
   * @param returned whether the money was sent back; false where it does not concern people
   */
  record CloseBankLine(long lineId, boolean returned, String reason) implements BankCommand {}
}
