package io.berth.pay.order;

import static io.berth.pay.Merchant.caller;
import static io.berth.pay.Merchant.order;
import static io.berth.pay.Merchant.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Subject;
import io.berth.api.Topics;
import io.berth.api.balance.BalanceCommand.ReadCoins;
import io.berth.api.balance.BalanceOutcome;
import io.berth.api.balance.CoinReference;
import io.berth.api.delivery.DeliveryEvent;
import io.berth.api.order.Order;
import io.berth.api.order.OrderStatus;
import io.berth.api.order.PaymentCommand.ConfirmPrepayment;
import io.berth.api.order.PaymentCommand.PayUserOnce;
import io.berth.api.order.PaymentCommand.PrepayOnce;
import io.berth.api.order.PaymentCommand.ReadTransfer;
import io.berth.api.order.PaymentOutcome;
import io.berth.pay.FakeApps;
import io.berth.pay.FakeDid;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.service.json.BerthJson;
import io.berth.service.kafka.follower.TopicFollower;
import io.berth.test.kafka.TestKafka;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

@PayServiceTest
class OnceOrdersIntegrationTests {

  private static final CoinReference USDT = new CoinReference.Id(1);

  @Autowired Merchant merchant;
  @Autowired FakeDid did;
  @Autowired Orders orders;

  @Autowired
  @Qualifier("firstCallbackFollower")
  TopicFollower deliveries;

  @BeforeEach
  void open() {
    merchant.opens();
  }

  private Outcome prepays(String tradeNo, long uid, String amount, long seconds) {
    return merchant.does(
        new PrepayOnce(
            tradeNo,
            USDT,
            new BigDecimal(amount),
            "xyz",
            "wenjing.com/back.php",
            seconds,
            Map.of("server_uri", "wenjing.com/pay.php")),
        caller(Caller.Kind.CLIENT, uid));
  }

  private Outcome confirms(Order order, long uid, String password) {
    return merchant.does(
        new ConfirmPrepayment(order.id(), order.tradeNo(), Long.toString(uid), password),
        caller(Caller.Kind.CLIENT, null));
  }

  private Outcome paysOut(String tradeNo, long uid, String amount, String password) {
    return merchant.does(
        new PayUserOnce(
            tradeNo,
            new Subject.Uid(uid),
            USDT,
            new BigDecimal(amount),
            password,
            Map.of("server_uri", "wenjing.com/pay.php")));
  }

  @Test
  void aPrepaymentIsSettledBySessionAndPayPassword() {
    long uid = merchant.player("10");
    Order pending = order(prepays("once_1", uid, "4", 180));
    assertThat(pending.status()).isEqualTo(OrderStatus.PENDING);
    assertThat(pending.uid()).isEqualTo(uid);
    assertThat(refusal(confirms(pending, uid, "wrong"))).isEqualTo(ErrorCode.PAY_PASSWORD_WRONG);
    Order paid = order(confirms(pending, uid, FakeDid.PASSWORD));
    assertThat(paid.status()).isEqualTo(OrderStatus.PAID);
    assertThat(paid.cut()).isEqualByComparingTo("0.04");
    assertThat(merchant.balance(uid, AccountKind.COIN)).isEqualByComparingTo("6");
    assertThat(refusal(confirms(pending, uid, FakeDid.PASSWORD)))
        .isEqualTo(ErrorCode.ORDER_FINISHED);
  }

  @Test
  void nobodyElseSettlesIt() {
    long uid = merchant.player("10");
    long other = merchant.player("10");
    Order pending = order(prepays("once_2", uid, "4", 180));
    assertThat(refusal(confirms(pending, other, FakeDid.PASSWORD)))
        .isEqualTo(ErrorCode.NO_PERMISSION);
    assertThat(refusal(confirms(pending, 42, FakeDid.PASSWORD)))
        .isEqualTo(ErrorCode.SESSION_UNKNOWN);
    ConfirmPrepayment wrongNumber =
        new ConfirmPrepayment(pending.id(), "another", Long.toString(uid), FakeDid.PASSWORD);
    assertThat(refusal(merchant.does(wrongNumber, caller(Caller.Kind.CLIENT, null))))
        .isEqualTo(ErrorCode.ORDER_UNKNOWN);
    Caller server = caller(Caller.Kind.SERVER, null);
    assertThat(
            refusal(
                merchant.does(
                    new ConfirmPrepayment(
                        pending.id(), "once_2", Long.toString(uid), FakeDid.PASSWORD),
                    server)))
        .isEqualTo(ErrorCode.NO_PERMISSION);
    assertThat(Objects.requireNonNull(orders.byId(pending.id()).block()).order().status())
        .isEqualTo(OrderStatus.PENDING);
  }

  @Test
  void anOrdinaryPrepaymentIsNotSettledThatWay() {
    long uid = merchant.player("10");
    Outcome prepaid = merchant.does(merchant.prepay("once_ordinary", "4"));
    long id = ((PaymentOutcome.Prepaid) prepaid).orderId();
    ConfirmPrepayment confirm =
        new ConfirmPrepayment(id, "once_ordinary", Long.toString(uid), FakeDid.PASSWORD);
    assertThat(refusal(merchant.does(confirm, caller(Caller.Kind.CLIENT, null))))
        .isEqualTo(ErrorCode.NO_PERMISSION);
  }

