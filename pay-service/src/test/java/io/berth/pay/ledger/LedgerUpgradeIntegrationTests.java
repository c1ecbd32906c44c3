package io.berth.pay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.pay.PayDatabase;
import io.berth.pay.ledger.PostingOutcome.Exists;
import io.berth.pay.ledger.PostingOutcome.Frozen;
import io.berth.pay.ledger.PostingOutcome.OverCap;
import io.berth.pay.ledger.PostingOutcome.Posted;
import io.berth.pay.ledger.PostingOutcome.TooLittle;
import io.berth.pay.ledgeraudit.AuditQueries;
import io.r2dbc.spi.Statement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** A database that an earlier version has filled goes on working, and its books stay exact. */
class LedgerUpgradeIntegrationTests {

  private static final String EARLIER_VERSION = "85";
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final PayDatabase database = PayDatabase.at(EARLIER_VERSION);
  private final LedgerFixture books = new LedgerFixture(database);

  @AfterEach
  void close() {
    books.ledger.stop();
    database.close();
  }

  @Test
  void goesOnWithWhatAnEarlierVersionPosted() {
    assertThat(postsAsBefore(LedgerTransactions.transfer("opening", 1, "100"))).isEqualTo("POSTED");
    assertThat(postsAsBefore(LedgerTransactions.payment("before", 1, "10", "0.5")))
        .isEqualTo("POSTED");
    long pending = books.pendingOrder("pending", "2", "1 hour");
    database.migrate();

    assertThat(books.transfer("opening", 1, "100")).isInstanceOf(Exists.class);
    assertThat(books.pays("before", 1, "10", "0.5")).isInstanceOf(Exists.class);
    assertThat(books.pays("after", 1, "20", "1")).isInstanceOf(Posted.class);
    assertThat(books.post(LedgerTransactions.paymentOf(pending, 1, "2")))
        .isInstanceOf(Posted.class);
    assertThat(books.getsBack("refund", order("before"), "before", 1, "10"))
        .isInstanceOf(Posted.class);
    assertThat(books.getsBack("too much", order("before"), "before", 1, "1"))
        .isInstanceOf(OverCap.class);
    assertThat(books.pays("unpaid", 1, "1000", "0")).isInstanceOf(TooLittle.class);

    assertThat(books.balance(1)).isEqualByComparingTo("78");
    booksAreRight();
  }

  @Test
  void letsInstancesOfTheEarlierVersionGoOnMeanwhile() {
    postsAsBefore(LedgerTransactions.transfer("opening", 1, "100"));
    database.migrate();

    assertThat(books.pays("new 1", 1, "1", "0")).isInstanceOf(Posted.class);
    assertThat(postsAsBefore(LedgerTransactions.payment("old 1", 1, "1", "0"))).isEqualTo("POSTED");
    assertThat(postsAsBefore(LedgerTransactions.payment("new 1", 1, "1", "0"))).isEqualTo("EXISTS");
    assertThat(books.pays("old 1", 1, "1", "0")).isInstanceOf(Exists.class);
    assertThat(postsAsBefore(LedgerTransactions.holding("hold", 1, "98"))).isEqualTo("POSTED");
    assertThat(books.pays("held", 1, "1", "0")).isInstanceOf(Frozen.class);
    assertThat(postsAsBefore(LedgerTransactions.payment("held", 1, "1", "0"))).isEqualTo("FROZEN");

    assertThat(books.balance(1)).isEqualByComparingTo("98");
    booksAreRight();
  }

  @Test
  void dropsFunctionsThatNoVersionCalls() {
    database.migrate();
    assertThat(
            books.number(
                """
                select count(*)::numeric from pg_proc p
                 where p.pronamespace = 'public'::regnamespace
                   and (p.proname = 'settle' or p.proname = 'settle_batch' and p.pronargs <> 33)
                """))
        .isZero();
  }

  @Test
  void knowsFormerTextsOfMigrations() throws SQLException {
    try (Connection connection = database.superuser();
        java.sql.Statement statement = connection.createStatement()) {
      statement.execute(
          """
          update flyway_schema_history set checksum = 303858772 where version = '50';
          update flyway_schema_history set checksum = 135672312 where version = '85';
          """);
    }
    database.migrate();
    assertThat(books.transfer("opening", 1, "100")).isInstanceOf(Posted.class);
  }

  @Test
  void migratesOnce() {
    database.migrate();
    long applied = migrations();
    database.migrate();
    assertThat(migrations()).isEqualTo(applied);
  }

  /** Calls the function that instances of the earlier version call. */
  private String postsAsBefore(LedgerTransaction transaction) {
    List<Object> columns =
        new ArrayList<>(new PostingBatch(List.of(transaction), new JsonMapper()).columns());
    if (transaction.target() instanceof LedgerTransaction.Target.InternalTransfer) {
      columns.set(0, new String[] {"GIFT"});
    }
    String parameters =
        IntStream.rangeClosed(1, columns.size())
            .mapToObj(number -> "$" + number)
            .collect(Collectors.joining(", "));
    return Objects.requireNonNull(
        database
            .client()
            .inConnection(
                connection -> {
                  Statement call =
                      connection.createStatement(
                          "select verdict from settle_batch(" + parameters + ")");
                  for (int i = 0; i < columns.size(); i++) {
                    call.bind(i, columns.get(i));
                  }
                  return Mono.from(call.execute())
                      .flatMap(
                          result -> Mono.from(result.map(row -> row.get("verdict", String.class))));
                })
            .block(TIMEOUT));
  }

  private long migrations() {
    try (Connection connection = database.superuser();
        ResultSet count =
            connection
                .createStatement()
                .executeQuery("select count(*) from flyway_schema_history")) {
      count.next();
      return count.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private long order(String tradeNo) {
    return books
        .number("select order_id::numeric from order_numbers where trade_no = '" + tradeNo + "'")
        .longValueExact();
  }

  private void booksAreRight() {
    books.assertBooksAreRight();
    assertThat(database.client().sql(AuditQueries.FULL).fetch().all().collectList().block(TIMEOUT))
        .as("what the auditor finds")
        .isEmpty();
  }
}
