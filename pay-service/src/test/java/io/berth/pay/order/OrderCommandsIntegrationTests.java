package io.berth.pay.order;

import static io.berth.pay.Merchant.caller;
import static io.berth.pay.Merchant.order;
import static io.berth.pay.Merchant.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Subject;
import io.berth.api.balance.BalanceCommand.GiveOpeningBalance;
import io.berth.api.balance.BalanceCommand.PutCoin;
import io.berth.api.balance.BalanceCommand.ReadBalances;
import io.berth.api.balance.BalanceCommand.ReadPrices;
import io.berth.api.balance.BalanceOutcome;
import io.berth.api.balance.CoinReference;
import io.berth.api.launch.LaunchState;
import io.berth.api.order.Direction;
import io.berth.api.order.Order;
import io.berth.api.order.OrderReference;
import io.berth.api.order.OrderStatus;
import io.berth.api.order.PaymentCommand.ChargeOpenAccount;
import io.berth.api.order.PaymentCommand.PayUser;
import io.berth.api.order.PaymentCommand.Prepay;
import io.berth.api.order.PaymentCommand.ReadHistory;
import io.berth.api.order.PaymentCommand.ReadOrder;
import io.berth.api.order.PaymentCommand.RedoCallback;
import io.berth.api.order.PaymentOutcome;
import io.berth.pay.FakeApps;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.service.command.CommandDispatcher;
import io.berth.test.postgres.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@PayServiceTest
class OrderCommandsIntegrationTests {

  @Autowired Merchant merchant;
  @Autowired CommandDispatcher commands;
  @Autowired Orders orders;

  @BeforeEach
  void open() {
    merchant.opens();
  }

  @Test
  void paysAnyExistingUser() {
    long uid = merchant.player("0");
    Order paid = order(merchant.pays("payout_1", uid, "1.5"));
    assertThat(paid.direction()).isEqualTo(Direction.APP_TO_USER);
    assertThat(paid.status()).isEqualTo(OrderStatus.PAID);
    assertThat(paid.cut()).isEqualTo("0");
    assertThat(paid.openId()).isEqualTo(Merchant.openId(uid));
    assertThat(merchant.balance(uid, AccountKind.COIN)).isEqualTo("1.5");
    assertThat(merchant.order("payout_1")).isEqualTo(paid);
  }

  @Test
  void refusesPayoutsThatMayNotBe() {
    long uid = merchant.player("0");
    assertThat(refusal(merchant.pays("no", 42, "1"))).isEqualTo(ErrorCode.USER_UNKNOWN);
    assertThat(refusal(merchant.pays("no", FakeApps.ADMIN, "1")))
        .isEqualTo(ErrorCode.PAYER_IS_PAYEE);
    assertThat(refusal(merchant.pays("no", uid, "0.0000001"))).isEqualTo(ErrorCode.BAD_PARAMETER);
    assertThat(refusal(merchant.pays("no", uid, "0"))).isEqualTo(ErrorCode.BAD_PARAMETER);
    assertThat(refusal(merchant.pays("no", uid, "-1"))).isEqualTo(ErrorCode.BAD_PARAMETER);
    assertThat(refusal(merchant.pays("no", uid, "9000000"))).isEqualTo(ErrorCode.BALANCE_TOO_LOW);
    assertThat(refusal(merchant.does(payUser("no", uid, "btc", "1"))))
        .isEqualTo(ErrorCode.COIN_NOT_ALLOWED);
    assertThat(refusal(merchant.does(payUser("no", uid, "doge", "1"))))
        .isEqualTo(ErrorCode.COIN_UNKNOWN);
    assertThat(refusal(merchant.does(payUser("no", uid, "gold", "0.5"))))
        .isEqualTo(ErrorCode.BAD_PARAMETER);
    assertThat(
            refusal(
                merchant.does(payUser("no", uid, "usdt", "1"), caller(Caller.Kind.CLIENT, uid))))
        .isEqualTo(ErrorCode.NO_PERMISSION);
    merchant.changes(FakeApps.with(FakeApps.app(Merchant.APP), Set.of(1, 5), Map.of()));
    assertThat(refusal(merchant.pays("no", uid, "1"))).isEqualTo(ErrorCode.APP_MAY_NOT_PAY);
    merchant.changes(FakeApps.with(FakeApps.app(Merchant.APP), false, true, false));
    assertThat(refusal(merchant.pays("no", uid, "1"))).isEqualTo(ErrorCode.APP_DISABLED);
    merchant.changes(FakeApps.with(FakeApps.app(Merchant.APP), true, false, false));
    assertThat(refusal(merchant.pays("no", uid, "1"))).isEqualTo(ErrorCode.COMPANY_DISABLED);
    merchant.changes(FakeApps.app(Merchant.APP));
    assertThat(refusal(merchant.does(new ReadOrder(new OrderReference.TradeNo("no")))))
        .isEqualTo(ErrorCode.ORDER_UNKNOWN);
    assertThat(refusal(merchant.pays("no", uid, "1"))).isNull();
  }

