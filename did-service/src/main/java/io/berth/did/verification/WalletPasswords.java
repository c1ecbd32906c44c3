package io.berth.did.verification;

import io.berth.api.DidCommand.CheckPayPassword;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Pay passwords where a protocol asks for nothing else. */
@Component
public final class WalletPasswords {
  private final Accounts accounts;
  private final PayPasswords payPasswords;
  private final Payers payers;
  private final DatabaseClient database;

  WalletPasswords(
      Accounts accounts, PayPasswords payPasswords, Payers payers, DatabaseClient database) {
    this.accounts = accounts;
    this.payPasswords = payPasswords;
    this.payers = payers;
    this.database = database;
  }

  public Mono<Outcome> check(CheckPayPassword check) {
    return accounts
        .find(check.uid())
        .flatMap(account -> check(account, check))
        .defaultIfEmpty(Refusal.of(ErrorCode.USER_UNKNOWN));
  }

  private Mono<Outcome> check(Account account, CheckPayPassword check) {
    ErrorCode obstacle = payPasswords.obstacle(account);
    if (obstacle != null) {
      return Mono.just(Refusal.of(obstacle));
    }
    Mono<Optional<ErrorCode>> standing =
        check.forApp()
            ? letsMoneyOut(check.uid(), check.appId())
            : payers.administers(check.uid(), check.appId());
    return standing
        .flatMap(
            refusal ->
                refusal.isPresent()
                    ? Mono.just(refusal)
                    : payPasswords.check(check.uid(), check.payPassword()))
        .map(refusal -> refusal.<Outcome>map(Refusal::of).orElseGet(Outcome.Done::new));
  }

  private Mono<Optional<ErrorCode>> letsMoneyOut(long uid, String appId) {
    return database
        .sql("select exists (select from apps where app_id = $1 and admin_uid = $2)")
        .bind("$1", appId)
        .bind("$2", uid)
        .map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class)))
        .one()
        .map(own -> own ? Optional.empty() : Optional.of(ErrorCode.NO_PERMISSION));
  }
}