  @Test
  void aNumberIsGoodOnceWhateverBecameOfItsOrder() {
    long uid = merchant.player("10");
    Order pending = order(prepays("once_3", uid, "4", 1));
    assertThat(refusal(prepays("once_3", uid, "4", 1))).isEqualTo(ErrorCode.ORDER_EXISTS);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> merchant.order("once_3").status() == OrderStatus.EXPIRED);
    assertThat(refusal(confirms(pending, uid, FakeDid.PASSWORD)))
        .isEqualTo(ErrorCode.ORDER_EXPIRED);
    assertThat(refusal(prepays("once_3", uid, "4", 180))).isEqualTo(ErrorCode.ORDER_EXISTS);
    assertThat(refusal(paysOut("once_3", uid, "1", FakeDid.PASSWORD)))
        .isEqualTo(ErrorCode.ORDER_EXISTS);
  }

  @Test
  void aPrepaymentIsRefusedWhereItCouldNotBePaid() {
    long uid = merchant.player("1");
    Order pending = order(prepays("once_4", uid, "4", 180));
    assertThat(refusal(confirms(pending, uid, FakeDid.PASSWORD)))
        .isEqualTo(ErrorCode.BALANCE_TOO_LOW);
    assertThat(refusal(prepays("once_5", FakeApps.ADMIN, "1", 180)))
        .isEqualTo(ErrorCode.PAYER_IS_PAYEE);
    assertThat(refusal(prepays("once_5", uid, "0.0000001", 180)))
        .isEqualTo(ErrorCode.BAD_PARAMETER);
    assertThat(refusal(prepays("once_5", uid, "1", 0))).isEqualTo(ErrorCode.BAD_PARAMETER);
    merchant.changes(FakeApps.with(FakeApps.app(Merchant.APP), Set.of(1, 6), Map.of()));
    assertThat(refusal(prepays("once_5", uid, "1", 180))).isEqualTo(ErrorCode.APP_MAY_NOT_PAY);
  }

  @Test
  void aPayoutShowsTheResponseToTheFirstCallback(TestKafka kafka) {
    await().atMost(Duration.ofSeconds(30)).until(deliveries::inSync);
    long uid = merchant.player("0");
    CompletableFuture<Outcome> payout =
        CompletableFuture.supplyAsync(() -> paysOut("once_6", uid, "2", FakeDid.PASSWORD));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> orders.isUsed(Merchant.APP, "once_6").block());
    long id = merchant.order("once_6").id();
    tell(kafka, id, id + "-2", 1, 500);
    tell(kafka, id, id + "-1", 1, 418);
    tell(kafka, id, id + "-1", 2, 200);
    PaymentOutcome.PaidOut paid = (PaymentOutcome.PaidOut) payout.join();
    assertThat(paid.callbackStatus()).isEqualTo(418);
    assertThat(paid.order().status()).isEqualTo(OrderStatus.PAID);
    assertThat(merchant.balance(uid, AccountKind.COIN)).isEqualByComparingTo("2");
  }

  @Test
  void aPayoutDoesNotWaitForEver() {
    long uid = merchant.player("0");
    Instant before = Instant.now();
    PaymentOutcome.PaidOut paid =
        (PaymentOutcome.PaidOut) paysOut("once_7", uid, "2", FakeDid.PASSWORD);
    assertThat(paid.callbackStatus()).isZero();
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(30));
    assertThat(refusal(paysOut("once_7", uid, "2", FakeDid.PASSWORD)))
        .isEqualTo(ErrorCode.ORDER_EXISTS);
  }

  @Test
  void aPayoutTakesTheAdminAccountsPayPassword() {
    long uid = merchant.player("0");
    assertThat(refusal(paysOut("once_8", uid, "2", "wrong")))
        .isEqualTo(ErrorCode.PAY_PASSWORD_WRONG);
    did.hasPayPassword = false;
    assertThat(refusal(paysOut("once_8", uid, "2", FakeDid.PASSWORD)))
        .isEqualTo(ErrorCode.PAY_PASSWORD_UNSET);
    assertThat(merchant.balance(uid, AccountKind.COIN)).isEqualByComparingTo("0");
  }

  private static void tell(TestKafka kafka, long orderId, String eventId, int attempt, int status) {
    kafka.send(
        Topics.DELIVERIES,
        Long.toString(orderId),
        BerthJson.mapper()
            .writeValueAsString(
                new DeliveryEvent(
                    eventId,
                    orderId,
                    Merchant.APP,
                    attempt,
                    status,
                    status == 200,
                    Instant.now(),
                    "r")));
  }

  @Test
  void aTransferIsShownToItsParties() {
    long uid = merchant.player("10");
    Order pending = order(prepays("once_9", uid, "4", 180));
    ReadTransfer read = new ReadTransfer(pending.id());
    PaymentOutcome.Transfer transfer =
        (PaymentOutcome.Transfer) merchant.does(read, caller(Caller.Kind.CLIENT, uid));
    assertThat(transfer.from().uid()).isEqualTo(uid);
    assertThat(transfer.to().uid()).isEqualTo(FakeApps.ADMIN);
    assertThat(transfer.coin().code()).isEqualTo("usdt");
    assertThat(merchant.does(read, caller(Caller.Kind.CLIENT, FakeApps.ADMIN)))
        .isInstanceOf(PaymentOutcome.Transfer.class);
    assertThat(refusal(merchant.does(read, caller(Caller.Kind.CLIENT, merchant.player("0")))))
        .isEqualTo(ErrorCode.NO_PERMISSION);
    assertThat(refusal(merchant.does(new ReadTransfer(1), caller(Caller.Kind.CLIENT, uid))))
        .isEqualTo(ErrorCode.ORDER_UNKNOWN);
  }

  @Test
  void coinsAreListedForAnybody() {
    Outcome coins = merchant.does(new ReadCoins(), caller(Caller.Kind.CLIENT, null));
    assertThat(((BalanceOutcome.Coins) coins).coins())
        .extracting(BalanceOutcome.CoinDetail::code)
        .containsAll(List.of("usdt", "gold", "btc"));
  }
}
