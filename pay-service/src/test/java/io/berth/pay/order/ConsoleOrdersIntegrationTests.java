package io.berth.pay.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Permission;
import io.berth.api.TimeSpan;
import io.berth.api.order.Order;
import io.berth.api.order.OrderCommand.FindCompanyOrders;
import io.berth.api.order.OrderCommand.FindOrders;
import io.berth.api.order.OrderCommand.Kind;
import io.berth.api.order.OrderCommand.OrderSort;
import io.berth.api.order.OrderCommand.ReadOrderLife;
import io.berth.api.order.OrderCommand.SearchOrders;
import io.berth.api.order.OrderCommand.SortOrders;
import io.berth.api.order.OrderCommand.SortedPosition;
import io.berth.api.order.OrderCommand.SumOrders;
import io.berth.api.order.OrderOutcome.CoinSum;
import io.berth.api.order.OrderOutcome.OrderLife;
import io.berth.api.order.OrderOutcome.OrderList;
import io.berth.api.order.OrderOutcome.OrderSums;
import io.berth.api.order.OrderOutcome.Owner;
import io.berth.api.order.OrderOutcome.Posting;
import io.berth.api.order.OrderOutcome.SortedOrders;
import io.berth.api.order.OrderStatus;
import io.berth.pay.FakeApps;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.test.postgres.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Tests the console's view of an app's orders. */
@PayServiceTest
class ConsoleOrdersIntegrationTests {

  @Autowired Merchant merchant;

  private long player;

  @BeforeEach
  void open() {
    merchant.opens();
    player = merchant.player("100", 5, 12);
  }

  private static Caller person(String appId) {
    return Caller.of(Caller.Kind.CONSOLE, "request-1")
        .withApp(appId, null)
        .withUid(1L)
        .withSession("session")
        .withPermissions(Set.of(Permission.ORDER_READ.name(), Permission.MONEY_READ.name()))
        .withAddress("127.0.0.1");
  }

  private Outcome asks(Command command) {
    return merchant.does(command, person(Merchant.APP));
  }

  private OrderList finds(SearchOrders search) {
    return (OrderList) asks(search);
  }

  private static SearchOrders search(@Nullable String number, @Nullable String user) {
    return new SearchOrders(number, user, null, null, null, null, null, null, false, null, 100);
  }

  private SearchOrders mine(
      @Nullable String coin,
      @Nullable OrderStatus status,
      @Nullable Kind kind,
      @Nullable Instant from,
      @Nullable Instant to) {
    return new SearchOrders(
        null, Long.toString(player), coin, status, kind, from, to, null, false, null, 100);
  }

  @Test
  void findsNumbersInTheAppsOfOneCompanyOrOfAll() {
    Order order = Merchant.order(merchant.pays("any-" + player, player, "3"));
    for (String number : List.of(order.tradeNo(), Long.toString(order.id()))) {
      assertThat(orders(new FindCompanyOrders("testcompany", number))).containsExactly(order);
      assertThat(orders(new FindOrders(number))).containsExactly(order);
      assertThat(orders(new FindCompanyOrders("stranger", number))).isEmpty();
    }
    assertThat(orders(new FindOrders("no-such-number"))).isEmpty();
  }

  private List<Order> orders(Command command) {
    return ((OrderList) merchant.does(command, Merchant.person(1))).orders();
  }

  @Test
  void findsAnOrderByWhatPeopleHaveAtHand(TestDatabase database) {
    Order order = Merchant.order(merchant.pays("hand-" + player, player, "3"));
    String openId = Merchant.openId(player);
    database.execute(
        String.format(
            Locale.ROOT,
            "insert into identities values ('%s', %d, '%s', 'union', '{}', 1)",
            Merchant.APP,
            player,
            openId));

    assertThat(finds(search(order.tradeNo(), null)).orders()).containsExactly(order);
    assertThat(finds(search(Long.toString(order.id()), null)).orders()).containsExactly(order);
    assertThat(finds(search(null, Long.toString(player))).orders()).containsExactly(order);
    assertThat(finds(search(order.tradeNo(), openId)).orders()).containsExactly(order);
    assertThat(finds(search("nothing", null)).orders()).isEmpty();
    assertThat(finds(search(null, "nobody")).orders()).isEmpty();
  }

  @Test
  void narrowsByKindStateCoinAndPeriod() {
    Order payout = Merchant.order(merchant.pays("out-" + player, player, "3"));
    Order payment = Merchant.order(merchant.charges("in-" + player, player, "2"));
    Order back = Merchant.order(merchant.returns(payment.tradeNo(), "back-" + player, null, "1"));

    assertThat(finds(mine(null, null, null, null, null)).orders())
        .containsExactly(back, payment, payout);
    assertThat(finds(mine(null, null, Kind.PAYMENT, null, null)).orders()).containsExactly(payment);
    assertThat(finds(mine(null, null, Kind.PAYOUT, null, null)).orders()).containsExactly(payout);
    assertThat(finds(mine(null, null, Kind.RETURN, null, null)).orders()).containsExactly(back);
    assertThat(finds(mine(null, OrderStatus.FAILED, null, null, null)).orders()).isEmpty();
    assertThat(finds(mine("btc", null, null, null, null)).orders()).isEmpty();
    assertThat(finds(mine("usdt", null, null, payment.createdAt(), back.createdAt())).orders())
        .containsExactly(payment);
  }

  @Test
  void narrowsToTheTimeWhenOrdersEnded() {
    Order payout = Merchant.order(merchant.pays("ended-" + player, player, "3"));
    Instant at = Objects.requireNonNull(payout.settledAt());
    assertThat(finds(ended(at, at.plusNanos(1000))).orders()).containsExactly(payout);
    assertThat(finds(ended(at.minusSeconds(60), at)).orders()).isEmpty();
  }

