package io.berth.pay.archive;

import static io.berth.pay.Merchant.person;
import static io.berth.pay.Merchant.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.berth.api.AccountKind;
import io.berth.api.ErrorCode;
import io.berth.api.balance.StatementCommand.ReadStatement;
import io.berth.api.balance.StatementOutcome.Statement;
import io.berth.api.order.OrderCommand.ReadOrderLife;
import io.berth.api.order.OrderCommand.SearchOrders;
import io.berth.api.order.OrderOutcome.OrderArchived;
import io.berth.api.order.OrderOutcome.OrderList;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.pay.checkout.Browser;
import io.berth.pay.ledgeraudit.Auditor;
import io.berth.pay.ledgeraudit.Auditor.Pass;
import io.berth.test.postgres.TestDatabase;
import io.berth.test.server.BerthServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Tests that the books are proved the same before and after months left the tables. */
@PayServiceTest
@BerthServers(postgres = "berth_pay", kafka = true)
@TestPropertySource(
    properties = {
      "berth.pay.audit.interval=100ms",
      "berth.pay.audit.round=1s",
      "berth.pay.audit.full-interval=7d"
    })
class ArchiveIntegrationTests {

  private static final Duration MAX_WAIT = Duration.ofSeconds(60);

  @Autowired Merchant merchant;
  @Autowired Auditor auditor;
  @LocalServerPort int port;
  @TempDir Path directory;

  private TestDatabase database;
  private YearMonth month;

  /** Everything that has been posted so far is of a month after those that are archived already. */
  @BeforeEach
  void oldEntries(TestDatabase database) {
    this.database = database;
    merchant.opens();
    String latest = query("select to_char(max(month), 'YYYY-MM') from archived_months");
    month = latest == null ? YearMonth.of(2024, 1) : YearMonth.parse(latest).plusMonths(1);
  }

  private void becomesOld() {
    database.execute(
        """
        create table if not exists %1$s partition of entries
          for values from ('%2$s-01 00:00Z') to ('%3$s-01 00:00Z');
        alter table %1$s owner to %4$s;
        update entries set posted_at = '%2$s-15 12:00Z' where posted_at > '2025-01-01';
        delete from audited_accounts;
        """
            .formatted(partition(), month, month.plusMonths(1), database.details().ownerRole()));
  }

  private String partition() {
    return "entries_" + month.toString().replace("-", "");
  }

  private @Nullable String query(String sql) {
    return database.query(sql).getFirst();
  }

  private int archives() throws IOException, SQLException, InterruptedException {
    try (Connection owner = database.asOwner()) {
      return new Archive(owner, directory, line -> {}).before(month.plusMonths(1));
    }
  }

  /** Differences that both passes find. */
  private String audits() {
    auditor.pass(Pass.INCREMENTAL).block(MAX_WAIT);
    auditor.pass(Pass.FULL).block(MAX_WAIT);
    return String.join(
        " ", database.query("select kind || differences from audit_passes order by 1"));
  }

  private static final String RIGHT = "FULL0 INCREMENTAL0";

