package io.berth.pay.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.service.retention.OldRecords;
import io.berth.test.postgres.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Tests that old rows are deleted, and nothing that money or an open question depends on. */
@PayServiceTest
class RetentionIntegrationTests {

  private static final Duration MAX_WAIT = Duration.ofSeconds(30);

  @Autowired Merchant merchant;
  @Autowired OldRows rows;
  @Autowired OldRecords records;
  @Autowired DatabaseClient client;

  @Test
  void deletesWhatIsOlderThanItIsKept(TestDatabase database) {
    merchant.opens();
    database.execute(
        """
        insert into checkout_visits (order_id)
          select order_id_at(now() - days * interval '1 day') + i
            from unnest(array[89, 91]) days, generate_series(1, 1100) i;
        insert into payout_totals (app_id, coin_id, day)
          select 'old', 1, current_date - days from generate_series(34, 37) days;
        insert into reconciliations (app_id, day, state, leased_until)
          select 'old', current_date - days, state, now() + interval '1 minute'
            from unnest(array[799, 802]) days, unnest(array['AGREED']) state
          union all select 'old', current_date - 900, 'RUNNING', now() + interval '1 minute'
          union all select 'old', current_date - 901, 'RUNNING', now() - interval '1 minute';
        """);

    Mono.when(rows.delete(), rows.delete()).then(rows.delete()).block(MAX_WAIT);

    assertThat(
            database.query(
                "select count(*) from checkout_visits where order_id < order_id_at(now() - interval"
                    + " '88 days')"))
        .containsExactly("1100");
    assertThat(
            database.query(
                "select current_date - day from payout_totals where app_id = 'old' order by 1"))
        .containsExactly("34", "35");
    assertThat(
            database.query(
                "select current_date - day from reconciliations where app_id = 'old' order by 1"))
        .containsExactly("799", "900");
  }

  @Test
  void operatorsRecordsStayForTenYearsAndUndecidedOnesForEver(TestDatabase database) {
    merchant.opens();
    database.execute(
        """
        insert into adjustments (key, side, uid, account, coin_id, amount, reason, state,
            requested_by, requested_at)
          select 'old/' || state || years, 'CREDIT', 1, 'COIN', 1, 1, 'a test', state, 2,
            now() - years * interval '1 year'
            from unnest(array['WAITING', 'APPROVED', 'REJECTED']) state, unnest(array[9, 11]) years;
        insert into audit_log (at, action, object, reason, request_id)
          select now() - years * interval '1 year', 'old', 'year/' || years, '', 'r'
            from unnest(array[9, 11]) years;
        """);
    records.delete().block(MAX_WAIT);
    assertThat(database.query("select key from adjustments where key ~ '^old' order by 1"))
        .containsExactly(
            "old/APPROVED11", "old/APPROVED9", "old/REJECTED9", "old/WAITING11", "old/WAITING9");
    assertThat(database.query("select object from audit_log where action = 'old'"))
        .containsExactly("year/9");
    database.execute("delete from adjustments where key ~ '^old'");
  }

  /** Whoever takes over a service cannot remove the traces of the last year. */
  @Test
  void aYearOfRecordsStaysWhateverIsAskedFor(TestDatabase database) {
    database.execute(
        "insert into audit_log (at, action, object, reason, request_id) values"
            + " (now() - interval '365 days', 'recent', 'x', '', 'r')");
    client
        .sql("select count(*) from delete_old_records(interval '-1 day', 1000000)")
        .fetch()
        .rowsUpdated()
        .block(MAX_WAIT);
    assertThat(database.query("select object from audit_log where action = 'recent'"))
        .containsExactly("x");
    for (String table : new String[] {"audit_log", "orders", "entries", "order_numbers", "gifts"}) {
      assertThatThrownBy(() -> client.sql("delete from " + table).then().block(MAX_WAIT))
          .as(table)
          .hasStackTraceContaining("permission denied");
    }
  }
}