  private SearchOrders ended(Instant from, Instant to) {
    TimeSpan span = new TimeSpan(from, to);
    return new SearchOrders(
        null, Long.toString(player), null, null, null, null, null, span, false, null, 100);
  }

  @Test
  void goesOnWhereThePageEnded() {
    for (int n = 0; n < 5; n++) {
      merchant.pays("page-" + n + "-" + player, player, "1");
    }
    String user = Long.toString(player);
    OrderList first = finds(page(user, false, null));
    assertThat(first.orders()).hasSize(3);
    OrderList second = finds(page(user, false, first.next()));
    assertThat(second.orders())
        .extracting(Order::tradeNo)
        .containsExactly("page-1-" + player, "page-0-" + player);
    assertThat(second.next()).isNull();

    OrderList oldest = finds(page(user, true, null));
    assertThat(oldest.orders())
        .extracting(Order::tradeNo)
        .containsExactly("page-0-" + player, "page-1-" + player, "page-2-" + player);
    OrderList newest = finds(page(user, true, oldest.next()));
    assertThat(newest.orders())
        .extracting(Order::tradeNo)
        .containsExactly("page-3-" + player, "page-4-" + player);
    assertThat(newest.next()).isNull();
  }

  @Test
  void sortsByAmountUserAndState() {
    for (String amount : List.of("2", "10", "1", "10")) {
      merchant.pays("sort-" + amount + "-" + UUID.randomUUID(), player, amount);
    }
    List<String> amounts = new ArrayList<>();
    SortedPosition after = null;
    do {
      SortedOrders page = sorted(OrderSort.AMOUNT, false, after);
      assertThat(page.complete()).isTrue();
      page.orders().forEach(order -> amounts.add(order.amount().toPlainString()));
      after = page.next();
      // A new order does not move the others.
      merchant.pays("later-" + UUID.randomUUID(), player, "5");
    } while (after != null);
    assertThat(amounts).containsExactly("10", "10", "2", "1");

    assertThat(sorted(OrderSort.AMOUNT, true, null).orders())
        .extracting(order -> order.amount().toPlainString())
        .containsExactly("1", "2", "5");
    assertThat(sorted(OrderSort.USER, true, null).orders()).hasSize(3);
    SortedOrders states = sorted(OrderSort.STATE, true, null);
    assertThat(states.orders()).extracting(Order::status).containsOnly(OrderStatus.PAID);
    assertThat(sorted(OrderSort.STATE, true, states.next()).orders())
        .isNotEmpty()
        .doesNotContainAnyElementsOf(states.orders());
    SortedPosition unreadable = new SortedPosition("x", 1, Long.MAX_VALUE);
    assertThat(sorted(OrderSort.AMOUNT, true, unreadable).orders()).isEmpty();
  }

  private SortedOrders sorted(OrderSort sort, boolean ascending, @Nullable SortedPosition after) {
    SearchOrders filter = mine(null, null, null, null, null);
    return (SortedOrders) asks(new SortOrders(filter, sort, ascending, after, 3));
  }

  @Test
  void sumsUpTheWholeFilter() {
    merchant.pays("sum-" + UUID.randomUUID(), player, "2.5");
    merchant.pays("sum-" + UUID.randomUUID(), player, "0.5");
    OrderSums sums = (OrderSums) asks(new SumOrders(mine(null, null, Kind.PAYOUT, null, null)));
    assertThat(sums.complete()).isTrue();
    assertThat(sums.sums())
        .extracting(CoinSum::coin, CoinSum::orders, CoinSum::amount)
        .containsExactly(tuple("usdt", 2L, new BigDecimal("3")));
    assertThat(asks(new SumOrders(mine("btc", null, null, null, null))))
        .isEqualTo(new OrderSums(List.of(), true));
  }

  private static SearchOrders page(String user, boolean oldestFirst, @Nullable Long after) {
    return new SearchOrders(null, user, null, null, null, null, null, null, oldestFirst, after, 3);
  }

  @Test
  void tellsAnOrdersLife() {
    Order payment = Merchant.order(merchant.charges("life-" + player, player, "2"));
    Order back =
        Merchant.order(merchant.returns(payment.tradeNo(), "life-back-" + player, null, "1"));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(life(payment).events())
                    .singleElement()
                    .satisfies(event -> assertThat(event.publishedAt()).isNotNull()));

    OrderLife life = life(payment);
    assertThat(life.order()).isEqualTo(payment);
    assertThat(life.returns()).containsExactly(back);
    assertThat(life.postings())
        .extracting(Posting::owner)
        .containsExactlyInAnyOrder(Owner.USER, Owner.APP, Owner.PLATFORM);
    assertThat(
            life.postings().stream().map(Posting::change).reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo("0");
    assertThat(life(back).original()).isEqualTo(payment);
  }

  private OrderLife life(Order order) {
    return (OrderLife) asks(new ReadOrderLife(order.id()));
  }

  @Test
  void nobodySeesAnothersOrders() {
    Order order = Merchant.order(merchant.pays("secret-" + player, player, "3"));
    merchant.changes(FakeApps.app("stranger"));

    for (SearchOrders search :
        List.of(
            search(null, null),
            search(order.tradeNo(), null),
            search(Long.toString(order.id()), null),
            search(null, Long.toString(player)))) {
      assertThat(merchant.does(search, person("stranger")))
          .isEqualTo(new OrderList(List.of(), null));
    }
    assertThat(Merchant.refusal(merchant.does(new ReadOrderLife(order.id()), person("stranger"))))
        .isEqualTo(ErrorCode.ORDER_UNKNOWN);
  }
}
