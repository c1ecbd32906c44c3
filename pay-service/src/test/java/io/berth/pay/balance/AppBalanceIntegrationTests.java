package io.berth.pay.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.api.AccountKind;
import io.berth.api.Subject;
import io.berth.api.balance.BalanceCommand.GiveOpeningBalance;
import io.berth.api.balance.StatementCommand.ReadAppBalances;
import io.berth.api.balance.StatementOutcome.AppBalance;
import io.berth.api.balance.StatementOutcome.AppBalances;
import io.berth.api.deposit.DepositCommand.PayDeposit;
import io.berth.api.order.Order;
import io.berth.api.order.PaymentCommand.ChargeOpenAccount;
import io.berth.api.order.PaymentCommand.PayUser;
import io.berth.dialect.api.App;
import io.berth.pay.FakeApps;
import io.berth.pay.FakeDid;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.test.postgres.TestDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Tests that an app's balance is divided without gaps, and never to the careless side. */
@PayServiceTest
class AppBalanceIntegrationTests {
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final Duration MAX_WAIT = Duration.ofSeconds(30);

  @Autowired Merchant merchant;
  @Autowired FakeDid did;

  private final int number = NUMBERS.incrementAndGet();
  private TestDatabase database;
  private App app;
  private long player;

  @BeforeEach
  void anAppWithMoney(TestDatabase testDatabase) {
    database = testDatabase;
    merchant.opens();
    app = FakeApps.app("balance" + number);
    did.users.put(app.accounts().adminUid(), "");
    merchant.changes(app);
    player = merchant.player("1000", 5, 12);
    merchant.operator(
        new GiveOpeningBalance(
            "bootstrap/" + app.appId(),
            app.accounts().adminUid(),
            AccountKind.COIN,
            "usdt",
            new BigDecimal("100")));
  }

  private Order charges(String amount) {
    return Merchant.order(
        merchant.does(
            new ChargeOpenAccount(
                UUID.randomUUID().toString(),
                new Subject.OpenId(Merchant.openId(player)),
                "usdt",
                new BigDecimal(amount),
                "token-of-" + player,
                Map.of()),
            Merchant.server(app.appId(), "request-1")));
  }

  private AppBalance balance() {
    AppBalances found =
        (AppBalances)
            merchant.does(
                new ReadAppBalances(), Merchant.person(1).withApp(app.appId(), "dragonex"));
    assertThat(found.delayDays()).isEqualTo(7);
    assertThat(found.balances()).extracting(AppBalance::coin).containsExactly("usdt");
    return found.balances().getFirst();
  }

  private void isDivided(String pending, String reserved, String available) {
    AppBalance balance = balance();
    assertThat(balance.pending()).as("pending").isEqualByComparingTo(pending);
    assertThat(balance.reserved()).as("reserved").isEqualByComparingTo(reserved);
    assertThat(balance.available()).as("available").isEqualByComparingTo(available);
    assertThat(
            database.query(
                "select sum(balance) from accounts where kind in ('COIN', 'OPEN')"
                    + " and owner = "
                    + app.accounts().adminUid()))
        .first()
        .satisfies(sum -> assertThat(balance.total()).isEqualByComparingTo(sum));
  }

  private void awaitCounted() {
    await()
        .atMost(MAX_WAIT)
        .until(
            () ->
                database
                    .query("select count(*) from outbox where published_at is null")
                    .contains("0"));
  }

  /** As if all that was paid so far had been paid so many hours earlier. */
  private void passes(int hours) {
    awaitCounted();
    database.execute(
        "update order_totals set slot = slot - interval '%s hours' where minutes = 60 and app_id = '%s'"
            .formatted(hours, app.appId()));
  }

  private void disputes(Order order, String amount) {
    database.execute(
        """
        insert into disputes (app_id, order_id, number, trade_no, uid, amount, coin, reason, text,
          answer_by, refund_no)
        values ('%s', %s, 1, '%s', %s, %s, 'usdt', 'OTHER', 'why', now() + interval '1 day', 'r')
        """
            .formatted(app.appId(), order.id(), order.tradeNo(), player, amount));
  }

