package io.berth.did.provisioning;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.app.ManagementCommand.PutUser;
import io.berth.api.change.ChangeOutcome;
import io.berth.api.user.UserOutcome;
import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.account.PasswordUse;
import io.berth.did.account.Passwords;
import io.berth.did.account.UserRules;
import io.berth.did.identity.Identities;
import io.berth.did.paypassword.PayPasswords;
import io.berth.did.session.SignOuts;
import io.berth.service.audit.AuditedChanges;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Accounts, brought in line with what operators put. */
@Component
public final class Users {
  private final Accounts accounts;
  private final Passwords passwords;
  private final PayPasswords payPasswords;
  private final SignOuts signOuts;
  private final Identities identities;
  private final UserAuditFields facts;
  private final NewOperators newOperators;
  private final AuditedChanges auditedChanges;

  Users(
      Accounts accounts,
      Passwords passwords,
      PayPasswords payPasswords,
      SignOuts signOuts,
      Identities identities,
      UserAuditFields facts,
      NewOperators newOperators,
      AuditedChanges auditedChanges) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.payPasswords = payPasswords;
    this.signOuts = signOuts;
    this.identities = identities;
    this.facts = facts;
    this.newOperators = newOperators;
    this.auditedChanges = auditedChanges;
  }

  public Mono<Outcome> put(PutUser put, Caller caller) {
    String problem = UserRules.problem(put);
    if (problem != null) {
      return bad(problem);
    }
    return accounts
        .find(put.login())
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .flatMap(
            present -> {
              Account account = present.orElse(null);
              if (account != null && put.uid() != null && put.uid() != account.uid()) {
                return bad("uid: " + put.login() + " keeps " + account.uid());
              }
              // Hashed before the transaction: a connection is not held for that long.
              return Mono.zip(
                      fresh(put.password(), account == null ? null : account.passwordHash()),
                      fresh(put.payPassword(), account == null ? null : account.payPasswordHash()))
                  .flatMap(
                      hashes ->
                          auditedChanges.write(
                              caller,
                              "user.put",
                              outcome -> "user/" + uid(outcome),
                              facts.of(put.login()),
                              guarded(put, account, hashes.getT1(), hashes.getT2(), caller)));
            })
        .onErrorResume(
            DataIntegrityViolationException.class,
            e -> bad("uid or OpenId is another user's, or the app or login is being made"));
  }

  /** The hash of a password that is not the present one. */
  private Mono<Optional<String>> fresh(@Nullable String password, @Nullable String present) {
    return password == null
        ? Mono.just(Optional.empty())
        : passwords.hashOther(PasswordUse.ACCOUNT, null, password, present);
  }

  private static long uid(Outcome outcome) {
    return switch (outcome) {
      case UserOutcome.Identity identity -> identity.uid();
      case ChangeOutcome.ChangeWaiting(_, Long uid, _) when uid != null -> uid;
      default -> throw new IllegalArgumentException("of no user: " + outcome);
    };
  }

  /** Everything but that they become an operator, which another operator may have to confirm. */
  private Mono<Outcome> guarded(
      PutUser put,
      @Nullable Account present,
      Optional<String> password,
      Optional<String> pay,
      Caller caller) {
    return newOperators
        .mustWait(put, present, caller)
        .flatMap(
            waits ->
                waits
                    ? apply(NewOperators.withoutRoles(put), present, password, pay)
                        .flatMap(outcome -> newOperators.propose(put, outcome, caller))
                    : apply(put, present, password, pay));
  }

  private Mono<Outcome> apply(
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

  /** Logins among the friends that nobody has. */
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

  private static Mono<Outcome> bad(String detail) {
    return Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, detail));
  }
}