  /** Payouts go on to whom an app no longer admits: it is their money. */
  @Test
  void chargesNobodyInTestAndThoseAloneWhomItAdmits() {
    long tester = merchant.player("10", 12);
    long other = merchant.player("10", 12);
    merchant.changes(FakeApps.with(FakeApps.app(Merchant.APP), LaunchState.IN_TEST, tester));
    assertThat(refusal(merchant.charges("grey_1", tester, "1")))
        .isEqualTo(ErrorCode.APP_MAY_NOT_PAY);
    merchant.changes(FakeApps.with(FakeApps.app(Merchant.APP), LaunchState.LIMITED, tester));
    assertThat(refusal(merchant.charges("grey_2", other, "1")))
        .isEqualTo(ErrorCode.APP_NOT_LAUNCHED);
    assertThat(refusal(merchant.charges("grey_3", tester, "1"))).isNull();
    assertThat(refusal(merchant.pays("grey_4", other, "1"))).isNull();
    merchant.changes(FakeApps.with(FakeApps.app(Merchant.APP), LaunchState.APPLIED, tester));
    assertThat(refusal(merchant.pays("grey_5", tester, "1"))).isEqualTo(ErrorCode.APP_NOT_LAUNCHED);
    merchant.changes(FakeApps.app(Merchant.APP));
  }

  @Test
  void keepsTheDailyLimit(TestDatabase database) {
    database.execute("delete from payout_totals");
    long uid = merchant.player("0");
    merchant.changes(
        FakeApps.with(
            FakeApps.app(Merchant.APP),
            FakeApps.ALL_SCOPES,
            Map.of("usdt", new BigDecimal("1000"))));
    assertThat(refusal(merchant.pays("limit_1", uid, "900"))).isNull();
    assertThat(refusal(merchant.pays("limit_2", uid, "101")))
        .isEqualTo(ErrorCode.DAILY_LIMIT_REACHED);
    assertThat(refusal(merchant.pays("limit_2", uid, "10"))).isNull();
  }

  @Test
  void chargesAnOpenAccountAndTakesItsCut() {
    long uid = merchant.player("10", 12);
    Order paid = order(merchant.charges("charge_1", uid, "1.23456"));
    assertThat(paid.cut()).isEqualTo("0.012345");
    assertThat(paid.account()).isEqualTo(AccountKind.OPEN);
    assertThat(paid.attributes()).containsEntry("scene", "shop");
    assertThat(merchant.balance(uid, AccountKind.OPEN)).isEqualTo("8.76544");
    assertThat(refusal(merchant.charges("charge_1", uid, "1.23456")))
        .isEqualTo(ErrorCode.ORDER_EXISTS);
    assertThat(refusal(merchant.charges("charge_2", merchant.player("10"), "1")))
        .isEqualTo(ErrorCode.GRANT_LACKS_SCOPE);
    ChargeOpenAccount wrongToken =
        new ChargeOpenAccount(
            "charge_3", new Subject.Uid(uid), "usdt", BigDecimal.ONE, "stolen", Map.of());
    assertThat(refusal(merchant.does(wrongToken))).isEqualTo(ErrorCode.PAY_TOKEN_INVALID);
  }

