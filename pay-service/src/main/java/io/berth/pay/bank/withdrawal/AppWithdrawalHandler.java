package io.berth.pay.bank.withdrawal;

import static java.util.Objects.requireNonNull;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.bank.AppWithdrawalCommand.RequestAppWithdrawal;
import io.berth.api.bank.AppWithdrawalCommand.SetAppBankAccount;
import io.berth.api.bank.AppWithdrawalCommand.SetWithdrawalSchedule;
import io.berth.api.bank.AppWithdrawalOutcome.AppBankAccount;
import io.berth.api.bank.AppWithdrawalOutcome.AppWithdrawalsFound;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.pay.access.Access;
import io.berth.pay.bank.Ibans;
import io.berth.pay.bank.withdrawal.AppBankAccounts.Stored;
import io.berth.pay.bank.withdrawal.AppWithdrawals.Request;
import io.berth.service.audit.AuditLog;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Lets owners withdraw an app's money, and say where it goes and when. */
@Component
class AppWithdrawalHandler {
  private static final String KEY = "[0-9a-f-]{36}";
  private static final Outcome DONE = new Outcome.Done();
  private static final Outcome NO_ACCOUNT = Invalid.of("account", "missing");

  private final Apps apps;
  private final AppWithdrawals withdrawals;
  private final AppBankAccounts accounts;
  private final AppWithdrawalSchedules schedules;
  private final WithdrawalViews views;
  private final AuditLog audit;
  private final TransactionalOperator transaction;

  AppWithdrawalHandler(
      Apps apps,
      AppWithdrawals withdrawals,
      AppBankAccounts accounts,
      AppWithdrawalSchedules schedules,
      WithdrawalViews views,
      AuditLog audit,
      TransactionalOperator transaction) {
    this.apps = apps;
    this.withdrawals = withdrawals;
    this.accounts = accounts;
    this.schedules = schedules;
    this.views = views;
    this.audit = audit;
    this.transaction = transaction;
  }

  Mono<Outcome> read(Caller caller) {
    App app = Access.existing(apps, caller);
    if (!withdrawals.areOffered(app)) {
      return Mono.just(
          new AppWithdrawalsFound(
              app.appId(), false, null, "", BigDecimal.ZERO, List.of(), List.of()));
    }
    return Mono.zip(
            accounts.find(app.appId()).map(AppWithdrawalHandler::view).singleOptional(),
            withdrawals.amounts(app),
            views.ofApp(app.appId()))
        .map(
            all ->
                new AppWithdrawalsFound(
                    app.appId(),
                    true,
                    all.getT1().orElse(null),
                    withdrawals.currency(),
                    withdrawals.minimum(),
                    all.getT2(),
                    all.getT3()));
  }

  private static AppBankAccount view(Stored stored) {
    return new AppBankAccount(
        Ibans.grouped(stored.iban()),
        stored.holder(),
        stored.usableFrom(),
        stored.usable(),
        stored.schedule(),
        stored.nextOn());
  }

  Mono<Outcome> set(SetAppBankAccount set, Caller caller) {
    String iban = Ibans.normalized(set.iban());
    String holder = set.holder().strip();
    if (!Ibans.isValid(iban)) {
      return Mono.just(Invalid.of("iban", "malformed"));
    } else if (!holder.matches(WithdrawalRequest.HOLDER)) {
      return Mono.just(Invalid.of("holder", "malformed"));
    }
    return offered(
        caller,
        app ->
            accounts
                .set(app.appId(), iban, holder, requireNonNull(caller.uid()))
                .filter(changed -> changed)
                .flatMap(
                    _ ->
                        audit.write(
                            caller,
                            "app.bank-account",
                            "app/" + app.appId(),
                            "",
                            Map.of("account", Stored.ending(iban), "holder", holder)))
                .thenReturn(DONE)
                .as(transaction::transactional));
  }

  Mono<Outcome> set(SetWithdrawalSchedule set, Caller caller) {
    return offered(
        caller,
        app ->
            accounts
                .schedule(app.appId(), set.schedule(), schedules.first(set.schedule()))
                .filter(changed -> changed)
                .flatMap(
                    _ ->
                        audit
                            .write(
                                caller,
                                "app.withdrawal-schedule",
                                "app/" + app.appId(),
                                "",
                                Map.of("schedule", set.schedule().name()))
                            .thenReturn(DONE))
                .defaultIfEmpty(NO_ACCOUNT)
                .as(transaction::transactional));
  }

  Mono<Outcome> request(RequestAppWithdrawal request, Caller caller) {
    if (!request.key().matches(KEY)) {
      return Mono.just(Invalid.of("key", "malformed"));
    }
    return offered(
        caller,
        app ->
            accounts
                .find(app.appId())
                .flatMap(
                    account ->
                        withdrawals.withdraw(
                            app,
                            new Request(
                                account,
                                request.coin(),
                                request.money(),
                                request.key(),
                                caller.requestId(),
                                audited(app, request, caller))))
                .defaultIfEmpty(NO_ACCOUNT));
  }

  /** Refuses where withdrawals are not offered to the app. */
  private Mono<Outcome> offered(Caller caller, Function<App, Mono<Outcome>> work) {
    App app = Access.existing(apps, caller);
    return withdrawals.areOffered(app)
        ? work.apply(app)
        : Mono.just(Invalid.of("app", "no-withdrawals"));
  }

  private Mono<Void> audited(App app, RequestAppWithdrawal request, Caller caller) {
    return audit.write(
        caller,
        "app.withdraw",
        "app/" + app.appId(),
        "",
        Map.of("coin", request.coin(), "money", request.money().toPlainString()));
  }
}