  @Test
  void theBooksAreTheSameBeforeAndAfter() throws Exception {
    long uid = merchant.player("10", 5, 12);
    merchant.pays("archive_" + month, uid, "3");
    becomesOld();
    merchant.pays("archive_later_" + month, uid, "1");
    assertThat(audits()).isEqualTo(RIGHT);
    long old = Long.parseLong(Objects.requireNonNull(query("select count(*) from " + partition())));

    assertThat(archives()).isEqualTo(1);

    assertThat(query("select to_regclass('%s')".formatted(partition()))).isNull();
    assertThat(
            query("select entries || file from archived_months where month = '" + month + "-01'"))
        .isEqualTo(old + "entries-" + ArchiveFile.name(month) + ".csv.gz");
    ArchiveFile file = new ArchiveFile(ArchivedTable.ENTRIES, directory, month);
    assertThat(file.read().rows()).isEqualTo(old);
    assertThat(query("select sha256 from archived_months order by month desc limit 1"))
        .isEqualTo(file.read().sha256());
    assertThat(audits()).isEqualTo(RIGHT);
    merchant.charges("archive_after_" + month, uid, "2");
    assertThat(audits()).isEqualTo(RIGHT);
    assertThat(archives()).as("once").isZero();

    String account = query("select id from accounts where kind = 'COIN' and owner = " + uid);
    String tamper = "update entry_checkpoints set balance = balance %s 1 where account_id = %s";
    database.execute(tamper.formatted("+", account));
    assertThat(audits()).startsWith("FULL1");
    database.execute(tamper.formatted("-", account));
    database.execute("update accounts set balance = balance + 5 where id = " + account);
    assertThat(
            query(
                "select verdict from correct_account('correction/%s', %s, 19, 0, 14, 0, false)"
                    .formatted(month, account)))
        .isEqualTo("POSTED");
    assertThat(audits()).isEqualTo(RIGHT);
    assertThat(merchant.balance(uid, AccountKind.COIN)).isEqualByComparingTo("14");

    Statement statement =
        (Statement)
            merchant.does(new ReadStatement(month.atDay(10), LocalDate.now()), person(7_000_000));
    assertThat(statement.archivedBefore()).isEqualTo(month.plusMonths(1).atDay(1));
    assertThat(statement.first()).isEqualTo(statement.archivedBefore());
  }

