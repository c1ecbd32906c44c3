package io.berth.pay.retention;

import io.berth.service.retention.DeletedRows;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Deletes rows that count for a while only, in small steps. Rows that another instance is deleting
 * are skipped.
 */
@Repository
class OldRows {

  private static final int STEP = 1000;

  private static final String VISITS =
      """
      delete from checkout_visits where order_id = any (array(
        select order_id from checkout_visits
         where order_id < order_id_at(now() - make_interval(secs => :seconds))
         order by order_id limit :step for update skip locked))
      """;

  private static final String PAYOUT_TOTALS =
      """
      delete from payout_totals where ctid = any (array(
        select ctid from payout_totals
         where day < (now() - make_interval(secs => :seconds))::date
         order by day limit :step for update skip locked))
      """;

  private static final String RECONCILIATIONS =
      """
      delete from reconciliations where ctid = any (array(
        select ctid from reconciliations
         where day < (now() - make_interval(secs => :seconds))::date and (state <> 'RUNNING' or leased_until < now())
         order by day limit :step for update skip locked))
      """;

  /** Of refunds that were refused, and of mails that could not be sent. */
  private static final Duration NOTICES_KEPT = Duration.ofDays(1);

  private static final String REFUND_NOTICES =
      """
      delete from refund_notices where ctid = any (array(
        select ctid from refund_notices
         where requested_at < now() - make_interval(secs => :seconds)
         order by requested_at limit :step for update skip locked))
      """;

  private final DatabaseClient database;
  private final RetentionProperties properties;
  private final DeletedRows deletedRows;

  OldRows(DatabaseClient database, RetentionProperties properties, DeletedRows deletedRows) {
    this.database = database;
    this.properties = properties;
    this.deletedRows = deletedRows;
  }

  Mono<Void> delete() {
    return delete("checkout_visits", VISITS, properties.checkoutVisits())
        .then(delete("payout_totals", PAYOUT_TOTALS, properties.payoutTotals()))
        .then(delete("reconciliations", RECONCILIATIONS, properties.reconciliations()))
        .then(delete("refund_notices", REFUND_NOTICES, NOTICES_KEPT))
        .then();
  }

  private Mono<Long> delete(String table, String statement, Duration kept) {
    return deletedRows.inSteps(
        table,
        STEP,
        () ->
            database
                .sql(statement)
                .bind("seconds", (double) kept.toSeconds())
                .bind("step", STEP)
                .fetch()
                .rowsUpdated());
  }
}
