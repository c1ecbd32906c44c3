package io.berth.pay.bank.line;

import io.berth.api.Caller;
import io.berth.api.bank.BankCommand.AssignBankLine;
import io.berth.api.bank.BankCommand.CreditReturnedWithdrawal;
import io.berth.api.bank.BankCommand.CreditTopUp;
import io.berth.api.bank.BankOutcome.WithdrawalState;
import io.berth.api.user.UserCommand.ReadPeople;
import io.berth.api.user.UserOutcome;
import io.berth.pay.access.Amounts;
import io.berth.pay.bank.BankRate;
import io.berth.pay.bank.BankRates;
import io.berth.pay.bank.line.BankLines.Payment;
import io.berth.pay.bank.topup.TopUps;
import io.berth.pay.bank.withdrawal.Withdrawals;
import io.berth.pay.coin.Coins;
import io.berth.pay.did.DidService;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds whom a line can be credited to, and with how many coins. */
@Component
class CreditTargets {
  private final TopUps topUps;
  private final BankRates rates;
  private final Coins coins;
  private final Withdrawals withdrawals;
  private final DidService did;

  CreditTargets(
      TopUps topUps, BankRates rates, Coins coins, Withdrawals withdrawals, DidService did) {
    this.topUps = topUps;
    this.rates = rates;
    this.coins = coins;
    this.withdrawals = withdrawals;
    this.did = did;
  }

  /** Empty where the top-up does not exist or is of another currency. */
  Mono<NewCredit> of(CreditTopUp command, Payment payment) {
    return topUps
        .find(command.topUpId())
        .filter(topUp -> topUp.credited() == null && topUp.currency().equals(payment.currency()))
        .flatMap(
            topUp ->
                coins
                    .byCode(topUp.coin())
                    .map(coin -> new BankRate(coin, topUp.currency(), topUp.rate()))
                    .map(rate -> credit(payment, topUp.id(), topUp.uid(), rate)));
  }

  /** Empty where nobody has the uid, or the coin is not bought in the line's currency. */
  Mono<NewCredit> of(AssignBankLine command, Payment payment, Caller caller) {
    return did.demand(
            UserOutcome.People.class,
            new ReadPeople(List.of(command.uid())),
            DidService.RESOLVE_IDENTITY,
            caller.requestId())
        .filter(people -> !people.people().isEmpty())
        .flatMap(_ -> rates.of(command.coin()))
        .filter(rate -> rate.currency().equals(payment.currency()))
        .map(rate -> credit(payment, null, command.uid(), rate));
  }

  /** Empty unless the line has the end-to-end id and the amount of a paid withdrawal. */
  Mono<NewCredit> of(CreditReturnedWithdrawal command, Payment payment) {
    return withdrawals
        .find(command.withdrawalId())
        .filter(
            paid ->
                paid.state() == WithdrawalState.PAID
                    && paid.endToEndId().equals(payment.endToEndId())
                    && paid.money().compareTo(payment.amount()) == 0
                    && paid.currency().equals(payment.currency()))
        .flatMap(
            paid ->
                coins
                    .byCode(paid.coin())
                    .map(
                        coin ->
                            new NewCredit(
                                payment.id(),
                                null,
                                paid.id(),
                                paid.uid(),
                                coin,
                                Amounts.canonical(paid.amount()))));
  }

  private static NewCredit credit(
      Payment payment, @Nullable Long topUpId, long uid, BankRate rate) {
    return new NewCredit(
        payment.id(), topUpId, null, uid, rate.coin(), rate.coins(payment.amount()));
  }
}