  @Test
  void returnsInPartsButNeverMore() {
    long uid = merchant.player("10", 12);
    merchant.charges("sold", uid, "3");
    Order third = order(merchant.returns("sold", "back_1", "0.3333333", null));
    assertThat(third.amount()).isEqualTo("0.999999");
    assertThat(third.returnOf()).isEqualTo("sold");
    assertThat(refusal(merchant.returns("sold", "back_1", null, "1")))
        .isEqualTo(ErrorCode.ORDER_EXISTS);
    assertThat(refusal(merchant.returns("sold", "back_2", null, "2.1")))
        .isEqualTo(ErrorCode.RETURN_EXCEEDS_ORDER);
    assertThat(refusal(merchant.returns("sold", "back_2", "1.1", null)))
        .isEqualTo(ErrorCode.BAD_PARAMETER);
    assertThat(refusal(merchant.returns("sold", "back_2", "0.5", "1")))
        .isEqualTo(ErrorCode.BAD_PARAMETER);
    assertThat(refusal(merchant.returns("unsold", "back_2", "1", null)))
        .isEqualTo(ErrorCode.ORDER_UNKNOWN);
    assertThat(refusal(merchant.returns("sold", "back_2", null, "2.000001"))).isNull();
    assertThat(merchant.balance(uid, AccountKind.OPEN)).isEqualTo("10");
    merchant.changes(FakeApps.with(FakeApps.app(Merchant.APP), true, true, true));
    assertThat(refusal(merchant.returns("sold", "reward", "1", null))).isNull();
    assertThat(merchant.balance(uid, AccountKind.OPEN)).isEqualTo("13");
  }

  @Test
  void givesThePendingOrderAgainToWhoAsksForTheSame() {
    PaymentOutcome.Prepaid first = prepaid(merchant.does(merchant.prepay("same", "5")));
    PaymentOutcome.Prepaid again = prepaid(merchant.does(merchant.prepay("same", "5.00")));
    assertThat(again.orderId()).isEqualTo(first.orderId());
    assertThat(again.expiresAt()).isEqualTo(first.expiresAt());
    assertThat(refusal(merchant.does(merchant.prepay("same", "6"))))
        .isEqualTo(ErrorCode.ORDER_EXISTS);
    assertThat(refusal(merchant.pays("same", merchant.player("0"), "5")))
        .isEqualTo(ErrorCode.ORDER_EXISTS);
    assertThat(merchant.order("same").status()).isEqualTo(OrderStatus.PENDING);
  }

  @Test
  void makesANewAttemptAfterCancellationOrExpiry(TestDatabase database) {
    PaymentOutcome.Prepaid first = prepaid(merchant.does(merchant.prepay("attempt", "5")));
    assertThat(orders.cancel(first.orderId(), "request-1").block(Duration.ofSeconds(10)))
        .isEqualTo(OrderStatus.CANCELLED);
    PaymentOutcome.Prepaid second = prepaid(merchant.does(merchant.prepay("attempt", "6")));
    assertThat(second.orderId()).isGreaterThan(first.orderId());
    database.execute(
        "update orders set expires_at = now() - interval '1 second' where id = "
            + second.orderId());
    PaymentOutcome.Prepaid third = prepaid(merchant.does(merchant.prepay("attempt", "7")));
    assertThat(third.orderId()).isGreaterThan(second.orderId());
    assertThat(
            order(merchant.does(new ReadOrder(new OrderReference.OrderId(second.orderId()))))
                .status())
        .isEqualTo(OrderStatus.EXPIRED);
    assertThat(database.query("select attempt from order_numbers where trade_no = 'attempt'"))
        .containsExactly("3");
  }

  @Test
  void letsOneOfManyEqualRequestsOpenTheOrder() {
    List<Outcome> outcomes =
        Objects.requireNonNull(
            Flux.range(0, 24)
                .flatMap(
                    i ->
                        Mono.defer(
                                () ->
                                    commands.handle(
                                        merchant.prepay("race", i % 2 == 0 ? "5" : "6"),
                                        caller(Caller.Kind.SERVER, null)))
                            .subscribeOn(Schedulers.parallel()),
                    24)
                .collectList()
                .block(Duration.ofSeconds(30)));
    Set<Long> ids =
        outcomes.stream()
            .filter(PaymentOutcome.Prepaid.class::isInstance)
            .map(outcome -> ((PaymentOutcome.Prepaid) outcome).orderId())
            .collect(java.util.stream.Collectors.toSet());
    assertThat(ids).hasSize(1);
    assertThat(outcomes).filteredOn(o -> refusal(o) == ErrorCode.ORDER_EXISTS).hasSize(12);
  }

