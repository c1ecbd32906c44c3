package io.berth.did.provisioning;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.app.ManagementCommand.PutUser;
import io.berth.api.user.UserOutcome;
import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.identity.Identities;
import io.berth.did.paypassword.PayPasswords;
import io.berth.did.session.SignOuts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores the fields of an account that a command names. */
@Component
class UserChanges {
  private final Accounts accounts;
  private final PayPasswords payPasswords;
  private final SignOuts signOuts;
  private final Identities identities;

  UserChanges(
      Accounts accounts, PayPasswords payPasswords, SignOuts signOuts, Identities identities) {
    this.accounts = accounts;
    this.payPasswords = payPasswords;
    this.signOuts = signOuts;
    this.identities = identities;
  }

  /**
   * @param password hash of another password; empty where it stays
   * @param pay hash of another pay password; empty where it stays
   */
  Mono<Outcome> apply(
      PutUser put, @Nullable Account present, Optional<String> password, Optional<String> pay) {
    Mono<Long> uid =
        present != null
            ? Mono.just(present.uid())
            : accounts
                .create(put.login(), put.uid(), "", password.orElse(null))
                .switchIfEmpty(
                    Mono.error(new DataIntegrityViolationException("login is being made")));
    return uid.flatMap(
        id ->
            accounts
                .describe(id, put.name(), put.avatar(), put.roles())
                .then(
                    present == null || password.isEmpty()
                        ? Mono.<Void>empty()
                        : signOuts.changePassword(id, password.get()).then())
                .then(pay.isEmpty() ? Mono.<Void>empty() : payPasswords.put(id, pay.get()))
                .then(openIds(id, put.openIds() == null ? Map.of() : put.openIds()))
                .then(friends(id, put))
                .map(
                    unknown ->
                        unknown.isEmpty()
                            ? (Outcome) new UserOutcome.Identity("", id, null, null, Set.of())
                            : Refusal.of(ErrorCode.USER_UNKNOWN, "friends: " + unknown)));
  }

  private Mono<Void> openIds(long uid, Map<String, String> openIds) {
    return Flux.fromIterable(openIds.entrySet())
        .concatMap(entry -> identities.carryOver(entry.getKey(), uid, entry.getValue()))
        .then();
  }

  /** Logins of friends that have no account. */
  private Mono<List<String>> friends(long uid, PutUser put) {
    return Flux.fromIterable(put.friends() == null ? List.<String>of() : put.friends())
        .concatMap(
            login ->
                accounts
                    .find(login)
                    .filter(friend -> friend.uid() != uid)
                    .flatMap(friend -> accounts.befriend(uid, Set.of(friend.uid())).thenReturn(""))
                    .defaultIfEmpty(login))
        .filter(login -> !login.isEmpty())
        .collectList();
  }
}
