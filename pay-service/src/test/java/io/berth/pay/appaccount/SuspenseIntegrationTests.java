package io.berth.pay.appaccount;

import static io.berth.pay.Merchant.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.AccountKind;
import io.berth.api.Outcome;
import io.berth.api.balance.StatementCommand.ReadStatement;
import io.berth.api.balance.StatementCommand.ReadStatementEntries;
import io.berth.api.balance.StatementOutcome.FormerAccount;
import io.berth.api.balance.StatementOutcome.Statement;
import io.berth.api.balance.StatementOutcome.StatementEntries;
import io.berth.api.balance.StatementOutcome.StatementEntry;
import io.berth.api.operator.OperatorPayCommand.DecideAdjustment;
import io.berth.api.operator.OperatorPayCommand.ReadSuspense;
import io.berth.api.operator.OperatorPayCommand.RequestAdjustment;
import io.berth.api.operator.OperatorPayCommand.Side;
import io.berth.api.operator.OperatorPayOutcome.Adjustment;
import io.berth.api.operator.OperatorPayOutcome.AdjustmentFound;
import io.berth.api.operator.OperatorPayOutcome.AdjustmentState;
import io.berth.api.operator.OperatorPayOutcome.Suspense;
import io.berth.api.operator.OperatorPayOutcome.SuspenseAccount;
import io.berth.api.operator.OperatorPayOutcome.SuspenseApp;
import io.berth.pay.FakeApps;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.pay.ledger.Account;
import io.berth.pay.ledger.Ledger;
import io.berth.pay.ledger.LedgerTransaction;
import io.berth.pay.ledger.Posting;
import io.berth.pay.ledger.Purpose;
import io.berth.test.postgres.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** After a migration: what nobody could tell apart is assigned, and old statements are read. */
@PayServiceTest
class SuspenseIntegrationTests {
  private static final long OLIVIA = 8_000_000;
  private static final long OSCAR = 8_000_001;

  @Autowired Merchant merchant;
  @Autowired Ledger ledger;

  private long former;
  private Instant until;

  @BeforeEach
  void migrated(TestDatabase database) {
    merchant.opens();
    former = merchant.player("40");
    until = Instant.now();
    database.execute(
        """
        insert into former_accounts (app_id, former_uid, uid, shared, until)
        values ('testapp', %s, %s, true, clock_timestamp())
        """
            .formatted(former, FakeApps.ADMIN));
    ledger
        .post(
            new LedgerTransaction(
                new LedgerTransaction.Target.InternalTransfer(
                    "migration/suspense/" + former + "/usdt/coin",
                    Purpose.of(Purpose.Type.MIGRATION)),
                null,
                null,
                List.of(
                    new Posting(
                        Account.of(former, AccountKind.COIN),
                        Account.suspense(former),
                        new BigDecimal("30"),
                        1)),
                "request-1"))
        .block(Duration.ofSeconds(20));
  }

  /** Other classes' apps have no former account. */
  @AfterEach
  void forget(TestDatabase database) {
    database.execute("delete from former_accounts");
  }

  private Outcome assign(long uid, String amount) {
    return merchant.does(
        new RequestAdjustment(
            UUID.randomUUID().toString(),
            Side.ASSIGN,
            uid,
            AccountKind.COIN,
            "usdt",
            new BigDecimal(amount),
            "its invoice says so"),
        person(OLIVIA));
  }

  private Adjustment approved(long uid, String amount) {
    Adjustment waiting = ((AdjustmentFound) assign(uid, amount)).adjustment();
    assertThat(waiting.state()).as("however little it is worth").isEqualTo(AdjustmentState.WAITING);
    assertThat(merchant.does(new DecideAdjustment(waiting.id(), true, "mine"), person(OLIVIA)))
        .isEqualTo(Outcome.Invalid.of("id", "own"));
    Outcome decided =
        merchant.does(new DecideAdjustment(waiting.id(), true, "right"), person(OSCAR));
    return ((AdjustmentFound) decided).adjustment();
  }

  private List<SuspenseAccount> suspense() {
    return ((Suspense) merchant.does(new ReadSuspense(), person(OLIVIA)))
        .accounts().stream().filter(account -> account.formerUid() == former).toList();
  }

  @Test
  void anotherOperatorApprovesToWhomItGoes() {
    assertThat(suspense())
        .containsExactly(
            new SuspenseAccount(
                former,
                "usdt",
                new BigDecimal("30"),
                List.of(new SuspenseApp(Merchant.APP, FakeApps.ADMIN))));
    BigDecimal before = merchant.balance(FakeApps.ADMIN, AccountKind.COIN);

    assertThat(approved(FakeApps.ADMIN, "20").state()).isEqualTo(AdjustmentState.POSTED);
    assertThat(merchant.balance(FakeApps.ADMIN, AccountKind.COIN))
        .isEqualByComparingTo(before.add(new BigDecimal("20")));
    assertThat(approved(former, "11").state())
        .as("more than there is")
        .isEqualTo(AdjustmentState.REFUSED);
    assertThat(approved(former, "10").state()).isEqualTo(AdjustmentState.POSTED);

    assertThat(merchant.balance(former, AccountKind.COIN)).isEqualByComparingTo("20");
    assertThat(suspense()).isEmpty();
  }

  @Test
  void itGoesToNobodyWhoseItCannotBe() {
    assertThat(assign(merchant.player("0"), "1"))
        .isEqualTo(Outcome.Invalid.of("uid", "no-suspense"));
    assertThat(suspense()).hasSize(1);
  }

  @Test
  void theStatementOfBeforeIsReadableUpToTheMoveAndNotBeyond() {
    Instant from = until.minus(Duration.ofHours(1));
    Instant to = Instant.now().plus(Duration.ofHours(1));
    LocalDate first = LocalDate.now(ZoneOffset.UTC).minusDays(2);
    LocalDate last = first.plusDays(4);
    Statement now = (Statement) merchant.does(new ReadStatement(first, last), person(OLIVIA));
    assertThat(now.former()).isNotNull().extracting(FormerAccount::shared).isEqualTo(true);

    Statement before =
        (Statement) merchant.does(new ReadStatement(first, last, true), person(OLIVIA));
    assertThat(before.lines())
        .filteredOn(line -> line.account() == AccountKind.COIN)
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.closing()).isEqualByComparingTo("40");
              assertThat(line.entries()).isOne();
            });
    StatementEntries entries =
        (StatementEntries)
            merchant.does(
                new ReadStatementEntries(
                    AccountKind.COIN, "usdt", from, to, 0, Long.MAX_VALUE, 100, true),
                person(OLIVIA));
    assertThat(entries.entries())
        .as("what the person did with the account afterwards is not told")
        .extracting(StatementEntry::what)
        .containsExactly("transfer");
  }

  @Test
  void anAppThatHadNoFormerAccountHasNoSuchStatement(TestDatabase database) {
    database.execute("delete from former_accounts");
    Statement none = (Statement) merchant.does(new ReadStatement(null, null, true), person(OLIVIA));
    assertThat(none.lines()).isEmpty();
    assertThat(none.former()).isNull();
  }
}
