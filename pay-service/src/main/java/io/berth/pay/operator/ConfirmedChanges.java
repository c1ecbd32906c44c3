package io.berth.pay.operator;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.balance.BalanceCommand.GiveOpeningBalance;
import io.berth.api.balance.BalanceCommand.PutCoin;
import io.berth.api.bank.BankCommand;
import io.berth.api.bank.WithdrawalCommand;
import io.berth.api.change.PendingChange;
import io.berth.api.deposit.DepositCommand.MoveDeposit;
import io.berth.api.operator.LedgerAuditCommand.ApplyCorrection;
import io.berth.pay.bank.ConfirmedBankChanges;
import io.berth.pay.coin.CoinCatalog;
import io.berth.pay.deposit.Deposits;
import io.berth.pay.ledgeraudit.Corrections;
import io.berth.service.change.ChangeHandler;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Carries out confirmed changes of prices, balances, bank transfers and deposits, and corrections.
 */
@Component
class ConfirmedChanges implements ChangeHandler {
  private final CoinCatalog coins;
  private final OpeningBalances balances;
  private final Corrections corrections;
  private final ConfirmedBankChanges bank;
  private final Deposits deposits;

  ConfirmedChanges(
      CoinCatalog coins,
      OpeningBalances balances,
      Corrections corrections,
      ConfirmedBankChanges bank,
      Deposits deposits) {
    this.coins = coins;
    this.balances = balances;
    this.corrections = corrections;
    this.bank = bank;
    this.deposits = deposits;
  }

  @Override
  public Mono<Outcome> apply(Command command, PendingChange change) {
    return switch (command) {
      case PutCoin put -> coins.confirmPrice(put);
      // The ledger knows the gift by its reference: again after a crash, it is there already.
      case GiveOpeningBalance give -> balances.give(give, proposer(change));
      case ApplyCorrection correction -> corrections.apply(correction, change.id());
      case BankCommand transfer -> bank.apply(transfer, change);
      case WithdrawalCommand withdrawal -> bank.apply(withdrawal, change);
      case MoveDeposit move -> deposits.apply(move, change);
      default -> Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, "not a change of this service"));
    };
  }

  private static Caller proposer(PendingChange change) {
    return Caller.of(Caller.Kind.OPERATOR, "change-" + change.id())
        .withUid(change.requestedBy())
        .withDevice(change.tool());
  }
}
