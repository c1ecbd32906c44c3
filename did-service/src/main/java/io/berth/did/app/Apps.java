package io.berth.did.app;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.app.AppRecord;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.user.UserOutcome;
import io.berth.dialect.Dialect;
import io.berth.did.company.CompanyRows;
import io.berth.did.outbox.Outbox;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Creates apps and changes the fields that a command names. */
@Component
public final class Apps {
  public static final int MOST_KEYS = 5;

  private final AppRecords records;
  private final AppMerge merge;
  private final AppChecks checks;
  private final AppAccounts accounts;
  private final CompanyRows companies;
  private final Outbox outbox;
  private final TransactionalOperator transaction;

  Apps(
      AppRecords records,
      AppMerge merge,
      AppChecks checks,
      AppAccounts accounts,
      CompanyRows companies,
      Outbox outbox,
      TransactionalOperator transaction) {
    this.records = records;
    this.merge = merge;
    this.checks = checks;
    this.accounts = accounts;
    this.companies = companies;
    this.outbox = outbox;
    this.transaction = transaction;
  }

  /** Changes an existing app. */
  public Mono<Outcome> put(PutApp put) {
    return put(put, null, false);
  }

  /**
   * Makes an app as well; {@code adminLogin} becomes an owner of its company.
   *
   * @param payoutHash of a payout password that is new; null leaves the present one
   */
  public Mono<Outcome> put(PutApp put, @Nullable String payoutHash) {
    return put(put, payoutHash, true);
  }

  private Mono<Outcome> put(PutApp put, @Nullable String payoutHash, boolean makesOwner) {
    return records
        .lock(put.appId())
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .flatMap(
            present ->
                checks
                    .problem(present.orElse(null), put)
                    .cast(Outcome.class)
                    .switchIfEmpty(
                        Mono.defer(() -> carryOut(present.orElse(null), put, payoutHash)))
                    .flatMap(
                        outcome ->
                            makesOwner && outcome instanceof UserOutcome.Identity
                                ? accounts.makeOwner(put).thenReturn(outcome)
                                : Mono.just(outcome)))
        .as(transaction::transactional);
  }

  /** Whether {@link #put(PutApp)} would be carried out once the company is there. */
  public Mono<Outcome> check(PutApp put) {
    return records
        .find(put.appId())
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .flatMap(present -> checks.problem(present.orElse(null), put))
        .cast(Outcome.class)
        .defaultIfEmpty(new Outcome.Done());
  }

  private Mono<Outcome> carryOut(
      @Nullable AppRecord present, PutApp put, @Nullable String payoutHash) {
    Dialect dialect = Objects.requireNonNull(checks.dialect(present, put));
    if (present != null) {
      return payoutHash == null
          ? apply(present, put, dialect)
          : accounts
              .setPayoutPassword(present, payoutHash)
              .then(Mono.defer(() -> apply(present, put, dialect)));
    }
    return companies
        .exists(put.companyId())
        .flatMap(
            exists ->
                exists
                    ? accounts
                        .create(put, dialect, payoutHash)
                        .flatMap(uid -> apply(AppMerge.blank(put, dialect.id(), uid), put, dialect))
                        .switchIfEmpty(bad("account_uid: is somebody else's").cast(Outcome.class))
                    : Mono.just(Refusal.of(ErrorCode.COMPANY_UNKNOWN)));
  }

  private Mono<Outcome> apply(AppRecord present, PutApp put, Dialect dialect) {
    return accounts
        .profitUid(put)
        .flatMap(uid -> save(present, merge.merge(present, put, dialect, uid.orElse(null))));
  }

  private Mono<Outcome> save(AppRecord present, AppRecord merged) {
    Outcome account =
        new UserOutcome.Identity(
            merged.appId(), merged.accounts().adminUid(), null, null, Set.of());
    if (present.profile().version() > 0 && merged.equals(present)) {
      return Mono.just(account);
    }
    return records
        .save(merged)
        .then(records.find(merged.appId()))
        .flatMap(outbox::changed)
        .thenReturn(account);
  }

  private static Mono<Refusal> bad(String detail) {
    return Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, detail));
  }
}