  @Test
  void refusesPrepaymentsThatMayNotBe() {
    Prepay good = merchant.prepay("prepay_no", "5");
    assertThat(refusal(merchant.does(withRedirect(good, "http://127.0.0.1:5500/evil/"))))
        .isEqualTo(ErrorCode.REDIRECT_NOT_REGISTERED);
    assertThat(
            refusal(merchant.does(withRedirect(good, "http://127.0.0.1:5500@evil/demo/webapp/"))))
        .isEqualTo(ErrorCode.REDIRECT_NOT_REGISTERED);
    assertThat(refusal(merchant.does(withPayer(good, new Subject.OpenId("nobody")))))
        .isEqualTo(ErrorCode.OPEN_ID_UNKNOWN);
    assertThat(refusal(merchant.does(withPayer(good, new Subject.Uid(FakeApps.ADMIN)))))
        .isEqualTo(ErrorCode.PAYER_IS_PAYEE);
    long uid = merchant.player("0");
    assertThat(
            refusal(
                merchant.does(
                    withPayer(good, new Subject.OpenIdAndUid(Merchant.openId(uid), uid + 1)))))
        .isEqualTo(ErrorCode.BAD_PARAMETER);
    assertThat(refusal(merchant.does(withPayer(good, new Subject.Uid(uid))))).isNull();
    assertThat(merchant.order("prepay_no").uid()).isEqualTo(uid);
  }

