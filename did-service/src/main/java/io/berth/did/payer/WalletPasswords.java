package io.berth.did.payer;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.account.PayerCommand.CheckPayPassword;
import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.paypassword.PayPasswords;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Checks pay passwords and payout passwords for protocols that need no other proof. */
@Component
final class WalletPasswords {
  private final Accounts accounts;
  private final PayPasswords payPasswords;
  private final Payers payers;

  WalletPasswords(Accounts accounts, PayPasswords payPasswords, Payers payers) {
    this.accounts = accounts;
    this.payPasswords = payPasswords;
    this.payers = payers;
  }

  public Mono<Outcome> check(CheckPayPassword check) {
    return check.forApp() ? ofApp(check) : ofPerson(check);
  }

  private Mono<Outcome> ofApp(CheckPayPassword check) {
    return accounts
        .ofApp(check.appId())
        .filter(account -> account.uid() == check.uid())
        .flatMap(account -> check(account, check.payPassword()))
        .defaultIfEmpty(Refusal.of(ErrorCode.NO_PERMISSION));
  }

  private Mono<Outcome> ofPerson(CheckPayPassword check) {
    return accounts
        .find(check.uid())
        .zipWhen(account -> payers.holdsMoneyOfApps(account.uid()))
        .flatMap(
            both ->
                both.getT2()
                    ? Mono.just(Refusal.of(ErrorCode.PAYING_FROZEN))
                    : check(both.getT1(), check.payPassword()))
        .defaultIfEmpty(Refusal.of(ErrorCode.USER_UNKNOWN));
  }

  private Mono<Outcome> check(Account account, String password) {
    ErrorCode obstacle = payPasswords.obstacle(account);
    return obstacle != null
        ? Mono.just(Refusal.of(obstacle))
        : payPasswords
            .check(account.uid(), password)
            .map(refusal -> refusal.<Outcome>map(Refusal::of).orElseGet(Outcome.Done::new));
  }
}
