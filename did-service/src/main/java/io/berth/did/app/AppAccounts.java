package io.berth.did.app;

import io.berth.api.Realm;
import io.berth.api.app.AppRecord;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.dialect.Dialect;
import io.berth.dialect.api.Part;
import io.berth.did.account.Accounts;
import io.berth.did.company.Members;
import io.berth.did.paypassword.PayPasswords;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Creates the accounts that an app needs, and stores its payout password. */
@Component
class AppAccounts {
  private final Accounts accounts;
  private final PayPasswords payPasswords;
  private final Members members;

  AppAccounts(Accounts accounts, PayPasswords payPasswords, Members members) {
    this.accounts = accounts;
    this.payPasswords = payPasswords;
    this.members = members;
  }

  /** Creates the account that holds the app's money; empty where its uid is taken. */
  Mono<Long> create(PutApp put, Dialect dialect, @Nullable String payoutHash) {
    return payoutHash(put, dialect, payoutHash)
        .flatMap(hash -> accounts.createForApp(put.appId(), put.accountUid(), hash.orElse(null)));
  }

  /** Unless another is named, payouts take the pay password of the login named as admin. */
  private Mono<Optional<String>> payoutHash(PutApp put, Dialect dialect, @Nullable String given) {
    return given != null || !dialect.parts().contains(Part.PAYOUT_PASSWORD)
        ? Mono.just(Optional.ofNullable(given))
        : accounts
            .find(Objects.requireNonNull(put.adminLogin()))
            .map(admin -> Optional.ofNullable(admin.payPasswordHash()))
            .defaultIfEmpty(Optional.empty());
  }

  Mono<Void> setPayoutPassword(AppRecord app, String hash) {
    return payPasswords.put(app.accounts().adminUid(), hash);
  }

  /** The uid of the profit account that the command names; empty where it names none. */
  Mono<Optional<Long>> profitUid(PutApp put) {
    String profit = put.profitLogin();
    return profit == null
        ? Mono.just(Optional.empty())
        : accounts.ensure(Realm.of(put.appId()).idOf(profit)).map(Optional::of);
  }

  /** Whoever an operator names as admin may do everything in the console, members included. */
  Mono<Void> makeOwner(PutApp put) {
    return put.adminLogin() == null
        ? Mono.empty()
        : accounts.ensure(put.adminLogin()).flatMap(uid -> members.makeOwner(put.companyId(), uid));
  }
}
