package io.berth.did.app;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Realm;
import io.berth.api.app.AppRecord;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.api.Part;
import io.berth.did.account.Accounts;
import io.berth.did.name.CompanyNames;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Checks the fields of an app that a command names. */
@Component
class AppChecks {
  private final Accounts accounts;
  private final CompanyNames companyNames;
  private final Dialects dialects;

  AppChecks(Accounts accounts, CompanyNames companyNames, Dialects dialects) {
    this.accounts = accounts;
    this.companyNames = companyNames;
    this.dialects = dialects;
  }

  /** Empty where nothing is wrong. */
  Mono<Refusal> problem(@Nullable AppRecord present, PutApp put) {
    Dialect dialect = dialect(present, put);
    if (dialect == null) {
      return bad("dialect: " + (put.dialect() == null ? "missing" : "unknown"));
    }
    String between =
        present == null ? AppRules.missing(put, dialect) : AppRules.unchangeable(present, put);
    String problem = between == null ? AppRules.problem(put, dialect) : between;
    if (problem != null) {
      return bad(problem);
    }
    if (AppMerge.keyCount(present, put) > Apps.MOST_KEYS) {
      return Mono.just(
          Refusal.of(ErrorCode.TOO_MANY_KEYS, "keys: an app has at most " + Apps.MOST_KEYS));
    }
    return nameProblem(put).switchIfEmpty(Mono.defer(() -> accountProblem(present, put, dialect)));
  }

  /** An app must not pass for another company. */
  private Mono<Refusal> nameProblem(PutApp put) {
    return put.name() == null
        ? Mono.empty()
        : companyNames
            .belongToAnother(put.companyId(), put.name().values())
            .flatMap(taken -> taken ? bad("name: another company carries it") : Mono.empty());
  }

  private Mono<Refusal> accountProblem(@Nullable AppRecord present, PutApp put, Dialect dialect) {
    String payout = put.payoutPassword();
    if (payout != null && !dialect.parts().contains(Part.PAYOUT_PASSWORD)) {
      return bad("payout_password: not of " + dialect.id());
    }
    Long uid = put.accountUid();
    if (uid == null) {
      return Mono.empty();
    }
    if (Realm.of(uid) != Realm.of(put.appId())) {
      return bad("account_uid: those of test begin at " + Realm.FIRST_TEST_UID);
    }
    return present == null
        ? accounts
            .isTaken(uid)
            .flatMap(is -> is ? bad("account_uid: is somebody else's") : Mono.empty())
        : uid == present.accounts().adminUid()
            ? Mono.empty()
            : bad("account_uid: an app keeps its own, " + present.accounts().adminUid());
  }

  /** Null for a missing or unknown dialect. */
  @Nullable Dialect dialect(@Nullable AppRecord present, PutApp put) {
    String id = present == null ? put.dialect() : present.dialect();
    return id == null ? null : dialects.byId(id);
  }

  private static Mono<Refusal> bad(String detail) {
    return Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, detail));
  }
}
