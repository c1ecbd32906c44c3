package io.berth.pay.bank.withdrawal;

import static java.util.Objects.requireNonNull;

import io.berth.api.Outcome;
import io.berth.api.bank.AppWithdrawalOutcome.WithdrawableAmount;
import io.berth.api.bank.AppWithdrawalOutcome.WithdrawalSchedule;
import io.berth.api.bank.BankAccountNotice.MailBankAccount;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Apps;
import io.berth.pay.bank.withdrawal.AppBankAccounts.Stored;
import io.berth.pay.bank.withdrawal.AppWithdrawals.Request;
import io.berth.pay.did.DidService;
import io.berth.pay.limit.DayProperties;
import java.time.DayOfWeek;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Withdraws on the days of schedules, and has owners mailed of changed bank accounts. Several
 * instances do it at once: a day's withdrawal of a coin has one key.
 */
@Component
class AppWithdrawalSchedules {
  private static final Logger log = LoggerFactory.getLogger(AppWithdrawalSchedules.class);
  private static final String MAIL = "bank-account:mail";
  private static final int BATCH = 50;

  private final AppBankAccounts accounts;
  private final AppWithdrawals withdrawals;
  private final Apps apps;
  private final DidService did;
  private final DayProperties day;
  private final InstantSource clock;

  AppWithdrawalSchedules(
      AppBankAccounts accounts,
      AppWithdrawals withdrawals,
      Apps apps,
      DidService did,
      DayProperties day,
      InstantSource clock) {
    this.accounts = accounts;
    this.withdrawals = withdrawals;
    this.apps = apps;
    this.did = did;
    this.day = day;
    this.clock = clock;
  }

  /** The first day of a schedule; null for {@link WithdrawalSchedule#MANUAL}. */
  @Nullable LocalDate first(WithdrawalSchedule schedule) {
    return schedule == WithdrawalSchedule.MANUAL ? null : after(today(), schedule);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), day.zone());
  }

  private static LocalDate after(LocalDate today, WithdrawalSchedule schedule) {
    return switch (schedule) {
      case MANUAL -> throw new IllegalArgumentException("has no days");
      case DAILY -> today.plusDays(1);
      case WEEKLY -> today.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
      case MONTHLY -> today.with(TemporalAdjusters.firstDayOfNextMonth());
    };
  }

  Mono<Void> round() {
    return Flux.concatDelayError(
            accounts.toNotify(BATCH).concatMap(this::mail),
            accounts.due(today(), BATCH).concatMapDelayError(this::withdraw))
        .then();
  }

  private Mono<Void> mail(Stored changed) {
    MailBankAccount mail =
        new MailBankAccount(changed.appId(), changed.ending(), changed.usableFrom());
    return did.ask(mail, MAIL, "bank-account-" + changed.appId())
        .filter(outcome -> outcome instanceof Outcome.Done)
        .flatMap(_ -> accounts.markNotified(changed));
  }

  /** Days that were missed are made up for by one withdrawal. */
  private Mono<Void> withdraw(Stored due) {
    App app = apps.find(due.appId());
    if (app == null && !apps.isComplete()) {
      return Mono.empty();
    }
    Mono<Void> withdrawn =
        app == null || !withdrawals.areOffered(app)
            ? Mono.empty()
            : withdrawals
                .amounts(app)
                .flatMapIterable(amounts -> amounts)
                .filter(amount -> amount.money().compareTo(withdrawals.minimum()) >= 0)
                .concatMapDelayError(amount -> withdraw(app, due, amount))
                .then();
    return withdrawn.then(Mono.defer(() -> accounts.advance(due, after(today(), due.schedule()))));
  }

  private Mono<Outcome> withdraw(App app, Stored due, WithdrawableAmount amount) {
    LocalDate on = requireNonNull(due.nextOn());
    String key = "schedule-" + on + '-' + amount.coin();
    return withdrawals
        .withdraw(app, new Request(due, amount.coin(), amount.money(), key, key, Mono.empty()))
        .doOnNext(
            outcome -> {
              if (!(outcome instanceof Outcome.Done)) {
                log.warn("{} of {} on {} is left out: {}", amount, app.appId(), on, outcome);
              }
            });
  }
}