  private void decides() {
    database.execute(
        "update disputes set state = 'CLOSED', decided_at = now() where decided_at is null"
            + " and app_id = '"
            + app.appId()
            + "'");
  }

  @Test
  void aPaymentIsPendingUntilItsTimeHasPassed() {
    isDivided("0", "0", "100");
    charges("50");
    isDivided("49.5", "0", "100");
    awaitCounted();
    isDivided("49.5", "0", "100");
    passes(7 * 24);
    isDivided("49.5", "0", "100");
    passes(1);
    isDivided("0", "0", "149.5");
  }

  @Test
  void aDisputedPaymentIsReservedAndNotPendingAsWell() {
    Order recent = charges("50");
    disputes(recent, "50");
    isDivided("0", "50", "99.5");
    decides();
    isDivided("49.5", "0", "100");

    passes(8 * 24);
    isDivided("0", "0", "149.5");
    database.execute("delete from disputes where order_id = " + recent.id());
    Order second = charges("10");
    disputes(recent, "50");
    assertThat(balance().reserved()).isEqualByComparingTo("50");
    disputes(second, "10");
    assertThat(balance().reserved()).isEqualByComparingTo("60");
  }

  @Test
  void whatIsPaidOutComesFromAvailableFirst() {
    charges("50");
    pays("60", AccountKind.COIN);
    isDivided("49.5", "0", "40");
    pays("40", AccountKind.COIN);
    pays("10", AccountKind.OPEN);
    isDivided("39.5", "0", "0");
    Order order = charges("20");
    disputes(order, "1000");
    isDivided("0", "59.3", "0");
  }

  private void pays(String amount, AccountKind account) {
    Merchant.order(
        merchant.does(
            new PayUser(
                UUID.randomUUID().toString(),
                new Subject.Uid(player),
                "usdt",
                new BigDecimal(amount),
                account,
                Map.of()),
            Merchant.server(app.appId(), "request-1")));
  }

  @Test
  void aDepositIsShownBesideTheOthers() {
    merchant.does(
        new PayDeposit("usdt", new BigDecimal("30"), UUID.randomUUID().toString()),
        Merchant.person(1).withApp(app.appId(), "dragonex"));
    isDivided("0", "0", "70");
    assertThat(balance().deposit()).isEqualByComparingTo("30");
  }

  @Test
  void aPaymentIsPendingWhileItsEventIsOnItsWay() {
    List<CompletableFuture<Order>> payments =
        IntStream.range(0, 40)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> charges("1")))
            .toList();
    while (!payments.stream().allMatch(CompletableFuture::isDone)) {
      assertThat(balance().available()).isEqualByComparingTo("100");
    }
    payments.forEach(CompletableFuture::join);
    assertThat(balance().available()).isEqualByComparingTo("100");
    awaitCounted();
    isDivided("39.6", "0", "100");
  }

  @Test
  void everythingIsPendingWhereTheTimeIsNotKnown() throws SQLException {
    charges("50");
    passes(8 * 24);
    isDivided("0", "0", "149.5");
    assertThat(
            pendingAfter(
                "insert into outbox (order_id, version, kind, request_id)"
                    + " select -n, 1, 'SETTLED', 'request-1' from generate_series(1, 10000) n"))
        .as("as many wait as are looked at")
        .isEqualByComparingTo("0");
    assertThat(
            pendingAfter(
                "insert into outbox (order_id, version, kind, request_id)"
                    + " select -n, 1, 'SETTLED', 'request-1' from generate_series(1, 10001) n"))
        .as("more wait")
        .isEqualByComparingTo("149.5");
    assertThat(pendingAfter("update order_totals_start set since = clock_timestamp()"))
        .as("it was paid before counting began")
        .isEqualByComparingTo("149.5");
  }

  /** Pending after a statement that is undone. */
  private BigDecimal pendingAfter(String sql) throws SQLException {
    try (Connection connection = database.asSuperuser();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(sql);
      try (ResultSet found =
          statement.executeQuery(
              "select pending from app_balances('%s', %s, now() - interval '7 days')"
                  .formatted(app.appId(), app.accounts().adminUid()))) {
        found.next();
        return found.getBigDecimal(1);
      } finally {
        connection.rollback();
      }
    }
  }
}
