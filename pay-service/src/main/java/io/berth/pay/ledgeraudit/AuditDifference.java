package io.berth.pay.ledgeraudit;

import static io.berth.service.sql.Rows.value;

import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Account that is wrong.
 *
 * @param owner null, as all of the account's own values, where entries belong to no account
 */
record AuditDifference(
    long accountId,
    @Nullable Long owner,
    @Nullable String kind,
    @Nullable Integer coinId,
    @Nullable BigDecimal balance,
    @Nullable BigDecimal frozen,
    @Nullable Long entries,
    Truth truth) {

  /** Values that the entries say. */
  record Truth(BigDecimal balance, BigDecimal frozen, long entries) {}

  static AuditDifference of(Readable row) {
    return new AuditDifference(
        value(row, "id", Long.class),
        row.get("owner", Long.class),
        row.get("kind", String.class),
        row.get("coin_id", Integer.class),
        row.get("balance", BigDecimal.class),
        row.get("frozen", BigDecimal.class),
        row.get("entries", Long.class),
        new Truth(
            value(row, "true_balance", BigDecimal.class),
            value(row, "true_frozen", BigDecimal.class),
            value(row, "true_entries", Long.class)));
  }

  /** A line of the log. */
  String description() {
    return "account "
        + accountId
        + " ("
        + kind
        + " of "
        + owner
        + ", coin "
        + coinId
        + ") has "
        + balance
        + " and "
        + frozen
        + " frozen in "
        + entries
        + " entries; entries say "
        + truth.balance
        + ", "
        + truth.frozen
        + ", "
        + truth.entries;
  }
}
