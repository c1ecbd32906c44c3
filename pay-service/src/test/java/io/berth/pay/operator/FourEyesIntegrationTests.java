package io.berth.pay.operator;

import static io.berth.pay.Merchant.person;
import static io.berth.pay.Merchant.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.balance.BalanceCommand.GiveOpeningBalance;
import io.berth.api.balance.BalanceCommand.PutCoin;
import io.berth.api.balance.BalanceOutcome;
import io.berth.api.change.ChangeOutcome.ChangeFound;
import io.berth.api.change.ChangeOutcome.ChangeWaiting;
import io.berth.api.change.ChangeOutcome.Changes;
import io.berth.api.change.PendingChange;
import io.berth.api.change.PendingChange.Decision;
import io.berth.api.change.PendingChange.Difference;
import io.berth.api.change.PendingChange.State;
import io.berth.api.operator.OperatorPayCommand.DecideAdjustment;
import io.berth.api.operator.OperatorPayCommand.DecidePayChange;
import io.berth.api.operator.OperatorPayCommand.ReadAllCoins;
import io.berth.api.operator.OperatorPayCommand.ReadPayChanges;
import io.berth.api.operator.OperatorPayCommand.RequestAdjustment;
import io.berth.api.operator.OperatorPayCommand.SetCoin;
import io.berth.api.operator.OperatorPayCommand.Side;
import io.berth.api.operator.OperatorPayOutcome.Adjustment;
import io.berth.api.operator.OperatorPayOutcome.AdjustmentFound;
import io.berth.api.operator.OperatorPayOutcome.AdjustmentState;
import io.berth.pay.FakeDid;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.service.change.PendingChanges;
import io.berth.test.postgres.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Prices and credits: every way around the second pair of eyes that somebody has tried. */
@PayServiceTest
class FourEyesIntegrationTests {
  private static final AtomicInteger NUMBERS = new AtomicInteger(500);
  private static final Duration MAX_WAIT = Duration.ofSeconds(30);

  @Autowired Merchant merchant;
  @Autowired FakeDid did;
  @Autowired AdjustmentRows rows;
  @Autowired PendingChanges changes;

  private final int number = NUMBERS.incrementAndGet();
  private final String coin = "coin" + number;
  private final long olivia = 6_000_000 + number;
  private final long oscar = 7_000_000 + number;

  @BeforeEach
  void open() {
    merchant.opens();
    merchant.operator(new PutCoin(number, coin, 6, BigDecimal.ONE, Map.of()));
  }

  @AfterEach
  void many() {
    did.operators.alone = false;
  }

  private Outcome sets(String price, Caller caller) {
    return merchant.does(
        caller.kind() == Caller.Kind.OPERATOR
            ? new PutCoin(number, coin, 6, new BigDecimal(price), null)
            : new SetCoin(number, coin, 6, new BigDecimal(price), null, "the market moves"),
        caller);
  }

  private void isSet(String price) {
    assertThat(sets(price, person(olivia))).isEqualTo(new Outcome.Done());
  }

  private long waits(Outcome outcome) {
    assertThat(outcome).isInstanceOf(ChangeWaiting.class);
    return ((ChangeWaiting) outcome).id();
  }

  private Outcome decides(long operator, long id, Decision decision) {
    return merchant.does(new DecidePayChange(id, decision, "looked at it"), person(operator));
  }

  private State confirms(long operator, long id) {
    Outcome outcome = decides(operator, id, Decision.CONFIRM);
    assertThat(outcome).isInstanceOf(ChangeFound.class);
    return ((ChangeFound) outcome).change().state();
  }

  private State state(long id) {
    return ((Changes) merchant.does(new ReadPayChanges(false, id + 1), person(olivia)))
        .changes()
        .getFirst()
        .state();
  }

  private String price() {
    return ((BalanceOutcome.Coins) merchant.does(new ReadAllCoins(), person(olivia)))
        .coins().stream()
            .filter(found -> found.id() == number)
            .findFirst()
            .map(found -> String.valueOf(found.priceUsdt()))
            .orElseThrow();
  }

  private RequestAdjustment credit(long uid, String amount) {
    return new RequestAdjustment(
        UUID.randomUUID().toString(),
        Side.CREDIT,
        uid,
        AccountKind.COIN,
        coin,
        new BigDecimal(amount),
        "a test");
  }

  private Adjustment asks(RequestAdjustment request) {
    return ((AdjustmentFound) merchant.does(request, person(olivia))).adjustment();
  }

  @Test
  void aPriceSetToNothingAndBackHidesNoCredit() {
    long nothing = waits(sets("0", person(olivia)));
    assertThat(price()).isEqualTo("1");
    assertThat(confirms(oscar, nothing)).isEqualTo(State.APPLIED);
    assertThat(price()).isEqualTo("0");
    long uid = merchant.player("0");
    assertThat(asks(credit(uid, "1000000")).state()).isEqualTo(AdjustmentState.WAITING);
    assertThat(asks(credit(uid, "100.000001")).state())
        .as("valued at the highest price of the week")
        .isEqualTo(AdjustmentState.WAITING);
    assertThat(asks(credit(uid, "99")).state()).isEqualTo(AdjustmentState.POSTED);
    waits(sets("1", person(olivia)));
  }

