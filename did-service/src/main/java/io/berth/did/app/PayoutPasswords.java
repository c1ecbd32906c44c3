package io.berth.did.app;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Refusal;
import io.berth.dialect.Dialects;
import io.berth.dialect.api.Part;
import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.account.PasswordUse;
import io.berth.did.account.Passwords;
import io.berth.did.account.UserRules;
import io.berth.did.paypassword.PayPasswords;
import io.berth.service.address.AddressBlock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Stores payout passwords as the pay password of the app's account, so that wrong tries freeze
 * payouts as they freeze a person's payments.
 */
@Component
public final class PayoutPasswords {
  private final Accounts accounts;
  private final Passwords passwords;
  private final PayPasswords payPasswords;
  private final AppRecords records;
  private final Dialects dialects;

  PayoutPasswords(
      Accounts accounts,
      Passwords passwords,
      PayPasswords payPasswords,
      AppRecords records,
      Dialects dialects) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.payPasswords = payPasswords;
    this.records = records;
    this.dialects = dialects;
  }

  /**
   * The hash of a password that is not the app's present one.
   *
   * @param from null where the request does not come from outside
   */
  public Mono<Optional<String>> fresh(
      String appId, @Nullable String password, @Nullable AddressBlock from) {
    if (password == null || !UserRules.isOperatorsPassword(password)) {
      return Mono.just(Optional.empty());
    }
    return accounts
        .ofApp(appId)
        .map(account -> Optional.ofNullable(account.payPasswordHash()))
        .defaultIfEmpty(Optional.empty())
        .flatMap(
            present ->
                passwords.hashOther(PasswordUse.ACCOUNT, from, password, present.orElse(null)));
  }

  /** The first one may be used at once; another one freezes payouts. */
  public Mono<Outcome> store(String appId, String hash) {
    return accounts
        .ofApp(appId)
        .flatMap(account -> payPasswords.change(account.uid(), hash))
        .thenReturn(new Outcome.Done());
  }

  /** Empty where nothing is wrong. */
  public Mono<Outcome> problem(String appId, String password) {
    if (!UserRules.isPayPassword(password)) {
      return Mono.just(
          Invalid.of(
              "payout_password",
              "length",
              Integer.toString(UserRules.SHORTEST_PAY_PASSWORD),
              Integer.toString(UserRules.LONGEST_PASSWORD)));
    }
    return records
        .find(appId)
        .map(app -> dialects.byId(app.dialect()))
        .map(dialect -> dialect.parts().contains(Part.PAYOUT_PASSWORD))
        .defaultIfEmpty(false)
        .filter(has -> !has)
        .map(_ -> Refusal.of(ErrorCode.BAD_PARAMETER, "payout_password: not of this dialect"));
  }

  public Mono<Boolean> isSet(String appId) {
    return accounts.ofApp(appId).map(PayoutPasswords::has).defaultIfEmpty(false);
  }

  private static boolean has(Account account) {
    return account.payPasswordHash() != null;
  }
}
