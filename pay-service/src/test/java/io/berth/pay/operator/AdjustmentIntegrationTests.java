package io.berth.pay.operator;

import static io.berth.pay.Merchant.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.api.AccountKind;
import io.berth.api.Outcome;
import io.berth.api.audit.AuditFilter;
import io.berth.api.audit.AuditOutcome.AuditEntry;
import io.berth.api.audit.AuditOutcome.AuditPage;
import io.berth.api.balance.BalanceCommand.GiveOpeningBalance;
import io.berth.api.balance.BalanceCommand.PutCoin;
import io.berth.api.launch.LaunchState;
import io.berth.api.operator.OperatorPayCommand.CloseApp;
import io.berth.api.operator.OperatorPayCommand.DecideAdjustment;
import io.berth.api.operator.OperatorPayCommand.ReadAdjustments;
import io.berth.api.operator.OperatorPayCommand.ReadBooks;
import io.berth.api.operator.OperatorPayCommand.ReadPayAudit;
import io.berth.api.operator.OperatorPayCommand.RequestAdjustment;
import io.berth.api.operator.OperatorPayCommand.SetCoin;
import io.berth.api.operator.OperatorPayCommand.Side;
import io.berth.api.operator.OperatorPayOutcome;
import io.berth.api.operator.OperatorPayOutcome.Adjustment;
import io.berth.api.operator.OperatorPayOutcome.AdjustmentFound;
import io.berth.api.operator.OperatorPayOutcome.AdjustmentState;
import io.berth.dialect.api.App;
import io.berth.pay.FakeApps;
import io.berth.pay.FakeDid;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.pay.appaccount.AppAccounts;
import io.berth.test.postgres.TestDatabase;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PayServiceTest
class AdjustmentIntegrationTests {
  private static final AtomicLong OPERATORS = new AtomicLong(5_000_000);

  @Autowired Merchant merchant;
  @Autowired AdjustmentRows rows;
  @Autowired FakeDid did;
  @Autowired AppAccounts accounts;

  private final long olivia = OPERATORS.incrementAndGet();
  private final long oscar = OPERATORS.incrementAndGet();

  @BeforeEach
  void open() {
    merchant.opens();
  }

  private static RequestAdjustment request(Side side, long uid, String amount) {
    return new RequestAdjustment(
        UUID.randomUUID().toString(),
        side,
        uid,
        AccountKind.COIN,
        "usdt",
        new BigDecimal(amount),
        "a test");
  }

  private Adjustment asks(long operator, RequestAdjustment request) {
    return ((AdjustmentFound) merchant.does(request, person(operator))).adjustment();
  }

  private Outcome decides(long operator, long id, boolean approved) {
    return merchant.does(new DecideAdjustment(id, approved, "looked at it"), person(operator));
  }

  private String balance(long uid) {
    return merchant.balance(uid, AccountKind.COIN).toPlainString();
  }

  private List<String> actions(long id) {
    AuditFilter filter = new AuditFilter(null, null, null, "adjustment/" + id, null, 100);
    return ((AuditPage) merchant.does(new ReadPayAudit(filter), person(olivia)))
        .entries().stream().map(AuditEntry::action).toList().reversed();
  }

  @Test
  void postsASmallOneAtOnceAndWritesDownWhoAskedForIt() {
    long uid = merchant.player("10");
    Adjustment credit = asks(olivia, request(Side.CREDIT, uid, "2.5"));
    assertThat(credit.state()).isEqualTo(AdjustmentState.POSTED);
    assertThat(credit.transferId()).isNotNull();
    assertThat(balance(uid)).isEqualTo("12.5");
    Adjustment debit = asks(olivia, request(Side.DEBIT, uid, "12.5"));
    assertThat(debit.state()).isEqualTo(AdjustmentState.POSTED);
    assertThat(balance(uid)).isEqualTo("0");
    assertThat(actions(credit.id())).containsExactly("adjustment.request", "adjustment.post");
  }