  @Test
  void aPriceOfAWeekAgoIsForgottenAndOneOfNothingIsNone(TestDatabase database) {
    confirms(oscar, waits(sets("0", person(olivia))));
    database.execute(
        """
        update coin_prices set until = until - interval '8 days', since = since - interval '9 days'
        where coin_id = COIN and until is not null
        """
            .replace("COIN", Integer.toString(number)));
    assertThat(asks(credit(merchant.player("0"), "0.01")).state())
        .isEqualTo(AdjustmentState.WAITING);
  }

  @Test
  void smallStepsCountTogetherWithinADay(TestDatabase database) {
    isSet("1.03");
    isSet("1.05");
    waits(sets("1.06", person(olivia)));
    isSet("1.00");
    waits(sets("0.99", person(olivia)));
    assertThat(price()).isEqualTo("1");
    database.execute(
        """
        update coin_prices set since = since - interval '25 hours',
          until = until - interval '25 hours' where coin_id = COIN
        """
            .replace("COIN", Integer.toString(number)));
    isSet("0.96");
    waits(sets("0.94", person(olivia)));
  }

  @Test
  void whatWasConfirmedBeginsANewMeasure() {
    assertThat(confirms(oscar, waits(sets("2", person(olivia))))).isEqualTo(State.APPLIED);
    isSet("2.1");
    waits(sets("2.11", person(olivia)));
    assertThat(price()).isEqualTo("2.1");
  }

  @Test
  void theFirstPriceOfACoinThatIsThereTakesTwo() {
    int id = NUMBERS.addAndGet(1000);
    merchant.operator(new PutCoin(id, "dust" + id, 2, null, null));
    SetCoin first = new SetCoin(id, "dust" + id, 2, new BigDecimal("0.000001"), null, "dust");
    waits(merchant.does(first, person(olivia)));
  }

  @Test
  void whoAskedConfirmsNothingAndNobodyWhoIsTooNew() {
    long waiting = waits(sets("2", person(olivia)));
    assertThat(decides(olivia, waiting, Decision.CONFIRM))
        .isEqualTo(Outcome.Invalid.of("id", "own"));
    did.operators.tooNew.add(oscar);
    assertThat(decides(oscar, waiting, Decision.CONFIRM))
        .isEqualTo(Outcome.Invalid.of("id", "too-new"));
    assertThat(decides(olivia, waiting, Decision.WITHDRAW)).isInstanceOf(ChangeFound.class);
    assertThat(decides(oscar + 100_000, waiting, Decision.CONFIRM))
        .isEqualTo(Outcome.Invalid.of("id", "decided"));
    assertThat(price()).isEqualTo("1");
  }

  @Test
  void theTokenChangesNoPriceMuchAndTellsTheOperators() {
    assertThat(sets("1.04", token())).isEqualTo(new Outcome.Done());
    long waiting = waits(sets("5", token()));
    assertThat(waits(sets("5", token()))).as("the file once more").isEqualTo(waiting);
    assertThat(price()).isEqualTo("1.04");
    await()
        .atMost(MAX_WAIT)
        .until(() -> did.operators.told.stream().anyMatch(told -> told.object().endsWith(coin)));
    PendingChange told =
        did.operators.told.stream().filter(t -> t.object().endsWith(coin)).findFirst().get();
    assertThat(told.differences()).containsExactly(new Difference("price_usdt", "1.04", "5"));
    assertThat(confirms(oscar, waiting)).isEqualTo(State.APPLIED);
    assertThat(price()).isEqualTo("5");
  }

  @Test
  void theTokenGivesMoneyToNewAccountsAlone() {
    long uid = merchant.player("0");
    assertThat(merchant.does(gift("a", uid), token())).isEqualTo(new Outcome.Done());
    assertThat(merchant.does(gift("a", uid), token())).isEqualTo(new Outcome.Done());
    // Another name for the same gift, and an account that was there before.
    long waiting = waits(merchant.does(gift("b", uid), token()));
    long old = merchant.player("0");
    did.operators.old.add(old);
    long another = waits(merchant.does(gift("c", old), token()));
    assertThat(balance(uid)).isEqualTo("1000000");
    assertThat(confirms(oscar, waiting)).isEqualTo(State.APPLIED);
    assertThat(balance(uid)).isEqualTo("2000000");
    assertThat(decides(oscar, another, Decision.REFUSE)).isInstanceOf(ChangeFound.class);
    assertThat(balance(old)).isEqualTo("0");
  }

  private GiveOpeningBalance gift(String name, long uid) {
    return new GiveOpeningBalance(
        "bootstrap/" + coin + "/" + name, uid, AccountKind.COIN, coin, new BigDecimal("1000000"));
  }

