package io.berth.did.app;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.app.AppRecord;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.user.UserOutcome;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.api.Part;
import io.berth.did.account.Accounts;
import io.berth.did.company.CompanyNames;
import io.berth.did.outbox.Outbox;
import io.berth.did.paypassword.PayPasswords;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Creates apps and brings them in line with what people and operators put. */
@Component
public final class Apps {
  public static final int MOST_KEYS = 5;

  private final AppRecords records;
  private final AppMerge merge;
  private final Accounts accounts;
  private final CompanyNames companyNames;
  private final PayPasswords payPasswords;
  private final Dialects dialects;
  private final Outbox outbox;
  private final DatabaseClient database;
  private final TransactionalOperator transaction;

  Apps(
      AppRecords records,
      AppMerge merge,
      Accounts accounts,
      CompanyNames companyNames,
      PayPasswords payPasswords,
      Dialects dialects,
      Outbox outbox,
      DatabaseClient database,
      TransactionalOperator transaction) {
    this.records = records;
    this.merge = merge;
    this.accounts = accounts;
    this.companyNames = companyNames;
    this.payPasswords = payPasswords;
    this.dialects = dialects;
    this.outbox = outbox;
    this.database = database;
    this.transaction = transaction;
  }

  /** Changes what people and operators decide about an app that there is. */
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
                problem(present.orElse(null), put)
                    .cast(Outcome.class)
                    .switchIfEmpty(
                        Mono.defer(() -> carryOut(present.orElse(null), put, payoutHash)))
                    .flatMap(
                        outcome ->
                            makesOwner && outcome instanceof UserOutcome.Identity
                                ? owns(put).thenReturn(outcome)
                                : Mono.just(outcome)))
        .as(transaction::transactional);
  }

  /** Whether {@link #put(PutApp)} would be carried out once the company is there. */
  public Mono<Outcome> check(PutApp put) {
    return records
        .find(put.appId())
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .flatMap(present -> problem(present.orElse(null), put))
        .cast(Outcome.class)
        .defaultIfEmpty(new Outcome.Done());
  }

  /** Empty where nothing is wrong. */
  private Mono<Refusal> problem(@Nullable AppRecord present, PutApp put) {
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
    if (AppMerge.keyCount(present, put) > MOST_KEYS) {
      return Mono.just(
          Refusal.of(ErrorCode.TOO_MANY_KEYS, "keys: an app has at most " + MOST_KEYS));
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
    return present == null
        ? accounts
            .isTaken(uid)
            .flatMap(is -> is ? bad("account_uid: is somebody else's") : Mono.empty())
        : uid == present.adminUid()
            ? Mono.empty()
            : bad("account_uid: an app keeps its own, " + present.adminUid());
  }

  private @Nullable Dialect dialect(@Nullable AppRecord present, PutApp put) {
    String id = present == null ? put.dialect() : present.dialect();
    return id == null ? null : dialects.byId(id);
  }

  private Mono<Outcome> carryOut(
      @Nullable AppRecord present, PutApp put, @Nullable String payoutHash) {
    Dialect dialect = Objects.requireNonNull(dialect(present, put));
    if (present != null) {
      return payoutHash == null
          ? apply(present, put, dialect)
          : payPasswords
              .put(present.adminUid(), payoutHash)
              .then(Mono.defer(() -> apply(present, put, dialect)));
    }
    return companyExists(put.companyId())
        .flatMap(
            exists ->
                exists
                    ? payoutHash(put, dialect, payoutHash)
                        .flatMap(
                            hash ->
                                accounts.createForApp(
                                    put.appId(), put.accountUid(), hash.orElse(null)))
                        .flatMap(uid -> apply(AppMerge.blank(put, dialect.id(), uid), put, dialect))
                        .switchIfEmpty(bad("account_uid: is somebody else's").cast(Outcome.class))
                    : Mono.just(Refusal.of(ErrorCode.COMPANY_UNKNOWN)));
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

  private Mono<Outcome> apply(AppRecord present, PutApp put, Dialect dialect) {
    String profit = put.profitLogin();
    Mono<Optional<Long>> profitUid =
        profit == null ? Mono.just(Optional.empty()) : accounts.ensure(profit).map(Optional::of);
    return profitUid.flatMap(
        uid -> save(present, merge.merge(present, put, dialect, uid.orElse(null))));
  }

  private Mono<Outcome> save(AppRecord present, AppRecord merged) {
    Outcome account =
        new UserOutcome.Identity(merged.appId(), merged.adminUid(), null, null, Set.of());
    if (present.version() > 0 && merged.equals(present)) {
      return Mono.just(account);
    }
    return records
        .save(merged)
        .then(records.find(merged.appId()))
        .flatMap(outbox::changed)
        .thenReturn(account);
  }

  /** Whoever an operator names as admin may do everything in the console, members included. */
  private Mono<Void> owns(PutApp put) {
    return put.adminLogin() == null
        ? Mono.empty()
        : accounts
            .ensure(put.adminLogin())
            .flatMap(
                uid ->
                    database
                        .sql(
                            """
                            insert into company_members (company_id, uid, role)
                            values ($1, $2, 'OWNER')
                            on conflict (company_id, uid) do update set role = 'OWNER'
                            where company_members.role <> 'OWNER'
                            """)
                        .bind("$1", put.companyId())
                        .bind("$2", uid)
                        .then());
  }

  private Mono<Boolean> companyExists(String companyId) {
    return database
        .sql("select exists (select from companies where company_id = $1)")
        .bind("$1", companyId)
        .map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class)))
        .one();
  }

  private static Mono<Refusal> bad(String detail) {
    return Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, detail));
  }
}
