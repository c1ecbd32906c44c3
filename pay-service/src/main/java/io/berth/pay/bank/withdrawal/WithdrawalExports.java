package io.berth.pay.bank.withdrawal;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.bank.BankOutcome.WithdrawalFile;
import io.berth.api.bank.BankOutcome.WithdrawalsExported;
import io.berth.pay.bank.BankProperties;
import io.berth.pay.limit.DayProperties;
import io.berth.service.audit.AuditLog;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Makes files of approved withdrawals for the bank, each withdrawal in one, and keeps them. */
@Repository
class WithdrawalExports {
  private static final int MOST = 200;

  private final DatabaseClient database;
  private final BankProperties bank;
  private final DayProperties day;
  private final InstantSource clock;
  private final AuditLog audit;
  private final TransactionalOperator transaction;

  WithdrawalExports(
      DatabaseClient database,
      BankProperties bank,
      DayProperties day,
      InstantSource clock,
      AuditLog audit,
      TransactionalOperator transaction) {
    this.database = database;
    this.bank = bank;
    this.day = day;
    this.clock = clock;
    this.audit = audit;
    this.transaction = transaction;
  }

  /** Makes the next file. Two at once take different withdrawals. */
  Mono<Outcome> export(Caller caller) {
    return database
        .sql(
            Withdrawals.SELECT
                + """
                where w.state = 'APPROVED' and w.currency = :currency
                order by w.id limit :most for update of w skip locked
                """)
        .bind("currency", bank.currency())
        .bind("most", MOST)
        .mapProperties(Withdrawal.class)
        .all()
        .collectList()
        .filter(approved -> !approved.isEmpty())
        .flatMap(approved -> export(approved, caller))
        .defaultIfEmpty(Invalid.of("export", "nothing"))
        .as(transaction::transactional);
  }

  private Mono<Outcome> export(List<Withdrawal> approved, Caller caller) {
    return database
        .sql("select nextval('bank_export_numbers')")
        .mapValue(Long.class)
        .one()
        .flatMap(
            id ->
                insert(id, approved, caller)
                    .then(mark(id, approved))
                    .then(
                        audit.write(
                            caller,
                            "withdrawal.export",
                            "bank-export/" + id,
                            "",
                            Map.of(
                                "payments",
                                Integer.toString(approved.size()),
                                "money",
                                CreditTransferFile.total(approved).toPlainString())))
                    .thenReturn(new WithdrawalsExported(id, approved.size())));
  }

  private Mono<Void> insert(long id, List<Withdrawal> approved, Caller caller) {
    String messageId = "BERTH-" + id;
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, day.zone());
    return database
        .sql(
            """
            insert into bank_exports (id, message_id, payments, total, file, created_by)
            values (:id, :message, :payments, :total, :file, :by)
            """)
        .bind("id", id)
        .bind("message", messageId)
        .bind("payments", approved.size())
        .bind("total", CreditTransferFile.total(approved))
        .bind("file", CreditTransferFile.of(bank, messageId, now, today, approved))
        .bind("by", Objects.requireNonNull(caller.uid()))
        .then();
  }

  private Mono<Void> mark(long id, List<Withdrawal> approved) {
    return database
        .sql("update withdrawals set state = 'EXPORTED', export_id = :export where id = any (:ids)")
        .bind("export", id)
        .bind("ids", approved.stream().map(Withdrawal::id).toArray(Long[]::new))
        .then();
  }

  Mono<Outcome> file(long id) {
    return database
        .sql("select message_id, file from bank_exports where id = :id")
        .bind("id", id)
        .mapProperties(WithdrawalFile.class)
        .one()
        .cast(Outcome.class)
        .defaultIfEmpty(Invalid.of("export", "unknown"));
  }
}
