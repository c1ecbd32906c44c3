package io.berth.pay.ledgeraudit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.change.ChangeOutcome.ChangeFound;
import io.berth.api.change.ChangeOutcome.ChangeWaiting;
import io.berth.api.change.PendingChange;
import io.berth.api.change.PendingChange.Decision;
import io.berth.api.operator.LedgerAuditCommand.AuditLedger;
import io.berth.api.operator.OperatorPayCommand.CorrectBooks;
import io.berth.api.operator.OperatorPayCommand.DecidePayChange;
import io.berth.api.operator.OperatorPayCommand.ReadAuditReport;
import io.berth.api.operator.OperatorPayCommand.StartAudit;
import io.berth.api.operator.OperatorPayOutcome.AuditPass;
import io.berth.api.operator.OperatorPayOutcome.AuditReport;
import io.berth.api.operator.OperatorPayOutcome.BooksDifference;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.test.postgres.TestDatabase;
import io.berth.test.server.BerthServers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** No full pass comes by itself after the first one. */
@PayServiceTest
@BerthServers(postgres = "berth_pay", kafka = true)
@TestPropertySource(
    properties = {
      "berth.pay.audit.interval=100ms",
      "berth.pay.audit.round=1s",
      "berth.pay.audit.full-interval=7d"
    })
class CorrectionIntegrationTests {
  private static final Duration MAX_WAIT = Duration.ofSeconds(30);

  @Autowired Merchant merchant;
  @Autowired MeterRegistry meters;

  @BeforeEach
  void open() {
    merchant.opens();
  }

  @Test
  void tellsTheFirstMissingEntryAndTheTransactionThatItBelongsTo(TestDatabase database) {
    long uid = merchant.player("10");
    long account = account(database, uid);
    String transfer =
        database
            .query("select transfer_id from entries where number = 1 and account_id = " + account)
            .getFirst();
    remove(database, account, 1);

    starts();
    BooksDifference found = await().atMost(MAX_WAIT).until(() -> of(account), Objects::nonNull);
    assertThat(found.balance()).isEqualByComparingTo("10");
    assertThat(found.trueBalance()).isZero();
    assertThat(found.entries()).isEqualTo(1);
    assertThat(found.trueEntries()).isZero();
    assertThat(found.missingEntry()).isEqualTo(1);
    assertThat(found.transferId()).isEqualTo(Long.valueOf(transfer));
    assertThat(found.owner()).isEqualTo(uid);

    corrects(account, true);
    awaitRight(account);
    assertThat(merchant.balance(uid, AccountKind.COIN)).isEqualTo("10");
    merchant.pays("corrected_1", uid, "1");
    starts();
    awaitRight(account);
  }

  @Test
  void restoresABalanceThatNoEntryExplains(TestDatabase database) {
    long uid = merchant.player("10");
    long account = account(database, uid);
    database.execute("update accounts set balance = balance + 5 where id = " + account);
    // The usual pass finds it, and asks for a full one.
    await()
        .atMost(MAX_WAIT)
        .until(() -> of(account) != null && gauge("full") == 1 && !report().running());

    corrects(account, false);
    awaitRight(account);
    assertThat(merchant.balance(uid, AccountKind.COIN)).isEqualTo("10");
    assertThat(
            database.query(
                "select trim_scale(balance_change) from entries where account_id = "
                    + account
                    + " order by number"))
        .containsExactly("10", "5", "-5");
  }

  @Test
  void refusesWhatIsNotAsItWasShown(TestDatabase database) {
    long uid = merchant.player("10");
    long account = account(database, uid);
    assertThat(merchant.does(new CorrectBooks(account, true, "why"), operator(1)))
        .isEqualTo(Outcome.Invalid.of("account", "unknown"));
    database.execute("update accounts set balance = balance + 5 where id = " + account);
    await().atMost(MAX_WAIT).until(() -> of(account) != null);
    ChangeWaiting waiting =
        (ChangeWaiting) merchant.does(new CorrectBooks(account, false, "tampered"), operator(1));
    database.execute("update accounts set balance = balance - 5 where id = " + account);
    assertThat(
            merchant.does(new DecidePayChange(waiting.id(), Decision.CONFIRM, "yes"), operator(2)))
        .isInstanceOfSatisfying(
            ChangeFound.class,
            found -> assertThat(found.change().state()).isEqualTo(PendingChange.State.FAILED));
    assertThat(merchant.balance(uid, AccountKind.COIN)).isEqualTo("10");
  }

  @Test
  void theOperatorsTokenStartsAPassAndNobodyAppliesACorrectionAlone() {
    Caller token = Caller.of(Caller.Kind.OPERATOR, "audit-1").withAddress("127.0.0.1");
    assertThat(merchant.does(new AuditLedger(true), token)).isInstanceOf(AuditReport.class);
    await()
        .atMost(MAX_WAIT)
        .until(() -> !((AuditReport) merchant.does(new AuditLedger(false), token)).running());
  }

  private void corrects(long account, boolean keep) {
    ChangeWaiting waiting =
        (ChangeWaiting) merchant.does(new CorrectBooks(account, keep, "tampered"), operator(1));
    assertThat(
            merchant.does(new DecidePayChange(waiting.id(), Decision.CONFIRM, "yes"), operator(2)))
        .isInstanceOfSatisfying(
            ChangeFound.class,
            found -> assertThat(found.change().state()).isEqualTo(PendingChange.State.APPLIED));
  }

  private void awaitRight(long account) {
    await()
        .atMost(MAX_WAIT)
        .until(() -> !report().running() && of(account) == null && gauge("full") == 0);
  }

  private void starts() {
    assertThat(merchant.does(new StartAudit(), operator(1))).isEqualTo(new Outcome.Done());
    await().atMost(MAX_WAIT).until(() -> !report().running());
    assertThat(report().passes()).anyMatch(AuditPass::full);
  }

  private BooksDifference of(long account) {
    return report().differences().stream()
        .filter(difference -> difference.accountId() == account)
        .findFirst()
        .orElse(null);
  }

  private AuditReport report() {
    return (AuditReport) merchant.does(new ReadAuditReport(), operator(1));
  }

  private double gauge(String pass) {
    return meters.get("berth.audit.difference").tag("pass", pass).gauge().value();
  }

  private static Caller operator(long uid) {
    return Caller.of(Caller.Kind.CONSOLE, "operator-" + uid)
        .withUid(uid)
        .withPermissions(Set.of("OPERATE_READ", "OPERATE_MONEY", "OPERATE_APPROVE"));
  }

  private static long account(TestDatabase database, long uid) {
    return Long.parseLong(
        database
            .query("select id from accounts where kind = 'COIN' and owner = " + uid)
            .getFirst());
  }

  private static void remove(TestDatabase database, long account, long number) {
    database.execute(
        "delete from entries where account_id = " + account + " and number = " + number);
  }
}
