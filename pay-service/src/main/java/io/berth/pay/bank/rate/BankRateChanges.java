package io.berth.pay.bank.rate;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Refusal;
import io.berth.api.app.ManagementCommand;
import io.berth.api.balance.BalanceCommand.PutBankRate;
import io.berth.api.bank.BankCommand.ApplyBankRate;
import io.berth.api.bank.BankCommand.SetBankRate;
import io.berth.api.change.PendingChange.Difference;
import io.berth.pay.access.Access;
import io.berth.pay.bank.BankProperties;
import io.berth.pay.bank.BankRates;
import io.berth.pay.coin.Coin;
import io.berth.pay.coin.Coins;
import io.berth.service.audit.AuditLog;
import io.berth.service.audit.Reasons;
import io.berth.service.change.PendingChanges;
import io.berth.service.change.Proposal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Changes rates. What somebody's transfer is worth depends on them, so that another operator
 * confirms every one; ending a sale does not wait.
 */
@Component
public class BankRateChanges {
  private static final BigDecimal HIGHEST = new BigDecimal("1e12");
  private static final int MOST_DECIMALS = 18;

  private static final Outcome DONE = new Outcome.Done();

  private final BankRates rates;
  private final Coins coins;
  private final BankProperties bank;
  private final AuditLog audit;
  private final TransactionalOperator transaction;

  BankRateChanges(
      BankRates rates,
      Coins coins,
      BankProperties bank,
      AuditLog audit,
      TransactionalOperator transaction) {
    this.rates = rates;
    this.coins = coins;
    this.bank = bank;
    this.audit = audit;
    this.transaction = transaction;
  }

  /** Proposes a rate, or ends the sale of a coin. */
  Mono<Outcome> set(SetBankRate set, PendingChanges changes, Caller caller) {
    BigDecimal rate = set.rate();
    if (!bank.isOn()) {
      return Mono.just(Invalid.of("rate", "no-bank-account"));
    } else if (!Reasons.isGiven(set.reason())) {
      return Mono.just(Invalid.of("reason", "missing"));
    } else if (rate != null && !isRate(rate)) {
      return Mono.just(Invalid.of("rate", "malformed"));
    }
    return coins
        .byCode(set.coin())
        .flatMap(
            coin ->
                rate == null
                    ? end(coin, set.reason(), caller)
                    : propose(
                        new ApplyBankRate(coin.code(), bank.currency(), rate),
                        set.reason(),
                        changes,
                        caller))
        .defaultIfEmpty(Invalid.of("coin", "unknown"));
  }

  private static boolean isRate(BigDecimal rate) {
    return rate.signum() > 0
        && rate.stripTrailingZeros().scale() <= MOST_DECIMALS
        && rate.compareTo(HIGHEST) <= 0;
  }

  /** Brings a rate in line with a bootstrap file: at once for the machine's owner. */
  Mono<Outcome> put(PutBankRate put, PendingChanges changes, Caller caller) {
    Access.requireOperator(caller);
    if (!isRate(put.rate()) || !put.currency().matches("[A-Z]{3}")) {
      return Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, "not a rate of a currency"));
    }
    return coins
        .byCode(put.coin())
        .flatMap(
            coin ->
                rates
                    .has(coin.id(), put.currency(), put.rate())
                    .flatMap(same -> same ? Mono.just(DONE) : put(coin, put, changes, caller)))
        .defaultIfEmpty(Refusal.of(ErrorCode.COIN_UNKNOWN, put.coin()));
  }

  private Mono<Outcome> put(Coin coin, PutBankRate put, PendingChanges changes, Caller caller) {
    return caller.permissions().contains(ManagementCommand.DIRECT)
        ? rates
            .set(coin.id(), put.currency(), put.rate())
            .then(
                audit.write(
                    caller,
                    "bank.rate",
                    "coin/" + coin.code(),
                    "",
                    Map.of("bank_rate", put.rate().toPlainString(), "currency", put.currency())))
            .thenReturn(DONE)
            .as(transaction::transactional)
        : propose(new ApplyBankRate(coin.code(), put.currency(), put.rate()), "", changes, caller);
  }

  private Mono<Outcome> propose(
      ApplyBankRate rate, String reason, PendingChanges changes, Caller caller) {
    return rates
        .of(rate.coin())
        .map(present -> present.rate().toPlainString())
        .defaultIfEmpty("")
        .flatMap(
            before ->
                changes.propose(
                    new Proposal(
                        "bank.rate",
                        "coin/" + rate.coin(),
                        List.of(
                            new Difference("bank_rate", before, rate.rate().toPlainString()),
                            new Difference("currency", "", rate.currency())),
                        reason,
                        rate),
                    caller));
  }

  private Mono<Outcome> end(Coin coin, String reason, Caller caller) {
    return rates
        .delete(coin.id())
        .then(audit.write(caller, "bank.rate.end", "coin/" + coin.code(), reason.strip(), Map.of()))
        .<Outcome>thenReturn(new Outcome.Done())
        .as(transaction::transactional);
  }

  /** Sets a rate that another operator has confirmed. */
  public Mono<Outcome> apply(ApplyBankRate command) {
    return coins
        .byCode(command.coin())
        .flatMap(
            coin ->
                rates
                    .set(coin.id(), command.currency(), command.rate())
                    .<Outcome>thenReturn(new Outcome.Done()))
        .defaultIfEmpty(Invalid.of("coin", "unknown"));
  }
}