  /** Somebody reads the table, so that its lock is waited for, and the job ends meanwhile. */
  private void interruptedWhileDropping(String table, Callable<Integer> archives) throws Exception {
    List<Throwable> ends = new ArrayList<>();
    try (Connection reader = database.asOwner()) {
      reader.setAutoCommit(false);
      reader.createStatement().executeQuery("select count(*) from " + table).close();
      Thread job =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      archives.call();
                    } catch (Exception e) {
                      ends.add(e);
                    }
                  });
      await()
          .atMost(MAX_WAIT)
          .until(
              () ->
                  Objects.equals(
                      query(
                          "select count(*) from pg_locks where not granted and mode ="
                              + " 'AccessExclusiveLock' and relation = '%s'::regclass"
                                  .formatted(table)),
                      "1"));
      job.interrupt();
      job.join(MAX_WAIT);
      reader.rollback();
    }
    assertThat(ends).hasSize(1).first().isInstanceOf(InterruptedException.class);
  }

  @Test
  void anInterruptedArchiveIsRepeated() throws Exception {
    merchant.player("10");
    becomesOld();
    assertThat(audits()).isEqualTo(RIGHT);
    ArchiveFile file = new ArchiveFile(ArchivedTable.ENTRIES, directory, month);
    Files.writeString(file.path(), "of an earlier attempt, cut off");
    Files.writeString(file.path().resolveSibling(file.path().getFileName() + ".part"), "x");

    interruptedWhileDropping("entries", this::archives);
    assertThat(file.read().rows()).as("the file is there").isPositive();
    assertThat(query("select count(*) from archived_months where month = '" + month + "-01'"))
        .as("its month is in the tables")
        .isEqualTo("0");
    assertThat(audits()).isEqualTo(RIGHT);

    assertThat(archives()).isEqualTo(1);
    assertThat(audits()).isEqualTo(RIGHT);
  }

  /** Orders of this month; entries of the next one are archived as well. */
  private void ordersBecomeOld() {
    database.execute(
        """
        create table orders_%1$s partition of orders
          for values from (order_id_at('%2$s-01 00:00Z')) to (order_id_at('%3$s-01 00:00Z'));
        alter table orders_%1$s owner to %4$s;
        with moved as (
          update orders set id = order_id_at('%2$s-02 00:00Z') + id %% 1000000000000
           where app_id = 'testapp' and trade_no like 'orders\\_%%' returning app_id, trade_no, id)
        update order_numbers n set order_id = m.id from moved m
         where n.app_id = m.app_id and n.trade_no = m.trade_no;
        insert into archived_months (month, file, sha256, entries)
          values ('%3$s-01', 'of a test', repeat('0', 64), 0);
        """
            .formatted(
                ArchiveFile.name(month),
                month,
                month.plusMonths(1),
                database.details().ownerRole()));
  }

  private int archivesOrders() throws IOException, SQLException, InterruptedException {
    try (Connection owner = database.asOwner()) {
      return new Archive(owner, directory, line -> {}).ordersBefore(month.plusMonths(1));
    }
  }

  @Test
  void ordersLeaveTheTableAndTheirNumbersStay() throws Exception {
    long uid = merchant.player("10", 5, 12);
    merchant.pays("orders_paid", uid, "3");
    merchant.charges("orders_charged", uid, "2");
    ordersBecomeOld();
    String table = "orders_" + ArchiveFile.name(month);
    long paid = merchant.order("orders_paid").id();
    database.execute(
        "insert into outbox (order_id, version, kind, request_id) values (%s, 9, 'REDO', 'request-9')"
            .formatted(paid));
    assertThatThrownBy(this::archivesOrders).hasMessageContaining("events");
    database.execute("delete from outbox where order_id = " + paid);
    Files.writeString(
        new ArchiveFile(ArchivedTable.ORDERS, directory, month).path(), "of an earlier attempt");

    interruptedWhileDropping("orders", this::archivesOrders);
    assertThat(query("select count(*) from " + table)).as("still in the tables").isEqualTo("2");
    assertThat(merchant.order("orders_charged").tradeNo()).isEqualTo("orders_charged");
    assertThatThrownBy(() -> merchant.returns("orders_charged", "orders_back", null, "1"))
        .hasStackTraceContaining("is being archived");
    assertThat(archivesOrders()).isEqualTo(1);

    assertThat(query("select to_regclass('%s')".formatted(table))).isNull();
    assertThat(query("select orders || file from archived_order_months"))
        .isEqualTo("2orders-" + ArchiveFile.name(month) + ".csv.gz");
    assertThat(refusal(merchant.pays("orders_paid", uid, "3"))).isEqualTo(ErrorCode.ORDER_EXISTS);
    assertThat(refusal(merchant.does(merchant.prepay("orders_charged", "2"))))
        .isEqualTo(ErrorCode.ORDER_EXISTS);
    assertThat(merchant.returns("orders_charged", "orders_back", null, "1").toString())
        .contains("ORDER_UNKNOWN", "orders before " + month.plusMonths(1).atDay(1));
    assertThat(merchant.balance(uid, AccountKind.COIN)).isEqualByComparingTo("13");
    LocalDate here = month.plusMonths(1).atDay(1);
    assertThat(merchant.does(new ReadOrderLife(paid), person(7_000_000)))
        .isEqualTo(new OrderArchived(here));
    assertThat(merchant.does(search("orders_paid"), person(7_000_000)))
        .isEqualTo(new OrderList(List.of(), null, here));
    Browser browser = new Browser(port).signedInAs(uid);
    assertThat(browser.opens("/account/payments").html()).contains("Payments before");
    assertThat(browser.opens("/account/data").html())
        .contains("\"ordersArchivedBefore\":\"" + here + "\",\"orders\":[]}");
    assertThat(archivesOrders()).as("once").isZero();
  }

  private static SearchOrders search(String number) {
    return new SearchOrders(number, null, null, null, null, null, null, null, false, null, 10);
  }

  @Test
  void onlyRightBooksAndWholeFilesAreArchived() throws Exception {
    long uid = merchant.player("10");
    becomesOld();
    database.execute("update accounts set balance = balance + 1 where owner = " + uid);
    assertThat(audits()).isNotEqualTo(RIGHT);
    assertThatThrownBy(this::archives)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("auditor");
    database.execute("update accounts set balance = balance - 1 where owner = " + uid);
    assertThat(audits()).isEqualTo(RIGHT);

    try (Connection owner = database.asOwner()) {
      assertThatThrownBy(
              () ->
                  owner
                      .createStatement()
                      .execute(
                          "select finish_archiving('%s-01', 'f', repeat('0', 64), 1, '{}')"
                              .formatted(month)))
          .hasMessageContaining("the file of");
    }
    try (Connection service = database.asApp()) {
      assertThatThrownBy(
              () ->
                  service
                      .createStatement()
                      .execute(
                          "select finish_archiving('%s-01', 'f', repeat('0', 64), 1, '{}')"
                              .formatted(month)))
          .hasMessageContaining("permission denied");
    }
    assertThat(query("select to_regclass('%s')".formatted(partition()))).isEqualTo(partition());
    assertThat(archives()).isEqualTo(1);
  }
}
