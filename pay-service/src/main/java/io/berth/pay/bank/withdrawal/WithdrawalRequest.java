package io.berth.pay.bank.withdrawal;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.account.PayerCommand.CheckPayPassword;
import io.berth.pay.bank.BankProperties;
import io.berth.pay.bank.BankRate;
import io.berth.pay.bank.BankRates;
import io.berth.pay.bank.Ibans;
import io.berth.pay.did.DidService;
import io.berth.pay.freeze.PayingFreeze;
import java.math.BigDecimal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Takes withdrawals that people ask for, with their pay password, and holds the money. */
@Component
class WithdrawalRequest {
  static final String HOLDER = "[\\p{L}\\p{N} .,'/()+:?-]{1,70}";

  private final Withdrawals withdrawals;
  private final WithdrawalPosting posting;
  private final BankRates rates;
  private final BankProperties bank;
  private final DidService did;
  private final PayingFreeze freeze;
  private final TransactionalOperator transaction;

  WithdrawalRequest(
      Withdrawals withdrawals,
      WithdrawalPosting posting,
      BankRates rates,
      BankProperties bank,
      DidService did,
      PayingFreeze freeze,
      TransactionalOperator transaction) {
    this.withdrawals = withdrawals;
    this.posting = posting;
    this.rates = rates;
    this.bank = bank;
    this.did = did;
    this.freeze = freeze;
    this.transaction = transaction;
  }

  /**
   * The fields of a form.
   *
   * @param key of the form, so that it is one withdrawal however often it is sent
   */
  record Typed(
      String key, String coin, BigDecimal money, String iban, String holder, String payPassword) {

    /** Keeps the password out of logs. */
    @Override
    public String toString() {
      return "Typed[" + key + ']';
    }
  }

  /** The problem of a request, as the end of a message's key; empty where the money is held. */
  Mono<String> submit(long uid, Typed typed, Caller caller) {
    if (!Ibans.isValid(typed.iban())) {
      return Mono.just("iban");
    } else if (!typed.holder().matches(HOLDER)) {
      return Mono.just("holder");
    } else if (!bank.fits(typed.money())) {
      return Mono.just("amount");
    }
    return rates
        .of(typed.coin())
        .flatMap(
            rate ->
                freeze
                    .obstacle(uid)
                    .map(_ -> "frozen")
                    .switchIfEmpty(Mono.defer(() -> checked(uid, typed, caller)))
                    .switchIfEmpty(Mono.defer(() -> store(uid, typed, rate, caller)))
                    .defaultIfEmpty(""))
        .defaultIfEmpty("coin")
        .filter(problem -> !problem.isEmpty());
  }

  private Mono<String> checked(long uid, Typed typed, Caller caller) {
    return did.ask(
            new CheckPayPassword(uid, "", typed.payPassword(), false),
            DidService.AUTHORIZE_PAYMENT,
            caller.requestId())
        .mapNotNull(
            outcome ->
                switch (outcome) {
                  case Outcome.Success _ -> null;
                  case Outcome.Refusal(ErrorCode code, _) ->
                      switch (code) {
                        case PAY_PASSWORD_WRONG -> "password";
                        case PAY_PASSWORD_UNSET -> "no-password";
                        case TIMEOUT, INTERNAL -> "unavailable";
                        default -> "frozen";
                      };
                });
  }

  private Mono<String> store(long uid, Typed typed, BankRate rate, Caller caller) {
    NewWithdrawal withdrawal =
        new NewWithdrawal(
            uid,
            typed.key(),
            rate.coin().id(),
            rate.price(typed.money()),
            typed.money(),
            rate.currency(),
            typed.iban(),
            typed.holder());
    return withdrawals
        .add(withdrawal)
        .as(transaction::transactional)
        .flatMap(
            id ->
                posting
                    .post(id, caller.requestId())
                    .then(withdrawals.find(id))
                    .map(
                        made ->
                            switch (made.state()) {
                              case REFUSED -> "balance";
                              case REQUESTED,
                                  HELD,
                                  APPROVED,
                                  EXPORTED,
                                  PAYING,
                                  PAID,
                                  CANCELLING,
                                  REJECTED ->
                                  "";
                            }))
        .defaultIfEmpty("limit");
  }
}
