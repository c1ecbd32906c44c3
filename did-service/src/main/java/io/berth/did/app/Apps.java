package io.berth.did.app;

import io.berth.api.AppRecord;
import io.berth.api.ErrorCode;
import io.berth.api.ManagementCommand.PutApp;
import io.berth.api.ManagementCommand.PutCompany;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.did.account.Accounts;
import io.berth.did.event.Outbox;
import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Companies and apps, brought in line with what operators put. */
@Component
public final class Apps {
  static final int MOST_KEYS = 5;

  private final AppRecords records;
  private final AppMerge merge;
  private final Accounts accounts;
  private final CompanyNames companyNames;
  private final Dialects dialects;
  private final Outbox outbox;
  private final DatabaseClient database;
  private final TransactionalOperator transaction;

  Apps(
      AppRecords records,
      AppMerge merge,
      Accounts accounts,
      CompanyNames companyNames,
      Dialects dialects,
      Outbox outbox,
      DatabaseClient database,
      TransactionalOperator transaction) {
    this.records = records;
    this.merge = merge;
    this.accounts = accounts;
    this.companyNames = companyNames;
    this.dialects = dialects;
    this.outbox = outbox;
    this.database = database;
    this.transaction = transaction;
  }

  public Mono<Outcome> put(PutCompany put) {
    String problem = AppRules.problem(put);
    if (problem != null) {
      return bad(problem).cast(Outcome.class);
    }
    return transaction
        .execute(
            transaction ->
                insert(put)
                    .then(assignNames(put))
                    .flatMap(
                        assigned -> {
                          if (!assigned) {
                            transaction.setRollbackOnly();
                            return bad("company name: another company carries it")
                                .cast(Outcome.class);
                          }
                          return applyChange(put).thenReturn((Outcome) new Outcome.Done());
                        }))
        .single();
  }

  private Mono<Void> insert(PutCompany put) {
    return database
        .sql("insert into companies (company_id) values ($1) on conflict do nothing")
        .bind("$1", put.companyId())
        .then();
  }

  private Mono<Boolean> assignNames(PutCompany put) {
    return put.name() == null
        ? Mono.just(true)
        : companyNames.assign(put.companyId(), put.name().values());
  }

  private Mono<Void> applyChange(PutCompany put) {
    return change(put)
        .flatMap(
            changed ->
                changed == 0
                    ? Mono.empty()
                    : records.touchAllOf(put.companyId()).concatMap(outbox::changed).then());
  }

  private Mono<Long> change(PutCompany put) {
    Map<String, String> name = put.name();
    return database
        .sql(
            """
            update companies set name = coalesce($2, name), enabled = coalesce($3, enabled)
            where company_id = $1
              and (name <> coalesce($2, name) or enabled <> coalesce($3, enabled))
            """)
        .bind("$1", put.companyId())
        .bind("$2", name == null ? Parameters.in(PostgresqlObjectId.JSONB) : AppRecords.json(name))
        .bind("$3", Parameters.in(R2dbcType.BOOLEAN, put.enabled()))
        .fetch()
        .rowsUpdated();
  }

  public Mono<Outcome> put(PutApp put) {
    return records
        .lock(put.appId())
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .flatMap(
            present ->
                problem(present.orElse(null), put)
                    .cast(Outcome.class)
                    .switchIfEmpty(Mono.defer(() -> carryOut(present.orElse(null), put))))
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
    return nameProblem(put).switchIfEmpty(Mono.defer(() -> adminProblem(present, put)));
  }

  /** An app must not pass for another company. */
  private Mono<Refusal> nameProblem(PutApp put) {
    return put.name() == null
        ? Mono.empty()
        : companyNames
            .belongToAnother(put.companyId(), put.name().values())
            .flatMap(taken -> taken ? bad("name: another company carries it") : Mono.empty());
  }

  private Mono<Refusal> adminProblem(@Nullable AppRecord present, PutApp put) {
    return present == null || put.adminLogin() == null
        ? Mono.empty()
        : isAdmin(put.adminLogin(), present)
            .flatMap(
                is -> is ? Mono.empty() : bad("admin: the admin account of an app cannot change"));
  }

  private @Nullable Dialect dialect(@Nullable AppRecord present, PutApp put) {
    String id = present == null ? put.dialect() : present.dialect();
    return id == null ? null : dialects.byId(id);
  }

  private Mono<Boolean> isAdmin(String login, AppRecord app) {
    return accounts
        .find(login)
        .map(account -> account.uid() == app.adminUid())
        .defaultIfEmpty(false);
  }

  private Mono<Outcome> carryOut(@Nullable AppRecord present, PutApp put) {
    Dialect dialect = Objects.requireNonNull(dialect(present, put));
    if (present != null) {
      return apply(present, put, dialect);
    }
    String admin = Objects.requireNonNull(put.adminLogin());
    return companyExists(put.companyId())
        .flatMap(
            exists ->
                exists
                    ? accounts
                        .ensure(admin)
                        .flatMap(uid -> apply(AppMerge.blank(put, dialect.id(), uid), put, dialect))
                    : Mono.just(Refusal.of(ErrorCode.COMPANY_UNKNOWN)));
  }

  private Mono<Outcome> apply(AppRecord present, PutApp put, Dialect dialect) {
    String profit = put.profitLogin();
    Mono<Optional<Long>> profitUid =
        profit == null ? Mono.just(Optional.empty()) : accounts.ensure(profit).map(Optional::of);
    return profitUid.flatMap(
        uid -> save(present, merge.merge(present, put, dialect, uid.orElse(null))));
  }

  private Mono<Outcome> save(AppRecord present, AppRecord merged) {
    Outcome admin = new Outcome.Identity(merged.appId(), merged.adminUid(), null, null, Set.of());
    if (present.version() > 0 && merged.equals(present)) {
      return Mono.just(admin);
    }
    return records
        .save(merged)
        .then(present.version() > 0 ? Mono.empty() : owns(merged.adminUid(), merged.companyId()))
        .then(records.find(merged.appId()))
        .flatMap(outbox::changed)
        .thenReturn(admin);
  }

  /** Whoever administers an app of a company may manage it in the console. */
  private Mono<Void> owns(long adminUid, String companyId) {
    return database
        .sql(
            """
            insert into company_members (company_id, uid, role) values ($1, $2, 'OWNER')
            on conflict do nothing
            """)
        .bind("$1", companyId)
        .bind("$2", adminUid)
        .then();
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