  private String balance(long uid) {
    Outcome found =
        merchant.does(
            new io.berth.api.operator.OperatorPayCommand.ReadUserBalances(uid), person(olivia));
    return ((io.berth.api.operator.OperatorPayOutcome.UserBalances) found)
        .balances().stream()
            .filter(balance -> balance.balance().coin().equals(coin))
            .findFirst()
            .map(balance -> balance.balance().total().toPlainString())
            .orElse("0");
  }

  @Test
  void aCreditToOneselfOrToOnesCompanyTakesTwo() {
    long colleague = merchant.player("0");
    did.users.put(olivia, "");
    did.operators.tied.add(colleague);
    for (long uid : List.of(olivia, colleague)) {
      Adjustment waiting = asks(credit(uid, "0.01"));
      assertThat(waiting.state()).isEqualTo(AdjustmentState.WAITING);
      assertThat(balance(uid)).isEqualTo("0");
    }
    assertThat(asks(credit(merchant.player("0"), "0.01")).state())
        .isEqualTo(AdjustmentState.POSTED);
  }

  @Test
  void aSingleOperatorsCreditWaitsADayAndCanBeWithdrawn(TestDatabase database) {
    did.operators.alone = true;
    long uid = merchant.player("0");
    Adjustment withdrawn = asks(credit(uid, "500"));
    assertThat(withdrawn.appliesAt()).isNotNull();
    assertThat(merchant.does(new DecideAdjustment(withdrawn.id(), true, "mine"), person(olivia)))
        .isEqualTo(Outcome.Invalid.of("id", "own"));
    assertThat(
            merchant.does(new DecideAdjustment(withdrawn.id(), false, "a mistake"), person(olivia)))
        .isInstanceOfSatisfying(
            AdjustmentFound.class,
            found -> assertThat(found.adjustment().state()).isEqualTo(AdjustmentState.WITHDRAWN));
    Adjustment waiting = asks(credit(uid, "700"));
    await()
        .atMost(MAX_WAIT)
        .until(
            () ->
                did.operators.told.stream().anyMatch(told -> told.object().equals("user/" + uid)));
    assertThat(balance(uid)).isEqualTo("0");
    aDayPasses(database, "adjustments");
    await()
        .atMost(MAX_WAIT)
        .until(
            () -> rows.find(waiting.id()).block(MAX_WAIT).state(), AdjustmentState.POSTED::equals);
    assertThat(balance(uid)).isEqualTo("700");
  }

  private static void aDayPasses(TestDatabase database, String table) {
    database.execute(
        """
        update TABLE set requested_at = requested_at - interval '25 hours',
          applies_at = applies_at - interval '25 hours' where state = 'WAITING'
        """
            .replace("TABLE", table));
  }

  @Test
  void aSingleOperatorsPriceWaitsADayUnlessTheyWereFrozen(TestDatabase database) {
    did.operators.alone = true;
    long waiting = waits(sets("2", person(olivia)));
    changes.round().block(MAX_WAIT);
    assertThat(price()).isEqualTo("1");
    aDayPasses(database, "pending_changes");
    await().atMost(MAX_WAIT).until(() -> price().equals("2"));

    long again = waits(sets("9", person(olivia)));
    did.operators.gone.add(olivia);
    aDayPasses(database, "pending_changes");
    await().atMost(MAX_WAIT).until(() -> state(again) == State.EXPIRED);
    assertThat(price()).isEqualTo("2");
    assertThat(waiting).isLessThan(again);
  }

  @Test
  void whoIsTooNewApprovesNoCredit() {
    Adjustment waiting = asks(credit(merchant.player("0"), "500"));
    did.operators.tooNew.add(oscar);
    assertThat(merchant.does(new DecideAdjustment(waiting.id(), true, "fine"), person(oscar)))
        .isEqualTo(Outcome.Invalid.of("id", "too-new"));
  }

  @Test
  void whatACrashKeptFromBeingDoneIsDoneLater(TestDatabase database) {
    long waiting = waits(sets("2", person(olivia)));
    database.execute(
        "update pending_changes set state = 'CONFIRMED', decided_by = "
            + oscar
            + " where id = "
            + waiting);
    await().atMost(MAX_WAIT).until(() -> price().equals("2"));
  }

  @Test
  void theServiceCannotRewritePricesOrProposals(TestDatabase database) throws Exception {
    waits(sets("2", person(olivia)));
    try (var connection = database.asApp();
        var statement = connection.createStatement()) {
      for (String sql :
          List.of(
              "update coin_prices set price_usdt = 0",
              "delete from coin_prices",
              "insert into coin_prices values (1, 0, now(), now())",
              "update pending_changes set command = '{}'",
              "update adjustments set applies_at = now()")) {
        assertThatThrownBy(() -> statement.execute(sql))
            .as(sql)
            .hasMessageContaining("permission denied");
      }
    }
  }
}
