package io.berth.pay.bank.line;

import static io.berth.service.sql.Rows.value;

import io.berth.api.Outcome;
import io.berth.api.bank.BankCommand.ReadBankLines;
import io.berth.api.bank.BankOutcome;
import io.berth.api.bank.BankOutcome.BankLine;
import io.berth.api.bank.BankOutcome.LineCredit;
import io.berth.api.bank.BankOutcome.LineState;
import io.berth.api.bank.BankOutcome.ReturnedWithdrawal;
import io.berth.api.bank.BankOutcome.TopUpMatch;
import io.berth.pay.access.Amounts;
import io.berth.pay.coin.Coin;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Reads bank lines, with the top-ups that their references are of. */
@Repository
class BankLineViews {
  private static final int PAGE = 50;

  private final DatabaseClient database;

  BankLineViews(DatabaseClient database) {
    this.database = database;
  }

  /** A page of lines, newest first. */
  Mono<Outcome> page(ReadBankLines read) {
    return database
        .sql(
            """
            select l.*, c.code as coin,
              t.id as match_id, t.uid as match_uid, t.amount as match_amount, t.rate,
              m.id as match_coin_id, m.code as match_coin, m.decimals,
              l.amount = t.amount and t.expires_at > l.booked_on as exact,
              w.id as returned_id, w.uid as returned_uid, w.amount as returned_amount,
              v.code as returned_coin,
              exists (select from pending_changes p
                       where p.object = 'bank-line/' || l.id and p.state = 'WAITING') as waiting
            from bank_lines l
            left join coins c on c.id = l.coin_id
            left join top_ups t on l.state = 'OPEN' and l.incoming and t.reference = l.reference
              and t.currency = l.currency
              and not exists (select from bank_lines other where other.top_up_id = t.id)
            left join coins m on m.id = t.coin_id
            left join withdrawals w on l.state = 'OPEN' and l.incoming and l.end_to_end_id <> ''
              and w.end_to_end_id = l.end_to_end_id and w.state = 'PAID' and w.money = l.amount
              and w.currency = l.currency
              and not exists (select from bank_lines other
                               where other.withdrawal_id = w.id and other.incoming)
            left join coins v on v.id = w.coin_id
            where l.id < coalesce(:before, 9223372036854775807) and (not :open or l.state = 'OPEN')
            order by l.id desc limit :limit
            """)
        .bind("before", Parameters.in(R2dbcType.BIGINT, read.before()))
        .bind("open", read.open())
        .bind("limit", PAGE + 1)
        .map(BankLineViews::line)
        .all()
        .collectList()
        .map(
            found ->
                new BankOutcome.BankLines(
                    found.subList(0, Math.min(PAGE, found.size())), found.size() > PAGE));
  }

  private static BankLine line(Readable row) {
    BigDecimal amount = amount(row, "amount");
    return new BankLine(
        value(row, "id", Long.class),
        value(row, "booked_on", LocalDate.class),
        amount,
        value(row, "currency", String.class),
        value(row, "incoming", Boolean.class),
        value(row, "counterparty", String.class),
        value(row, "counterparty_account", String.class),
        value(row, "remittance", String.class),
        LineState.valueOf(value(row, "state", String.class)),
        match(row, amount),
        returned(row),
        value(row, "waiting", Boolean.class),
        credit(row));
  }

  private static @Nullable TopUpMatch match(Readable row, BigDecimal amount) {
    Long id = row.get("match_id", Long.class);
    if (id == null) {
      return null;
    }
    Coin coin =
        new Coin(
            value(row, "match_coin_id", Integer.class),
            value(row, "match_coin", String.class),
            value(row, "decimals", Integer.class),
            null);
    return new TopUpMatch(
        id,
        value(row, "match_uid", Long.class),
        coin.code(),
        amount(row, "match_amount"),
        Amounts.share(amount, amount(row, "rate"), coin),
        value(row, "exact", Boolean.class));
  }

  private static @Nullable ReturnedWithdrawal returned(Readable row) {
    Long id = row.get("returned_id", Long.class);
    return id == null
        ? null
        : new ReturnedWithdrawal(
            id,
            value(row, "returned_uid", Long.class),
            value(row, "returned_coin", String.class),
            amount(row, "returned_amount"));
  }

  private static @Nullable LineCredit credit(Readable row) {
    Long uid = row.get("uid", Long.class);
    return uid == null
        ? null
        : new LineCredit(
            uid,
            value(row, "coin", String.class),
            amount(row, "credit"),
            value(row, "confirmed_by", Long.class),
            Objects.requireNonNull(row.get("confirmed_at", Instant.class)));
  }

  private static BigDecimal amount(Readable row, String column) {
    return Amounts.canonical(value(row, column, BigDecimal.class));
  }
}