  @Test
  void showsBalancesOfEveryCoinTheAppMayUse() {
    long uid = merchant.player("7", 7);
    ReadBalances read = new ReadBalances(new Subject.Uid(uid), AccountKind.COIN, null);
    assertThat(((BalanceOutcome.Balances) merchant.does(read)).balances())
        .extracting(BalanceOutcome.Balance::coin, BalanceOutcome.Balance::total)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("usdt", new BigDecimal("7")),
            org.assertj.core.groups.Tuple.tuple("gold", BigDecimal.ZERO));
    assertThat(
            refusal(merchant.does(new ReadBalances(new Subject.Uid(uid), AccountKind.OPEN, null))))
        .isEqualTo(ErrorCode.GRANT_LACKS_SCOPE);
    assertThat(
            refusal(
                merchant.does(
                    new ReadBalances(
                        new Subject.Admin(),
                        AccountKind.OPEN,
                        new CoinReference.CodeAndId("usdt", 2)))))
        .isEqualTo(ErrorCode.BAD_PARAMETER);
    assertThat(
            ((BalanceOutcome.Balances)
                    merchant.does(
                        new ReadBalances(
                            new Subject.Admin(), AccountKind.OPEN, new CoinReference.Id(1))))
                .balances())
        .hasSize(1);
    merchant.changes(FakeApps.with(FakeApps.app(Merchant.APP), Set.of(1, 5, 6), Map.of()));
    assertThat(refusal(merchant.does(read))).isEqualTo(ErrorCode.APP_LACKS_SCOPE);
  }

  @Test
  void listsTheNewestFirstAndKeepsClientsToTheirOwn() {
    long uid = merchant.player("0");
    long other = merchant.player("0");
    Instant before = order(merchant.pays("history_0", other, "1")).createdAt();
    IntStream.rangeClosed(1, 5).forEach(i -> merchant.pays("history_" + i, uid, "1"));
    PaymentOutcome.OrderPage page = page(history(new Subject.Uid(uid), before, 1, 2), server());
    assertThat(page.total()).isEqualTo(5);
    assertThat(page.orders()).extracting(Order::tradeNo).containsExactly("history_4", "history_3");
    PaymentOutcome.OrderPage own =
        page(history(new Subject.Uid(other), null, 0, 20), caller(Caller.Kind.CLIENT, uid));
    assertThat(own.total()).isEqualTo(5);
    assertThat(page(history(null, before, 0, 20), server()).total()).isEqualTo(6);
    assertThat(
            page(history(new Subject.Uid(uid), Instant.now().plusSeconds(60), 0, 20), server())
                .orders())
        .isEmpty();
    assertThat(refusal(merchant.does(history(null, null, 0, 21))))
        .isEqualTo(ErrorCode.BAD_PARAMETER);
    ReadOrder read = new ReadOrder(new OrderReference.TradeNo("history_0"));
    assertThat(refusal(merchant.does(read, caller(Caller.Kind.CLIENT, uid))))
        .isEqualTo(ErrorCode.ORDER_UNKNOWN);
    assertThat(refusal(merchant.does(read, caller(Caller.Kind.CLIENT, other)))).isNull();
  }

  @Test
  void namesPricesThatItKnows() {
    Outcome outcome =
        merchant.does(new ReadPrices(List.of("BTC_USDT", "GOLD_USDT", "BTC_CNY", "XYZ_USDT")));
    assertThat(outcome)
        .isEqualTo(
            new BalanceOutcome.Prices(
                List.of(new BalanceOutcome.Price("BTC_USDT", new BigDecimal("64000.5")))));
  }

  @Test
  void asksForTheCallbackAgain(TestDatabase database) {
    Order paid = order(merchant.pays("redo", merchant.player("0"), "1"));
    assertThat(merchant.does(new RedoCallback(new OrderReference.OrderId(paid.id()))))
        .isEqualTo(new Outcome.Done());
    assertThat(database.query("select kind from outbox where order_id = " + paid.id()))
        .containsExactlyInAnyOrder("SETTLED", "REDO");
  }

  @Test
  void leavesCoinsAndGiftsToOperators() {
    Caller server = server();
    assertThat(refusal(merchant.does(new PutCoin(9, "x", 2, null, null), server)))
        .isEqualTo(ErrorCode.NO_PERMISSION);
    assertThat(
            refusal(
                merchant.does(
                    new GiveOpeningBalance("x", 1, AccountKind.COIN, "usdt", BigDecimal.ONE),
                    server)))
        .isEqualTo(ErrorCode.NO_PERMISSION);
    Caller operator = caller(Caller.Kind.OPERATOR, null);
    assertThat(refusal(merchant.does(new PutCoin(1, "tether", 6, null, null), operator)))
        .isEqualTo(ErrorCode.BAD_PARAMETER);
    assertThat(refusal(merchant.does(new PutCoin(1, "usdt", 5, null, null), operator)))
        .isEqualTo(ErrorCode.BAD_PARAMETER);
  }

  private static Caller server() {
    return caller(Caller.Kind.SERVER, null);
  }

  private PaymentOutcome.OrderPage page(ReadHistory read, Caller caller) {
    return (PaymentOutcome.OrderPage) merchant.does(read, caller);
  }

  private static ReadHistory history(Subject user, Instant from, int offset, int limit) {
    return new ReadHistory(
        user, "usdt", Direction.APP_TO_USER, AccountKind.COIN, from, null, offset, limit);
  }

  private static PaymentOutcome.Prepaid prepaid(Outcome outcome) {
    assertThat(outcome).isInstanceOf(PaymentOutcome.Prepaid.class);
    return (PaymentOutcome.Prepaid) outcome;
  }

  private static PayUser payUser(String tradeNo, long uid, String coin, String amount) {
    return new PayUser(
        tradeNo, new Subject.Uid(uid), coin, new BigDecimal(amount), AccountKind.COIN, Map.of());
  }

  private static Prepay withRedirect(Prepay prepay, String redirect) {
    return new Prepay(
        prepay.tradeNo(),
        prepay.coin(),
        prepay.amount(),
        prepay.device(),
        prepay.state(),
        redirect,
        prepay.payer(),
        prepay.attributes());
  }

  private static Prepay withPayer(Prepay prepay, Subject payer) {
    return new Prepay(
        prepay.tradeNo(),
        prepay.coin(),
        prepay.amount(),
        prepay.device(),
        prepay.state(),
        prepay.redirectUrl(),
        payer,
        prepay.attributes());
  }
}
