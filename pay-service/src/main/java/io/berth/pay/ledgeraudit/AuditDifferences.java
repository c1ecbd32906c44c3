package io.berth.pay.ledgeraudit;

import static io.berth.service.sql.Rows.value;

import io.berth.api.operator.OperatorPayOutcome.AuditPass;
import io.berth.api.operator.OperatorPayOutcome.AuditReport;
import io.berth.api.operator.OperatorPayOutcome.BooksDifference;
import io.berth.pay.access.Amounts;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores what the last passes found wrong. */
@Repository
public class AuditDifferences {

  /** Kept per pass; all of them are counted. */
  static final int MOST = 200;

  private final DatabaseClient database;

  AuditDifferences(DatabaseClient database) {
    this.database = database;
  }

  /** Replaces what the last pass of this kind has found; in its transaction. */
  Mono<Void> replace(Auditor.Pass pass, List<AuditDifference> found) {
    return database
        .sql("delete from audit_differences where kind = :kind")
        .bind("kind", pass.name())
        .then()
        .thenMany(Flux.fromIterable(found))
        .concatMap(one -> store(pass, one))
        .then(pass == Auditor.Pass.FULL && !found.isEmpty() ? explain() : Mono.empty());
  }

  private Mono<Void> store(Auditor.Pass pass, AuditDifference one) {
    return database
        .sql(AuditQueries.STORE)
        .bind("kind", pass.name())
        .bind("id", one.accountId())
        .bind("owner", Parameters.in(R2dbcType.BIGINT, one.owner()))
        .bind("accountKind", Parameters.in(R2dbcType.VARCHAR, one.kind()))
        .bind("coinId", Parameters.in(R2dbcType.INTEGER, one.coinId()))
        .bind("balance", Parameters.in(R2dbcType.NUMERIC, one.balance()))
        .bind("frozen", Parameters.in(R2dbcType.NUMERIC, one.frozen()))
        .bind("entries", Parameters.in(R2dbcType.BIGINT, one.entries()))
        .bind("trueBalance", one.truth().balance())
        .bind("trueFrozen", one.truth().frozen())
        .bind("trueEntries", one.truth().entries())
        .then();
  }

  /** Reads all entries once more: only where something is wrong. */
  private Mono<Void> explain() {
    return database
        .sql(AuditQueries.FIRST_MISSING)
        .then()
        .then(database.sql(AuditQueries.FIRST_BAD_TRANSFER).then());
  }

  /** Both passes, and each account that one of them found wrong. */
  public Mono<AuditReport> report() {
    return Mono.zip(passes(), running(), found())
        .map(all -> new AuditReport(all.getT1(), all.getT2(), all.getT3()));
  }

  private Mono<List<AuditPass>> passes() {
    return database
        .sql("select kind, finished_at, differences from audit_passes order by kind")
        .map(
            row ->
                new AuditPass(
                    value(row, "kind", String.class).equals(Auditor.Pass.FULL.name()),
                    value(row, "finished_at", Instant.class),
                    value(row, "differences", Long.class)))
        .all()
        .collectList();
  }

  private Mono<Boolean> running() {
    return database
        .sql(
            """
            select exists (select from audit_requests r
              where not exists (select from audit_passes
                                 where kind = 'FULL' and started_at > r.requested_at)) as running
            """)
        .map(row -> value(row, "running", Boolean.class))
        .one();
  }

  private Mono<List<BooksDifference>> found() {
    return database
        .sql(
            """
            select distinct on (d.account_id) d.*, c.code as coin
              from audit_differences d left join coins c on c.id = d.coin_id
             order by d.account_id, d.kind
            """)
        .map(AuditDifferences::read)
        .all()
        .collectList();
  }

  /** A known difference of an account; empty where none is known. */
  public Mono<BooksDifference> of(long accountId) {
    return found()
        .flatMapIterable(all -> all)
        .filter(difference -> difference.accountId() == accountId)
        .next();
  }

  private static BooksDifference read(Readable row) {
    return new BooksDifference(
        value(row, "account_id", Long.class),
        row.get("owner", Long.class),
        row.get("account_kind", String.class),
        Objects.requireNonNullElse(row.get("coin", String.class), ""),
        amount(row.get("balance", BigDecimal.class)),
        amount(row.get("frozen", BigDecimal.class)),
        row.get("entries", Long.class),
        Amounts.canonical(value(row, "true_balance", BigDecimal.class)),
        Amounts.canonical(value(row, "true_frozen", BigDecimal.class)),
        value(row, "true_entries", Long.class),
        row.get("missing_entry", Long.class),
        row.get("transfer_id", Long.class));
  }

  private static @Nullable BigDecimal amount(@Nullable BigDecimal stored) {
    return stored == null ? null : Amounts.canonical(stored);
  }
}
