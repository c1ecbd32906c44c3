package io.berth.pay.deposit;

import static io.berth.pay.Merchant.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.balance.BalanceCommand.GiveOpeningBalance;
import io.berth.api.change.ChangeOutcome.ChangeFound;
import io.berth.api.change.ChangeOutcome.ChangeWaiting;
import io.berth.api.change.PendingChange.Decision;
import io.berth.api.change.PendingChange.State;
import io.berth.api.deposit.DepositCommand.MoveDeposit;
import io.berth.api.deposit.DepositCommand.OperateDeposit;
import io.berth.api.deposit.DepositCommand.PayDeposit;
import io.berth.api.deposit.DepositOutcome.DepositFound;
import io.berth.api.deposit.DepositOutcome.DepositMove;
import io.berth.api.deposit.DepositOutcome.DepositMoveKind;
import io.berth.api.deposit.DepositOutcome.DepositMoveState;
import io.berth.api.launch.LaunchState;
import io.berth.api.operator.OperatorPayCommand.CloseApp;
import io.berth.api.operator.OperatorPayCommand.DecidePayChange;
import io.berth.dialect.api.App;
import io.berth.pay.FakeApps;
import io.berth.pay.FakeDid;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.test.postgres.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@PayServiceTest
class DepositIntegrationTests {
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final Duration MAX_WAIT = Duration.ofSeconds(30);
  private static final Outcome DONE = new Outcome.Done();

  @Autowired Merchant merchant;
  @Autowired FakeDid did;
  @Autowired DepositPosting posting;

  private final int number = NUMBERS.incrementAndGet();
  private final long olivia = 6_100_000 + number;
  private final long oscar = 7_100_000 + number;
  private App app;
  private long account;

  @BeforeEach
  void anAppWithMoney() {
    merchant.opens();
    app = FakeApps.app("deposit" + number);
    account = app.accounts().adminUid();
    did.users.put(account, "");
    merchant.changes(app);
    merchant.operator(
        new GiveOpeningBalance(
            "bootstrap/" + app.appId(), account, AccountKind.COIN, "usdt", new BigDecimal("100")));
  }

  private Outcome pays(String amount, String key) {
    Caller owner = person(5_100_000 + number).withApp(app.appId(), "dragonex");
    return merchant.does(new PayDeposit("usdt", new BigDecimal(amount), key), owner);
  }

  private Outcome moves(DepositMoveKind kind, String amount) {
    return merchant.does(
        new MoveDeposit(app.appId(), kind, "usdt", new BigDecimal(amount), "as agreed"),
        person(olivia));
  }

  private State confirms(Outcome waiting) {
    assertThat(waiting).isInstanceOf(ChangeWaiting.class);
    Outcome outcome =
        merchant.does(
            new DecidePayChange(((ChangeWaiting) waiting).id(), Decision.CONFIRM, "right"),
            person(oscar));
    return ((ChangeFound) outcome).change().state();
  }

  private DepositFound deposit() {
    return (DepositFound) merchant.does(new OperateDeposit(app.appId()), person(olivia));
  }

  private void isHeld(String amount) {
    await()
        .atMost(MAX_WAIT)
        .until(() -> did.deposits.get(app.appId()), new BigDecimal(amount)::equals);
    assertThat(deposit().held())
        .isEqualTo(amount.equals("0") ? Map.of() : Map.of("usdt", new BigDecimal(amount)));
  }

  private BigDecimal balance() {
    return merchant.balance(account, AccountKind.COIN);
  }

