package io.berth.pay.bank.withdrawal;

import io.berth.pay.access.Amounts;
import io.berth.pay.bank.withdrawal.AppBankAccounts.Stored;
import java.time.Instant;
import java.util.Locale;

/** A withdrawal as its person sees it. The template reads its methods. */
record WithdrawalView(Withdrawal withdrawal) {
  public String money() {
    return Amounts.canonical(withdrawal.money()).toPlainString() + ' ' + withdrawal.currency();
  }

  public String coins() {
    return Amounts.canonical(withdrawal.amount()).toPlainString()
        + ' '
        + withdrawal.coin().toUpperCase(Locale.ROOT);
  }

  /** The end of the account number, which is enough to know it by. */
  public String account() {
    return Stored.ending(withdrawal.iban());
  }

  /** One of {@code HELD, SENT, PAID, REFUSED, RETURNED}. */
  public String state() {
    return withdrawal.returned()
        ? "RETURNED"
        : switch (withdrawal.state()) {
          case REQUESTED, HELD -> "HELD";
          case APPROVED, EXPORTED -> "SENT";
          case PAYING, PAID -> "PAID";
          case REFUSED -> "REFUSED";
          case CANCELLING, REJECTED -> "RETURNED";
        };
  }

  public Instant time() {
    return withdrawal.requestedAt();
  }
}
