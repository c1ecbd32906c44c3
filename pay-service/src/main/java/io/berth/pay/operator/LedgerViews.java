package io.berth.pay.operator;

import io.berth.api.AccountKind;
import io.berth.api.Outcome;
import io.berth.api.balance.BalanceOutcome;
import io.berth.api.operator.OperatorPayOutcome;
import io.berth.pay.access.Amounts;
import io.berth.pay.conversion.Conversions;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Reads the state of the ledger and of one owner's accounts. */
@Repository
class LedgerViews {
  private final DatabaseClient database;
  private final AdjustmentProperties properties;
  private final Conversions conversions;

  LedgerViews(DatabaseClient database, AdjustmentProperties properties, Conversions conversions) {
    this.database = database;
    this.properties = properties;
    this.conversions = conversions;
  }

  Mono<Outcome> books() {
    return database
        .sql(
            """
            select (select max(differences) from audit_passes) as differences,
              (select max(finished_at) from audit_passes) as audited_at,
              (select count(*) from outbox where published_at is null) as outbox_waiting,
              (select min(at) from outbox where published_at is null) as oldest,
              (select count(*) from adjustments where state = 'WAITING') as approvals,
              (select count(*) from reconciliations
                where state in ('DIFFERENT', 'FAILED') and day > current_date - 31) as failures
            """)
        .map(this::books)
        .one();
  }

  private Outcome books(Readable row) {
    return new OperatorPayOutcome.Books(
        row.get("differences", Long.class),
        row.get("audited_at", Instant.class),
        count(row, "outbox_waiting"),
        row.get("oldest", Instant.class),
        count(row, "approvals"),
        count(row, "failures"),
        properties.approvalAboveUsdt());
  }

  private static long count(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, Long.class));
  }

  Mono<Outcome> balances(long uid) {
    return database
        .sql(
            """
            select a.kind, a.coin_id, c.code, a.balance, a.frozen
            from accounts a join coins c on c.id = a.coin_id
            where a.owner = :uid and a.kind in ('COIN', 'OPEN') order by a.kind, a.coin_id
            """)
        .bind("uid", uid)
        .map(row -> balance(uid, row))
        .all()
        .collectList()
        .map(OperatorPayOutcome.UserBalances::new);
  }

  Mono<Outcome> conversions() {
    return conversions.kept().map(OperatorPayOutcome.Conversions::new);
  }

  private static OperatorPayOutcome.KindBalance balance(long uid, Readable row) {
    return new OperatorPayOutcome.KindBalance(
        AccountKind.valueOf(Objects.requireNonNull(row.get("kind", String.class))),
        new BalanceOutcome.Balance(
            uid,
            Objects.requireNonNull(row.get("coin_id", Integer.class)),
            Objects.requireNonNull(row.get("code", String.class)),
            amount(row, "balance"),
            amount(row, "frozen")));
  }

  private static BigDecimal amount(Readable row, String column) {
    return Amounts.canonical(Objects.requireNonNull(row.get(column, BigDecimal.class)));
  }
}