  @Test
  void aDepositIsPaidOnceDrawnOnAndReturnedByTwo() {
    String key = UUID.randomUUID().toString();
    assertThat(pays("60", key)).isEqualTo(DONE);
    assertThat(pays("60", key)).as("the same form again").isEqualTo(DONE);
    assertThat(pays("50", key)).isEqualTo(Invalid.of("key", "taken"));
    assertThat(balance()).isEqualByComparingTo("40");
    isHeld("60");
    assertThat(pays("40.000001", UUID.randomUUID().toString()))
        .isEqualTo(Invalid.of("amount", "over-balance"));
    assertThat(pays("0", UUID.randomUUID().toString()))
        .isEqualTo(Invalid.of("amount", "malformed"));

    assertThat(moves(DepositMoveKind.DRAW, "61")).isEqualTo(Invalid.of("amount", "over-deposit"));
    Outcome drawn = moves(DepositMoveKind.DRAW, "10");
    Outcome tooLate = moves(DepositMoveKind.DRAW, "55");
    assertThat(confirms(drawn)).isEqualTo(State.APPLIED);
    isHeld("50");
    assertThat(confirms(tooLate)).as("less is held by now").isEqualTo(State.FAILED);
    assertThat(balance()).isEqualByComparingTo("40");

    assertThat(confirms(moves(DepositMoveKind.RETURN, "50"))).isEqualTo(State.APPLIED);
    isHeld("0");
    assertThat(balance()).isEqualByComparingTo("90");
    assertThat(deposit().moves())
        .extracting(DepositMove::kind, DepositMove::state)
        .containsExactly(
            Tuple.tuple(DepositMoveKind.RETURN, DepositMoveState.POSTED),
            Tuple.tuple(DepositMoveKind.DRAW, DepositMoveState.POSTED),
            Tuple.tuple(DepositMoveKind.PAY_IN, DepositMoveState.REFUSED),
            Tuple.tuple(DepositMoveKind.PAY_IN, DepositMoveState.POSTED));
  }

  @Test
  void whatACrashInterruptedIsPostedOnceAndNotified(TestDatabase database) {
    database.execute(
        """
        insert into deposit_moves (app_id, owner, kind, coin_id, amount, key)
        select '%s', %s, 'PAY_IN', id, 30, '%s' from coins where code = 'usdt'
        """
            .formatted(app.appId(), account, UUID.randomUUID()));
    posting.round().block(MAX_WAIT);
    posting.round().block(MAX_WAIT);
    isHeld("30");
    assertThat(balance()).isEqualByComparingTo("70");
    assertThatThrownBy(
            () ->
                database.execute(
                    "update deposit_moves set state = 'REQUESTED' where app_id = '%s'"
                        .formatted(app.appId())))
        .hasStackTraceContaining("is POSTED");
  }

  @Test
  void aPaymentDoesNotWaitForDidService() {
    did.silent = true;
    try {
      assertThat(pays("30", UUID.randomUUID().toString())).isEqualTo(DONE);
    } finally {
      did.silent = false;
    }
    posting.round().block(MAX_WAIT);
    isHeld("30");
  }

  @Test
  void manyAtOnceAreCarriedOutInTurnAndOnlyTenADay() {
    List<Outcome> outcomes =
        Flux.range(0, 20)
            .flatMap(
                _ ->
                    Mono.fromCallable(() -> pays("1", UUID.randomUUID().toString()))
                        .subscribeOn(Schedulers.boundedElastic()),
                20)
            .collectList()
            .block(MAX_WAIT);
    assertThat(outcomes).filteredOn(DONE::equals).hasSize(10);
    assertThat(outcomes).filteredOn(Invalid.of("amount", "too-many")::equals).hasSize(10);
    isHeld("10");
    assertThat(balance()).isEqualByComparingTo("90");
  }

  @Test
  void anAppWithADepositIsNotClosed() {
    assertThat(pays("100", UUID.randomUUID().toString())).isEqualTo(DONE);
    merchant.changes(FakeApps.with(app, LaunchState.SUSPENDED));
    assertThat(merchant.does(new CloseApp(app.appId(), "it ends"), person(olivia)))
        .isEqualTo(Invalid.of("app", "has-deposit", "100 usdt"));
  }
}
