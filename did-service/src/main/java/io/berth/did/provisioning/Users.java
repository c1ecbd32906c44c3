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
import io.berth.service.audit.AuditedChanges;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Creates accounts and changes the fields that a command names. */
@Component
final class Users {
  private final Accounts accounts;
  private final Passwords passwords;
  private final UserChanges changes;
  private final UserAuditFields fields;
  private final NewOperators newOperators;
  private final AuditedChanges auditedChanges;

  Users(
      Accounts accounts,
      Passwords passwords,
      UserChanges changes,
      UserAuditFields fields,
      NewOperators newOperators,
      AuditedChanges auditedChanges) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.changes = changes;
    this.fields = fields;
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
                              fields.of(put.login()),
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

  /** Changes all but the role of operator, which another operator may have to confirm. */
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
                    ? changes
                        .apply(NewOperators.withoutRoles(put), present, password, pay)
                        .flatMap(outcome -> newOperators.propose(put, outcome, caller))
                    : changes.apply(put, present, password, pay));
  }

  private static Mono<Outcome> bad(String detail) {
    return Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, detail));
  }
}
