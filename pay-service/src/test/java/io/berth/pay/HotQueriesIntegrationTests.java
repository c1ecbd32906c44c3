package io.berth.pay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.Subject;
import io.berth.api.balance.BalanceCommand.ReadBalances;
import io.berth.api.balance.StatementCommand.ReadAppBalances;
import io.berth.api.order.OrderReference;
import io.berth.api.order.PaymentCommand.ReadHistory;
import io.berth.api.order.PaymentCommand.ReadOrder;
import io.berth.api.order.PaymentCommand.RedoCallback;
import io.berth.api.order.PaymentOutcome;
import io.berth.pay.access.Scope;
import io.berth.pay.ledgeraudit.Auditor;
import io.berth.pay.order.Orders;
import io.berth.test.postgres.TableScans;
import io.berth.test.postgres.TestDatabase;
import io.berth.test.server.BerthServers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/**
 * Nothing that happens per request, or every few seconds or minutes, reads a table from end to end.
 * The auditor's daily proof does, which is its task.
 */
@PayServiceTest
@BerthServers(postgres = "berth_pay", kafka = true)
@TestPropertySource(
    properties = {
      "berth.pay.outbox.poll=200ms",
      "berth.pay.outbox.unnoticed-after=200ms",
      "berth.pay.audit.interval=1h",
      "berth.pay.audit.round=7d"
    })
class HotQueriesIntegrationTests {

  private static final Duration MAX_WAIT = Duration.ofSeconds(30);

  @Autowired Merchant merchant;
  @Autowired Orders orders;
  @Autowired Auditor auditor;

  @Test
  void readNoTableFromEndToEnd(TestDatabase database) {
    merchant.opens();
    story("before", database);
    // Coins are a handful, the others have one row or two, or none while no account is wrong.
    TableScans scans =
        new TableScans(
            database,
            "coins",
            "orders_counted",
            "order_totals_start",
            "audit_passes",
            "audit_progress",
            "audit_requests",
            "audit_findings",
            "audit_differences",
            "outbox_relays",
            "outbox_shards",
            "audit_publication");
    scans.watch();
    Runnable request =
        () ->
            assertThat(merchant.does(new ReadOrder(number("before_paid"))))
                .isInstanceOf(PaymentOutcome.OrderFound.class);
    TableScans.recover(request);
    story("watched", database);
    assertThat(scans.found()).isEmpty();
    // That it would have been seen.
    database.query("select sum(amount) from orders");
    assertThat(scans.found()).isNotEmpty();
    TableScans.recover(request);
  }

  /** In this class a round takes a week: an account is looked at because of its entry. */
  @Test
  void anAccountIsAuditedAsSoonAsItHasANewEntry(TestDatabase database) {
    merchant.opens();
    long uid = merchant.player("10");
    assertThat(audit(database)).isZero();
    String balance =
        "update accounts set balance = balance %s 1 where kind = 'COIN' and owner = " + uid;
    database.execute(balance.formatted("+"));
    merchant.charges("audited", uid, "2");
    assertThat(audit(database)).isOne();
    assertThat(audit(database)).isOne();
    database.execute(balance.formatted("-"));
    assertThat(audit(database)).isZero();
  }

  private long audit(TestDatabase database) {
    auditor.pass(Auditor.Pass.INCREMENTAL).block(MAX_WAIT);
    return Long.parseLong(
        database
            .query("select differences from audit_passes where kind = 'INCREMENTAL'")
            .getFirst());
  }

  private void story(String name, TestDatabase database) {
    long uid =
        merchant.player("10", Scope.READ_COIN_BALANCES.number(), Scope.OPEN_USER_TO_APP.number());
    merchant.pays(name + "_paid", uid, "1");
    merchant.charges(name + "_charged", uid, "2");
    merchant.returns(name + "_charged", name + "_returned", null, "1");
    PaymentOutcome.Prepaid expiring =
        (PaymentOutcome.Prepaid) merchant.does(merchant.prepay(name + "_late", "1"));
    PaymentOutcome.Prepaid cancelled =
        (PaymentOutcome.Prepaid) merchant.does(merchant.prepay(name + "_off", "1"));
    orders.cancel(cancelled.orderId(), "request-1").block(MAX_WAIT);
    merchant.does(merchant.prepay(name + "_off", "2"));
    merchant.does(new ReadOrder(number(name + "_paid")));
    merchant.does(new ReadOrder(new OrderReference.OrderId(expiring.orderId())));
    merchant.does(new RedoCallback(number(name + "_paid")));
    merchant.does(
        new ReadBalances(new Subject.Self(), AccountKind.COIN, null),
        Merchant.caller(Caller.Kind.CLIENT, uid));
    merchant.does(new ReadAppBalances(), Merchant.person(1));
    merchant.does(new ReadHistory(null, null, null, null, null, null, 0, 20));
    merchant.does(
        new ReadHistory(
            new Subject.Uid(uid), "usdt", null, null, Instant.now().minusSeconds(60), null, 1, 20));
    audit(database);
    database.execute(
        "update orders set expires_at = now() - interval '1 second' where id = "
            + expiring.orderId());
    await()
        .atMost(MAX_WAIT)
        .until(
            () ->
                database
                    .query(
                        "select count(*) from outbox b join orders o on o.id = b.order_id"
                            + " where b.published_at is not null and o.id = "
                            + expiring.orderId())
                    .contains("1"));
  }

  private static OrderReference number(String tradeNo) {
    return new OrderReference.TradeNo(tradeNo);
  }
}
