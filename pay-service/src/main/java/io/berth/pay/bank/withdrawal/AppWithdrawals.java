package io.berth.pay.bank.withdrawal;

import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Realm;
import io.berth.api.bank.AppWithdrawalOutcome.WithdrawableAmount;
import io.berth.api.bank.BankOutcome.WithdrawalState;
import io.berth.api.launch.LaunchState;
import io.berth.dialect.api.App;
import io.berth.pay.bank.BankProperties;
import io.berth.pay.bank.BankRate;
import io.berth.pay.bank.BankRates;
import io.berth.pay.bank.withdrawal.AppBankAccounts.Stored;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Takes withdrawals of what is available of apps' money, and has it held. */
@Component
class AppWithdrawals {
  private static final Outcome DONE = new Outcome.Done();
  private static final Outcome OVER_AVAILABLE = Invalid.of("amount", "over-available");

  private final Withdrawals withdrawals;
  private final AvailableMoney available;
  private final WithdrawalPosting posting;
  private final AppWithdrawalProperties properties;
  private final BankProperties bank;
  private final BankRates rates;
  private final TransactionalOperator transaction;

  AppWithdrawals(
      Withdrawals withdrawals,
      AvailableMoney available,
      WithdrawalPosting posting,
      AppWithdrawalProperties properties,
      BankProperties bank,
      BankRates rates,
      TransactionalOperator transaction) {
    this.withdrawals = withdrawals;
    this.available = available;
    this.posting = posting;
    this.properties = properties;
    this.bank = bank;
    this.rates = rates;
    this.transaction = transaction;
  }

  boolean areOffered(App app) {
    return bank.isOn() && properties.enabled() && Realm.of(app.appId()) == Realm.LIVE;
  }

  String currency() {
    return bank.currency();
  }

  BigDecimal minimum() {
    return properties.minimum();
  }

  /** What can be withdrawn now, in the order of the coins. */
  Mono<List<WithdrawableAmount>> amounts(App app) {
    return available
        .of(app)
        .flatMapMany(
            coins ->
                rates
                    .all()
                    .map(
                        rate ->
                            amount(rate, coins.getOrDefault(rate.coin().code(), BigDecimal.ZERO))))
        .filter(amount -> amount.available().signum() > 0)
        .collectList();
  }

  private WithdrawableAmount amount(BankRate rate, BigDecimal coins) {
    return new WithdrawableAmount(
        rate.coin().code(), coins, coins.divide(rate.rate(), bank.decimals(), RoundingMode.DOWN));
  }

  /**
   * @param money in the currency of the platform's account
   * @param key unique among the app's withdrawals
   * @param audited runs in the transaction that stores the withdrawal
   */
  record Request(
      Stored account,
      String coin,
      BigDecimal money,
      String key,
      String requestId,
      Mono<Void> audited) {}

  /**
   * Withdraws money that is available, unless the key made a withdrawal before. Answers {@link
   * Outcome.Done} or {@link Invalid}.
   */
  Mono<Outcome> withdraw(App app, Request request) {
    if (app.profile().launch().state() == LaunchState.SUSPENDED) {
      return Mono.just(Invalid.of("app", "suspended"));
    } else if (!request.account.usable()) {
      return Mono.just(Invalid.of("account", "too-new"));
    } else if (!bank.fits(request.money)) {
      return Mono.just(Invalid.of("amount", "malformed"));
    }
    return rates
        .of(request.coin)
        .delayUntil(_ -> available.ready(app))
        .flatMap(rate -> withdraw(app, request, withdrawal(app, request, rate)))
        .defaultIfEmpty(Invalid.of("coin", "unknown"));
  }

  private static NewWithdrawal withdrawal(App app, Request request, BankRate rate) {
    return new NewWithdrawal(
        app.accounts().adminUid(),
        request.key,
        rate.coin().id(),
        rate.price(request.money),
        request.money,
        rate.currency(),
        request.account.iban(),
        request.account.holder());
  }

  private Mono<Outcome> withdraw(App app, Request request, NewWithdrawal withdrawal) {
    return withdrawals
        .lockOwner(withdrawal.uid())
        .then(Mono.defer(() -> withdrawals.byKey(withdrawal.uid(), withdrawal.key())))
        .<Outcome>map(_ -> DONE)
        .switchIfEmpty(Mono.defer(() -> obstacle(app, request.coin, withdrawal.amount())))
        .switchIfEmpty(
            Mono.defer(
                () ->
                    withdrawals
                        .addOfApp(withdrawal, app.appId())
                        .then(request.audited)
                        .thenReturn(DONE)))
        .as(transaction::transactional)
        .flatMap(
            outcome ->
                outcome instanceof Invalid
                    ? Mono.just(outcome)
                    : hold(withdrawal, request.requestId));
  }

  private Mono<Outcome> obstacle(App app, String coin, BigDecimal amount) {
    return withdrawals
        .ofLastDay(app.appId())
        .flatMap(
            number ->
                number >= properties.dailyCount()
                    ? Mono.just(Invalid.of("amount", "too-many-withdrawals"))
                    : available
                        .of(app)
                        .map(coins -> coins.getOrDefault(coin, BigDecimal.ZERO))
                        .filter(most -> most.compareTo(amount) < 0)
                        .map(_ -> OVER_AVAILABLE));
  }

  private Mono<Outcome> hold(NewWithdrawal withdrawal, String requestId) {
    return withdrawals
        .byKey(withdrawal.uid(), withdrawal.key())
        .delayUntil(id -> posting.post(id, requestId))
        .flatMap(withdrawals::find)
        .map(held -> held.state() == WithdrawalState.REFUSED ? OVER_AVAILABLE : DONE);
  }
}
