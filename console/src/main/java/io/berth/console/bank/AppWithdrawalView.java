package io.berth.console.bank;

import io.berth.api.bank.BankOutcome.WithdrawalLine;

/** A withdrawal as the app's company sees it. The template reads its methods. */
public record AppWithdrawalView(WithdrawalLine line) {

  /** One of {@code CHECKED, SENT, PAID, REFUSED, RETURNED}. */
  public String state() {
    return line.returned()
        ? "RETURNED"
        : switch (line.state()) {
          case REQUESTED, HELD -> "CHECKED";
          case APPROVED, EXPORTED -> "SENT";
          case PAYING, PAID -> "PAID";
          case REFUSED -> "REFUSED";
          case CANCELLING, REJECTED -> "RETURNED";
        };
  }

  /** Class of the state's badge. */
  public String badge() {
    return switch (state()) {
      case "PAID" -> "good";
      case "REFUSED", "RETURNED" -> "bad";
      default -> "warn";
    };
  }
}
