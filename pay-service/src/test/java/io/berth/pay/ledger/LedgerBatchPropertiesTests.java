package io.berth.pay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.order.OrderStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * A batch does what the same transactions do one after another, in other books: by the function for
 * one transaction, and by that of the tests, which says what is right.
 */
class LedgerBatchPropertiesTests {

  private static final int SEEDS = 60;
  private static final int USERS = 4;
  private static final int ORDERS = 3;

  private static LedgerFixture together;
  private static LedgerFixture single;
  private static LedgerFixture apart;
  private static OneCallLedger oneByOne;

  private enum Action {
    TRANSFER,
    PAY,
    PAY_OUT,
    PAY_PENDING,
    RETURN,
    HOLD,
    RELEASE
  }

  private record Step(Action action, int user, int number, String amount) {}

  @ParameterizedTest
  @MethodSource("seeds")
  void comesToTheSame(long seed) {
    if (together == null) {
      together = new LedgerFixture();
      single = new LedgerFixture(LedgerFixture.Way.POST_TRANSACTION);
      apart = new LedgerFixture();
      apart.database.installPostOne();
      oneByOne = new OneCallLedger(apart.database.client(), new JsonMapper());
    }
    List<Step> batch = batch(seed);
    List<Long> ordersTogether = prepare(together, seed);
    List<Long> ordersSingle = prepare(single, seed);
    List<Long> ordersApart = prepare(apart, seed);

    List<PostingOutcome> batched = together.postTogether(transactions(batch, seed, ordersTogether));
    List<PostingOutcome> singly =
        transactions(batch, seed, ordersSingle).stream().map(single::post).toList();
    List<PostingOutcome> right =
        transactions(batch, seed, ordersApart).stream()
            .map(transaction -> Objects.requireNonNull(oneByOne.post(transaction).block()))
            .toList();

    assertThat(named(batched, ordersTogether)).as("%s", batch).isEqualTo(named(right, ordersApart));
    assertThat(named(singly, ordersSingle)).as("%s", batch).isEqualTo(named(right, ordersApart));
    for (String books :
        new String[] {
          "select coalesce(sum(hashtextextended(concat_ws(' ', owner, kind, trim_scale(balance),"
              + " trim_scale(frozen), entries), 0)), 0) from accounts where entries > 0",
          "select coalesce(sum(hashtextextended(concat_ws(' ', trade_no, uid, trim_scale(amount),"
              + " status, trim_scale(returned), return_of, version, attributes), 0)), 0) from"
              + " orders",
          "select coalesce(sum(trim_scale(total)), 0) from payout_totals",
          "select coalesce(sum(version), 0) from outbox",
          "select count(*)::numeric from gifts",
          "select coalesce(sum(attempt), 0)::numeric from order_numbers"
        }) {
      BigDecimal expected = apart.number(books);
      assertThat(together.number(books)).as(books).isEqualByComparingTo(expected);
      assertThat(single.number(books)).as(books).isEqualByComparingTo(expected);
    }
    together.assertBooksAreRight();
    single.assertBooksAreRight();
  }

  private static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  /** Longer ones come later, so that the first that fails is a short one. */
  private static List<Step> batch(long seed) {
    Random random = new Random(seed);
    int length = random.nextInt(1, 2 + (int) seed);
    return Stream.generate(() -> step(random)).limit(length).toList();
  }

  private static Step step(Random random) {
    Action[] actions = Action.values();
    return new Step(
        actions[random.nextInt(actions.length)],
        random.nextInt(1, USERS + 1),
        random.nextInt(1, 9),
        LedgerTransactions.randomAmount(random, 2));
  }

  /** Some money, some orders that wait, one whose time is over, and one that is paid. */
  private static List<Long> prepare(LedgerFixture books, long round) {
    books.run("delete from payout_totals");
    books.transfer("rich " + round, uid(round, 1), "30");
    List<Long> orders = new ArrayList<>();
    orders.add(LedgerFixture.orderId(books.pays("paid_" + round, uid(round, 1), "5", "0")));
    orders.add(books.pendingOrder("PAY_" + round + "_1", "2", "1 hour"));
    orders.add(books.pendingOrder("PAY_" + round + "_2", "2", "-1 second"));
    return orders;
  }

  private static List<LedgerTransaction> transactions(
      List<Step> batch, long round, List<Long> orders) {
    return batch.stream().map(step -> transaction(step, round, orders)).toList();
  }

  private static LedgerTransaction transaction(Step step, long round, List<Long> orders) {
    long uid = uid(round, step.user());
    String key = step.action() + "_" + round + "_" + step.number();
    long order = orders.get(step.number() % ORDERS);
    return switch (step.action()) {
      case TRANSFER -> LedgerTransactions.transfer(key, uid, step.amount());
      case PAY ->
          LedgerTransactions.payment(
              key, uid, step.amount(), "0.01".equals(step.amount()) ? "0" : "0.01");
      case PAY_OUT ->
          LedgerTransactions.payout(key, uid, step.amount(), step.number() == 1 ? null : "20");
      case PAY_PENDING -> LedgerTransactions.paymentOf(order, uid, "2");
      case RETURN -> LedgerTransactions.refund(key, order, "original", uid, step.amount());
      case HOLD -> LedgerTransactions.holding(key, uid, step.amount());
      case RELEASE -> LedgerTransactions.releasing(key, uid, step.amount());
    };
  }

  /** With ids that are the same in all books: who came first to have them. */
  private static List<Object> named(List<PostingOutcome> outcomes, List<Long> orders) {
    Map<Long, Integer> names = new HashMap<>();
    orders.forEach(order -> names.put(order, -1 - names.size()));
    List<Object> named = new ArrayList<>();
    for (PostingOutcome outcome : outcomes) {
      int next = named.size();
      named.add(
          switch (outcome) {
            case PostingOutcome.Posted(long id, _) ->
                "posted " + names.computeIfAbsent(id, unknown -> next);
            case PostingOutcome.Exists(long id) ->
                "exists " + names.computeIfAbsent(id, unknown -> next);
            // A batch ends overdue orders before it looks at anything else.
            case PostingOutcome.WrongState(OrderStatus status)
                when status == OrderStatus.PENDING || status == OrderStatus.EXPIRED ->
                "not paid";
            default -> outcome;
          });
    }
    return named;
  }

  private static long uid(long round, int user) {
    return 1000L * round + user;
  }
}