  @Test
  void anAppIsClosedOnceItsMoneyIsElsewhere() {
    App live = FakeApps.app("closing");
    long uid = live.accounts().adminUid();
    did.users.put(uid, "");
    CloseApp close = new CloseApp(live.appId(), "it ends");
    merchant.changes(live);
    assertThat(merchant.does(close, person(olivia)))
        .isEqualTo(Outcome.Invalid.of("state", "not-allowed"));
    merchant.changes(FakeApps.with(live, LaunchState.SUSPENDED));
    merchant.operator(
        new GiveOpeningBalance(
            "bootstrap/closing", uid, AccountKind.OPEN, "usdt", new BigDecimal("2.5")));
    assertThat(merchant.does(close, person(olivia)))
        .isEqualTo(Outcome.Invalid.of("app", "has-money", "2.5 usdt"));
    assertThat(did.closed).isEmpty();
    RequestAdjustment debit =
        new RequestAdjustment(
            UUID.randomUUID().toString(),
            Side.DEBIT,
            uid,
            AccountKind.OPEN,
            "usdt",
            new BigDecimal("2.5"),
            "to its owner");
    assertThat(asks(olivia, debit).state()).isEqualTo(AdjustmentState.POSTED);
    assertThat(merchant.does(close, person(olivia))).isEqualTo(new Outcome.Done());
    assertThat(did.closed)
        .singleElement()
        .satisfies(
            closed -> {
              assertThat(closed.app()).isEqualTo("closing");
              assertThat(closed.operator()).isEqualTo(olivia);
              assertThat(closed.reason()).isEqualTo("it ends");
            });
    accounts.ready(live).block(Duration.ofSeconds(10));
    merchant.changes(FakeApps.with(live, LaunchState.CLOSED));
    assertThat(merchant.does(request(Side.CREDIT, uid, "1"), person(olivia)))
        .isEqualTo(Outcome.Invalid.of("uid", "closed-app", "closing"));
  }

  @Test
  void theAuditLogOfAUserHasTheirCreditsDebitsAndGiftsAndNobodyElses() {
    long uid = merchant.player("0");
    merchant.operator(
        new GiveOpeningBalance(
            "bootstrap/of-" + uid, uid, AccountKind.COIN, "usdt", BigDecimal.TEN));
    Adjustment credit = asks(olivia, request(Side.CREDIT, uid, "2.5"));
    Adjustment debit = asks(olivia, request(Side.DEBIT, uid, "1"));
    asks(olivia, request(Side.CREDIT, merchant.player("0"), "1"));
    AuditFilter filter = new AuditFilter(null, null, null, "user/" + uid, null, 100);
    List<AuditEntry> entries =
        ((AuditPage) merchant.does(new ReadPayAudit(filter), person(oscar))).entries();
    assertThat(entries)
        .extracting(AuditEntry::object)
        .containsOnly(
            "gift/bootstrap/of-" + uid, "adjustment/" + credit.id(), "adjustment/" + debit.id());
    assertThat(entries)
        .extracting(AuditEntry::action)
        .contains("balance.give", "adjustment.request", "adjustment.post");
  }

