package io.berth.pay.bank.change;

import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.bank.BankCommand.ApplyBankCredit;
import io.berth.api.bank.BankCommand.ApplyBankRate;
import io.berth.api.bank.WithdrawalCommand.ApplyWithdrawal;
import io.berth.api.change.PendingChange;
import io.berth.pay.bank.ConfirmedBankChanges;
import io.berth.pay.bank.line.CreditApproval;
import io.berth.pay.bank.rate.BankRateChanges;
import io.berth.pay.bank.withdrawal.WithdrawalDecisions;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

@Component
class BankChanges implements ConfirmedBankChanges {
  private final CreditApproval credits;
  private final BankRateChanges rates;
  private final WithdrawalDecisions withdrawals;

  BankChanges(CreditApproval credits, BankRateChanges rates, WithdrawalDecisions withdrawals) {
    this.credits = credits;
    this.rates = rates;
    this.withdrawals = withdrawals;
  }

  @Override
  public Mono<Outcome> apply(Command command, PendingChange change) {
    return switch (command) {
      case ApplyBankCredit credit -> credits.apply(credit, change);
      case ApplyBankRate rate -> rates.apply(rate);
      case ApplyWithdrawal withdrawal -> withdrawals.apply(withdrawal, change);
      default -> Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, "not a change of the bank account"));
    };
  }
}
