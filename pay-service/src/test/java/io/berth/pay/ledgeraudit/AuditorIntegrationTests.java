package io.berth.pay.ledgeraudit;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.AccountKind;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.test.postgres.TestDatabase;
import io.berth.test.server.BerthServers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@PayServiceTest
@BerthServers(postgres = "berth_pay", kafka = true)
@TestPropertySource(
    properties = {
      "berth.pay.audit.interval=100ms",
      "berth.pay.audit.round=1s",
      "berth.pay.audit.full-interval=1s"
    })
class AuditorIntegrationTests {

  private static final Duration MAX_WAIT = Duration.ofSeconds(20);

  @Autowired Merchant merchant;
  @Autowired MeterRegistry meters;

  @BeforeEach
  void open() {
    merchant.opens();
  }

  @Test
  void reportsABalanceThatNoEntryExplains(TestDatabase database) {
    long uid = merchant.player("10");
    merchant.pays("audit_1", uid, "1");
    awaitDifference("incremental", 0);
    awaitDifference("full", 0);

    database.execute(
        "update accounts set balance = balance + 0.000001 where owner = "
            + uid
            + " and kind = 'COIN'");
    awaitDifference("incremental", 1);
    awaitDifference("full", 1);
    merchant.pays("audit_2", uid, "1");
    awaitDifference("incremental", 1);

    database.execute(
        "update accounts set balance = balance - 0.000001 where owner = "
            + uid
            + " and kind = 'COIN'");
    awaitDifference("incremental", 0);
    awaitDifference("full", 0);
    assertThat(merchant.balance(uid, AccountKind.COIN)).isEqualTo("12");
  }

  @Test
  void whatIsWrongStaysReportedWhileTheRoundGoesOn(TestDatabase database) {
    long first = merchant.player("10");
    long second = merchant.player("10");
    awaitDifference("incremental", 0);
    String ofBoth = " where kind = 'COIN' and owner in (" + first + ", " + second + ")";
    database.execute("update accounts set balance = balance + 1" + ofBoth);
    awaitDifference("incremental", 2);
    org.awaitility.Awaitility.await()
        .during(Duration.ofMillis(1200))
        .atMost(MAX_WAIT)
        .until(() -> gauge("berth.audit.difference", "incremental") == 2);
    database.execute("update accounts set balance = balance - 1" + ofBoth);
    awaitDifference("incremental", 0);
    assertThat(database.query("select account_id from audit_findings")).isEmpty();
  }

  @Test
  void reportsAnEntryThatIsGone(TestDatabase database) {
    long uid = merchant.player("10");
    merchant.pays("audit_3", uid, "1");
    awaitDifference("full", 0);
    String gone =
        " from entries where number = 1 and account_id ="
            + " (select id from accounts where kind = 'OPEN' and owner = "
            + uid
            + ")";
    database.execute("create table kept as select *" + gone + "; delete" + gone);
    awaitDifference("full", 1);
    database.execute(
        "alter table entries disable trigger user; insert into entries select * from kept;"
            + " alter table entries enable trigger user; drop table kept");
    awaitDifference("full", 0);
  }

  /** A pass that began after now and ended with so many. */
  private void awaitDifference(String pass, double expected) {
    Instant since = Instant.now().plusMillis(100);
    org.awaitility.Awaitility.await()
        .atMost(MAX_WAIT)
        .until(
            () ->
                gauge("berth.audit.last.finished", pass) > since.toEpochMilli() / 1000.0
                    && gauge("berth.audit.difference", pass) == expected);
  }

  private double gauge(String name, String pass) {
    return meters.get(name).tag("pass", pass).gauge().value();
  }
}