  @Test
  void whatIsWorthMoreWaitsForAnotherOperatorAndIsPostedOnce() {
    long uid = merchant.player("0");
    Adjustment waiting = asks(olivia, request(Side.CREDIT, uid, "100.000001"));
    assertThat(waiting.state()).isEqualTo(AdjustmentState.WAITING);
    assertThat(decides(olivia, waiting.id(), true)).isEqualTo(Outcome.Invalid.of("id", "own"));
    assertThat(merchant.does(new ReadAdjustments(true, null), person(oscar)))
        .isInstanceOfSatisfying(
            OperatorPayOutcome.Adjustments.class,
            all -> assertThat(all.adjustments()).contains(waiting));
    assertThat(balance(uid)).isEqualTo("0");

    List<CompletableFuture<Outcome>> decisions =
        IntStream.range(0, 6)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> decides(i % 2 == 0 ? oscar : oscar + 1000, waiting.id(), true)))
            .toList();
    Stream<Outcome> outcomes = decisions.stream().map(CompletableFuture::join);
    assertThat(outcomes.filter(AdjustmentFound.class::isInstance)).hasSize(1);
    assertThat(balance(uid)).isEqualTo("100.000001");
    assertThat(actions(waiting.id()))
        .containsExactly("adjustment.request", "adjustment.approve", "adjustment.post");
    assertThat(decides(oscar, waiting.id(), false)).isEqualTo(Outcome.Invalid.of("id", "decided"));
  }

  @Test
  void manySmallOnesOfADayCountTogether() {
    long uid = merchant.player("0");
    assertThat(asks(olivia, request(Side.CREDIT, uid, "60")).state())
        .isEqualTo(AdjustmentState.POSTED);
    assertThat(asks(olivia, request(Side.CREDIT, uid, "40")).state())
        .isEqualTo(AdjustmentState.POSTED);
    assertThat(asks(olivia, request(Side.CREDIT, uid, "0.000001")).state())
        .isEqualTo(AdjustmentState.WAITING);
    assertThat(asks(oscar, request(Side.CREDIT, uid, "1")).state())
        .isEqualTo(AdjustmentState.POSTED);
  }

  @Test
  void aCoinWithoutAPriceAlwaysTakesApproval() {
    long uid = merchant.player("0");
    RequestAdjustment gold =
        new RequestAdjustment(
            UUID.randomUUID().toString(),
            Side.CREDIT,
            uid,
            AccountKind.OPEN,
            "gold",
            BigDecimal.ONE,
            "gold");
    Adjustment waiting = asks(olivia, gold);
    assertThat(waiting.state()).isEqualTo(AdjustmentState.WAITING);
    assertThat(decides(oscar, waiting.id(), false))
        .isInstanceOfSatisfying(
            AdjustmentFound.class,
            found -> assertThat(found.adjustment().state()).isEqualTo(AdjustmentState.REJECTED));
  }

  @Test
  void nothingGoesBelowZero() {
    long uid = merchant.player("10");
    Adjustment refused = asks(olivia, request(Side.DEBIT, uid, "10.000001"));
    assertThat(refused.state()).isEqualTo(AdjustmentState.REFUSED);
    assertThat(balance(uid)).isEqualTo("10");
    assertThat(actions(refused.id())).containsExactly("adjustment.request", "adjustment.refuse");
  }

  @Test
  void theSameFormSentTwiceIsOneRequest() {
    long uid = merchant.player("0");
    RequestAdjustment request = request(Side.CREDIT, uid, "7");
    List<CompletableFuture<Adjustment>> sent =
        IntStream.range(0, 4)
            .mapToObj(_ -> CompletableFuture.supplyAsync(() -> asks(olivia, request)))
            .toList();
    assertThat(sent.stream().map(CompletableFuture::join).map(Adjustment::id).distinct())
        .hasSize(1);
    assertThat(balance(uid)).isEqualTo("7");
    RequestAdjustment other =
        new RequestAdjustment(
            request.key(),
            Side.CREDIT,
            uid,
            AccountKind.COIN,
            "usdt",
            BigDecimal.TEN,
            "another under the same key");
    assertThat(merchant.does(other, person(olivia))).isEqualTo(Outcome.Invalid.of("key", "taken"));
  }

  @Test
  void refusesWhatIsNoAmountOrHasNoReasonOrNobody() {
    long uid = merchant.player("0");
    for (String amount : List.of("0", "-1", "0.0000001")) {
      assertThat(merchant.does(request(Side.CREDIT, uid, amount), person(olivia)))
          .isEqualTo(Outcome.Invalid.of("amount", "malformed"));
    }
    assertThat(merchant.does(request(Side.CREDIT, 42, "1"), person(olivia)))
        .isEqualTo(Outcome.Invalid.of("uid", "unknown"));
    RequestAdjustment silent =
        new RequestAdjustment(
            "silent", Side.CREDIT, uid, AccountKind.COIN, "usdt", BigDecimal.ONE, " ");
    assertThat(merchant.does(silent, person(olivia)))
        .isEqualTo(Outcome.Invalid.of("reason", "missing"));
  }

  @Test
  void whatACrashKeptFromBeingPostedIsPostedLater(TestDatabase database) {
    long uid = merchant.player("0");
    Adjustment waiting = asks(olivia, request(Side.CREDIT, uid, "500"));
    database.execute(
        String.format(
            Locale.ROOT,
            "update adjustments set state = 'APPROVED', decided_by = %d, decided_at = now() where id = %d",
            oscar,
            waiting.id()));
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(20))
        .until(() -> balance(uid).equals("500"));
    // The ledger had posted, only the row did not say so yet.
    database.execute(
        "update adjustments set state = 'APPROVED', transfer_id = null where id = " + waiting.id());
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(20))
        .until(() -> rows.find(waiting.id()).block().state() == AdjustmentState.POSTED);
    assertThat(balance(uid)).isEqualTo("500");
  }

  @Test
  void theServiceCannotRewriteWhatWasDone(TestDatabase database) throws SQLException {
    long uid = merchant.player("0");
    asks(olivia, request(Side.CREDIT, uid, "1"));
    try (var connection = database.asApp();
        var statement = connection.createStatement()) {
      for (String sql :
          List.of(
              "update audit_log set reason = 'another'",
              "delete from audit_log",
              "truncate audit_log",
              "update adjustments set amount = 1000",
              "update adjustments set requested_by = 1",
              "delete from adjustments")) {
        assertThatThrownBy(() -> statement.execute(sql))
            .as(sql)
            .hasMessageContaining("permission denied");
      }
    }
  }

  @Test
  void coinsAndPricesAreChangedWithAReason() {
    SetCoin set = new SetCoin(77, "pearl", 3, new BigDecimal("1.25"), "Pearl", "listed");
    assertThat(merchant.does(set, person(olivia))).isEqualTo(new Outcome.Done());
    assertThat(
            merchant.does(
                new SetCoin(77, "pearl", 2, null, null, "fewer decimals"), person(olivia)))
        .isEqualTo(Outcome.Invalid.of("code", "conflict"));
    AuditFilter filter = new AuditFilter(null, null, olivia, "coin/pearl", null, 10);
    assertThat(((AuditPage) merchant.does(new ReadPayAudit(filter), person(oscar))).entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.details()).containsEntry("price_usdt", "1.25");
              assertThat(entry.reason()).isEqualTo("listed");
              assertThat(entry.actorUid()).isEqualTo(olivia);
            });
  }

  @Test
  void whatComesWithTheOperatorsTokenIsWrittenDownOnce() {
    PutCoin coin = new PutCoin(78, "coral", 2, new BigDecimal("0.5"), null);
    GiveOpeningBalance gift =
        new GiveOpeningBalance(
            "bootstrap/coral", merchant.player("0"), AccountKind.COIN, "coral", BigDecimal.TEN);
    for (int times = 0; times < 2; times++) {
      merchant.operator(coin);
      merchant.operator(gift);
    }
    assertThatThrownBy(() -> merchant.operator(new PutCoin(78, "other", 2, null, null)));
    for (String object : List.of("coin/coral", "gift/bootstrap/coral")) {
      AuditFilter filter = new AuditFilter(null, null, null, object, null, 10);
      assertThat(((AuditPage) merchant.does(new ReadPayAudit(filter), person(oscar))).entries())
          .singleElement()
          .satisfies(
              entry -> {
                assertThat(entry.actorUid()).isNull();
                assertThat(entry.tool()).isEqualTo(AuditEntry.TOKEN);
                assertThat(entry.details())
                    .containsAnyOf(Map.entry("decimals", "2"), Map.entry("amount", "10"));
              });
    }
  }

  @Test
  void tellsHowTheBooksAre() {
    asks(olivia, request(Side.CREDIT, merchant.player("0"), "5000"));
    assertThat(merchant.does(new ReadBooks(), person(olivia)))
        .isInstanceOfSatisfying(
            OperatorPayOutcome.Books.class,
            books -> {
              assertThat(books.approvalsWaiting()).isPositive();
              assertThat(books.approvalAboveUsdt()).isEqualByComparingTo("100");
            });
  }
}
