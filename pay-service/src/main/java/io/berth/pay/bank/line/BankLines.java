package io.berth.pay.bank.line;

import io.berth.pay.bank.statement.StatementLine;
import io.berth.pay.bank.topup.CreditorReference;
import io.berth.service.json.BerthJson;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores the lines of bank statements. */
@Repository
class BankLines {
  private final DatabaseClient database;

  BankLines(DatabaseClient database) {
    this.database = database;
  }

  private record Row(StatementLine line, @Nullable String reference) {}

  /** Stores those that are not stored yet; how many they were. */
  Mono<Long> add(String account, List<StatementLine> lines) {
    List<Row> rows =
        lines.stream()
            .map(line -> new Row(line, CreditorReference.in(line.remittance()).orElse(null)))
            .toList();
    return database
        .sql(
            """
            insert into bank_lines (account, entry_reference, booked_on, amount, currency, incoming,
              counterparty, counterparty_account, remittance, end_to_end_id, reference)
            select :account, l."entryReference", l."bookedOn", l.amount, l.currency, l.incoming,
              l.counterparty, l."counterpartyAccount", l.remittance, l."endToEndId", r.reference
            from jsonb_to_recordset(:rows) as r (line jsonb, reference text)
            cross join lateral jsonb_to_record(r.line) as l ("entryReference" text, "bookedOn" date,
              amount numeric, currency text, incoming boolean, counterparty text,
              "counterpartyAccount" text, remittance text, "endToEndId" text)
            on conflict (account, entry_reference) do nothing
            """)
        .bind("account", account)
        .bind("rows", Json.of(BerthJson.mapper().writeValueAsString(rows)))
        .fetch()
        .rowsUpdated();
  }

  /**
   * @param amount in the account's currency
   */
  record Payment(
      long id, BigDecimal amount, String currency, boolean incoming, String endToEndId) {}

  /** Reads an open line. */
  Mono<Payment> open(long id) {
    return database
        .sql(
            """
            select id, amount, currency, incoming, end_to_end_id from bank_lines
            where id = :id and state = 'OPEN'
            """)
        .bind("id", id)
        .mapProperties(Payment.class)
        .one();
  }

  /** Keeps an operator's confirmations in a row until the transaction ends. */
  Mono<Void> lockConfirmer(long uid) {
    return database
        .sql("select pg_advisory_xact_lock(hashtextextended('bank lines of ' || :uid::text, 3))")
        .bind("uid", Long.toString(uid))
        .then();
  }

  /** Amount that this operator has credited within a day without another's approval. */
  Mono<BigDecimal> creditedAlone(long uid) {
    return database
        .sql(
            """
            select coalesce(sum(amount), 0) from bank_lines
            where confirmed_by = :uid and confirmed_at > clock_timestamp() - interval '24 hours'
              and change_id is null
            """)
        .bind("uid", uid)
        .mapValue(BigDecimal.class)
        .one();
  }

  /**
   * Approves the credit of an open line; false where the line is not open any more, or another was
   * credited for the same top-up or withdrawal.
   *
   * @param changeId confirmed by another operator; null where one is enough
   */
  Mono<Boolean> approve(NewCredit credit, long confirmedBy, @Nullable Long changeId) {
    return database
        .sql(
            """
            update bank_lines set state = 'APPROVED', top_up_id = :topUp,
              withdrawal_id = :withdrawal, uid = :uid,
              coin_id = :coin, credit = :credit, confirmed_by = :by,
              confirmed_at = clock_timestamp(), change_id = :change
            where id = :id and state = 'OPEN' and incoming
              and not exists (select from bank_lines other
                               where other.top_up_id = :topUp
                                  or other.withdrawal_id = :withdrawal and other.incoming)
            """)
        .bind("topUp", Parameters.in(R2dbcType.BIGINT, credit.topUpId()))
        .bind("withdrawal", Parameters.in(R2dbcType.BIGINT, credit.withdrawalId()))
        .bind("uid", credit.uid())
        .bind("coin", credit.coin().id())
        .bind("credit", credit.amount())
        .bind("by", confirmedBy)
        .bind("change", Parameters.in(R2dbcType.BIGINT, changeId))
        .bind("id", credit.lineId())
        .fetch()
        .rowsUpdated()
        .map(rows -> rows > 0);
  }

  Flux<Long> approved(int limit) {
    return database
        .sql("select id from bank_lines where state = 'APPROVED' order by id limit :limit")
        .bind("limit", limit)
        .mapValue(Long.class)
        .all();
  }

  /**
   * @param credit coins
   */
  record Approved(long id, long uid, int coinId, BigDecimal credit) {}

  /**
   * Locks an approved line until the transaction ends. Waits for another transaction that has it;
   * empty where that one has credited it.
   */
  Mono<Approved> lockApproved(long id) {
    return database
        .sql(
            """
            select id, uid, coin_id, credit from bank_lines
            where id = :id and state = 'APPROVED' for update
            """)
        .bind("id", id)
        .mapProperties(Approved.class)
        .one();
  }

  Mono<Void> post(long id, long transferId) {
    return database
        .sql("update bank_lines set state = 'POSTED', transfer_id = :transfer where id = :id")
        .bind("transfer", transferId)
        .bind("id", id)
        .then();
  }

  /** Opens a line again whose credit the ledger has refused. */
  Mono<Void> reopen(long id) {
    return database
        .sql(
            """
            update bank_lines set state = 'OPEN', top_up_id = null, withdrawal_id = null,
              uid = null, coin_id = null,
              credit = null, confirmed_by = null, confirmed_at = null, change_id = null
            where id = :id
            """)
        .bind("id", id)
        .then();
  }

  /** False where the line is not open. */
  Mono<Boolean> close(long id, boolean returned) {
    return database
        .sql("update bank_lines set state = :state where id = :id and state = 'OPEN'")
        .bind("state", returned ? "RETURNED" : "IGNORED")
        .bind("id", id)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows > 0);
  }
}
