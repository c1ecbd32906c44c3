package io.berth.did.app;

import io.berth.api.AppRecord;
import io.berth.api.DidCommand.PutApp;
import io.berth.api.DidCommand.PutCompany;
import io.berth.api.ErrorCode;
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
  private static final int MOST_KEYS = 5;

  private final AppRecords records;
  private final AppMerge merge;
  private final Accounts accounts;
  private final Dialects dialects;
  private final Outbox outbox;
  private final DatabaseClient database;
  private final TransactionalOperator transaction;

  Apps(
      AppRecords records,
      AppMerge merge,
      Accounts accounts,
      Dialects dialects,
      Outbox outbox,
      DatabaseClient database,
      TransactionalOperator transaction) {
    this.records = records;
    this.merge = merge;
    this.accounts = accounts;
    this.dialects = dialects;
    this.outbox = outbox;
    this.database = database;
    this.transaction = transaction;
  }

  public Mono<Outcome> put(PutCompany put) {
    if (!AppRules.COMPANY_ID.matcher(put.companyId()).matches()) {
      return bad("company id: lower-case letters and digits, starting with a letter");
    }
    Mono<Long> made =
        database
            .sql("insert into companies (company_id) values ($1) on conflict do nothing")
            .bind("$1", put.companyId())
            .fetch()
            .rowsUpdated();
    return made.then(change(put))
        .flatMap(
            changed ->
                changed == 0
                    ? Mono.<Void>empty()
                    : records.touchAllOf(put.companyId()).concatMap(outbox::changed).then())
        .as(transaction::transactional)
        .thenReturn(new Outcome.Done());
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
        .flatMap(present -> present.isPresent() ? changeApp(present.get(), put) : makeApp(put))
        .as(transaction::transactional);
  }

  private Mono<Outcome> makeApp(PutApp put) {
    Dialect dialect = put.dialect() == null ? null : dialects.byId(put.dialect());
    String admin = put.adminLogin();
    if (dialect == null) {
      return bad("dialect: " + (put.dialect() == null ? "missing" : "unknown"));
    }
    if (admin == null) {
      return bad("admin: missing");
    }
    String missing = AppRules.missing(dialect, put.settings() == null ? Map.of() : put.settings());
    if (missing != null) {
      return bad(missing);
    }
    if (!Accounts.isLogin(admin)) {
      return bad("admin: not a mail address");
    }
    return companyExists(put.companyId())
        .flatMap(
            exists ->
                exists
                    ? accounts
                        .ensure(admin)
                        .flatMap(uid -> apply(AppMerge.blank(put, dialect.id(), uid), put, dialect))
                    : Mono.just(Refusal.of(ErrorCode.COMPANY_UNKNOWN)));
  }

  private Mono<Outcome> changeApp(AppRecord app, PutApp put) {
    Dialect dialect = dialects.byId(app.dialect());
    if (dialect == null || (put.dialect() != null && !put.dialect().equals(app.dialect()))) {
      return bad("dialect: an app keeps its own, " + app.dialect());
    }
    if (!app.companyId().equals(put.companyId())) {
      return bad("company: an app keeps its own, " + app.companyId());
    }
    if (put.adminLogin() == null) {
      return apply(app, put, dialect);
    }
    return accounts
        .find(put.adminLogin())
        .filter(account -> account.uid() == app.adminUid())
        .flatMap(_ -> apply(app, put, dialect))
        .switchIfEmpty(bad("admin: the admin account of an app cannot be changed"));
  }

  private Mono<Outcome> apply(AppRecord present, PutApp put, Dialect dialect) {
    String problem = AppRules.problem(put, dialect);
    if (problem != null) {
      return bad(problem);
    }
    String profit = put.profitLogin();
    if (profit != null && !Accounts.isLogin(profit)) {
      return bad("profit_account: not a mail address");
    }
    Mono<Optional<Long>> profitUid =
        profit == null ? Mono.just(Optional.empty()) : accounts.ensure(profit).map(Optional::of);
    return profitUid.flatMap(
        uid -> save(present, merge.merge(present, put, dialect, uid.orElse(null))));
  }

  private Mono<Outcome> save(AppRecord present, AppRecord merged) {
    if (merged.keys().size() > MOST_KEYS) {
      return Mono.just(Refusal.of(ErrorCode.TOO_MANY_KEYS));
    }
    Outcome admin = new Outcome.Identity(merged.appId(), merged.adminUid(), null, null, Set.of());
    if (present.version() > 0 && merged.equals(present)) {
      return Mono.just(admin);
    }
    return records
        .save(merged)
        .then(records.find(merged.appId()))
        .flatMap(outbox::changed)
        .thenReturn(admin);
  }

  private Mono<Boolean> companyExists(String companyId) {
    return database
        .sql("select exists (select from companies where company_id = $1)")
        .bind("$1", companyId)
        .map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class)))
        .one();
  }

  private static Mono<Outcome> bad(@Nullable String detail) {
    return Mono.just(new Refusal(ErrorCode.BAD_PARAMETER, detail));
  }
}
