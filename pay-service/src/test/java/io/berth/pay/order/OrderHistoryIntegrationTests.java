package io.berth.pay.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.AccountKind;
import io.berth.api.Subject;
import io.berth.api.order.Direction;
import io.berth.api.order.Order;
import io.berth.api.order.PaymentCommand.ReadHistory;
import io.berth.api.order.PaymentOutcome;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.test.postgres.TestDatabase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Pages of a history that is counted by the hour are those of one that is counted by the order. */
@PayServiceTest
class OrderHistoryIntegrationTests {

  private static final int ORDERS = 700;
  private static final int QUESTIONS = 300;

  @Autowired Merchant merchant;

  private record Known(
      String tradeNo, Instant at, long uid, String coin, Direction direction, AccountKind account) {

    boolean answers(ReadHistory question) {
      return (question.user() == null || question.user().equals(new Subject.Uid(uid)))
          && (question.coin() == null || question.coin().equals(coin))
          && (question.direction() == null || question.direction() == direction)
          && (question.account() == null || question.account() == account)
          && (question.from() == null || !at.isBefore(question.from()))
          && (question.to() == null || at.isBefore(question.to()));
    }
  }

  @Test
  void everyPageIsTheRightOne(TestDatabase database) {
    merchant.opens();
    database.execute("update orders set app_id = 'earlier' where app_id = '" + Merchant.APP + "'");
    Random random = new Random(20261121);
    List<Long> users = List.of(merchant.player("0"), merchant.player("0"), merchant.player("0"));
    List<Known> known = new ArrayList<>();
    Instant now = Instant.now();
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    for (int i = 0; i < ORDERS; i++) {
      known.add(
          new Known(
              "history_" + i,
              moment(random, now, hour),
              users.get(random.nextInt(users.size())),
              random.nextInt(5) == 0 ? "gold" : "usdt",
              Direction.values()[random.nextInt(2)],
              AccountKind.values()[random.nextInt(2)]));
    }
    known.sort((one, other) -> other.at.compareTo(one.at));
    insert(database, known);
    while (database.query("select count_next_hour()").contains("t")) {
      assertThat(database.query("select count(*) from order_counts")).doesNotContain("0");
    }
    assertThat(Long.parseLong(sum(database))).isBetween(ORDERS / 2L, (long) ORDERS);

    for (int i = 0; i < QUESTIONS; i++) {
      ReadHistory question = question(random, users, now, hour);
      List<String> all =
          known.stream().filter(order -> order.answers(question)).map(Known::tradeNo).toList();
      PaymentOutcome.OrderPage page = (PaymentOutcome.OrderPage) merchant.does(question);
      assertThat(page.total()).as("%s", question).isEqualTo(all.size());
      assertThat(page.orders())
          .as("%s", question)
          .extracting(Order::tradeNo)
          .isEqualTo(all.stream().skip(question.offset()).limit(question.limit()).toList());
    }
  }

  @Test
  void aNanosecondPastAnOrderDoesNotFindItAgain() {
    merchant.opens();
    long uid = merchant.player("0");
    merchant.pays("history_nano", uid, "1");
    Instant at = history(uid, null, null).getFirst().createdAt();
    assertThat(history(uid, at, null)).hasSize(1);
    assertThat(history(uid, at.plusNanos(1), null)).isEmpty();
    assertThat(history(uid, null, at)).isEmpty();
    assertThat(history(uid, null, at.plusNanos(1))).hasSize(1);
    assertThat(history(uid, at.minusNanos(1), at.plusNanos(1))).hasSize(1);
  }

  private List<Order> history(long uid, @Nullable Instant from, @Nullable Instant to) {
    Subject user = new Subject.Uid(uid);
    ReadHistory question = new ReadHistory(user, null, null, null, from, to, 0, 20);
    return ((PaymentOutcome.OrderPage) merchant.does(question)).orders();
  }

  private static String sum(TestDatabase database) {
    return database
        .query("select sum(orders) from order_counts where app_id = '" + Merchant.APP + "'")
        .getFirst();
  }

  /** Within some days, now and then where an hour begins. */
  private static Instant moment(Random random, Instant now, Instant hour) {
    int hours = random.nextInt(60);
    return switch (random.nextInt(4)) {
      case 0 -> hour.minus(hours, ChronoUnit.HOURS).plusMillis(random.nextInt(3) - 1);
      default ->
          now.minus(hours, ChronoUnit.HOURS)
              .minusMillis(1 + random.nextInt(3_600_000))
              .truncatedTo(ChronoUnit.MILLIS);
    };
  }

  private static ReadHistory question(Random random, List<Long> users, Instant now, Instant hour) {
    return new ReadHistory(
        random.nextInt(3) == 0 ? new Subject.Uid(users.get(random.nextInt(users.size()))) : null,
        random.nextInt(3) == 0 ? List.of("gold", "usdt", "none").get(random.nextInt(3)) : null,
        random.nextInt(3) == 0 ? Direction.values()[random.nextInt(2)] : null,
        random.nextInt(3) == 0 ? AccountKind.values()[random.nextInt(2)] : null,
        bound(random, now, hour),
        bound(random, now, hour),
        random.nextInt(2) == 0 ? random.nextInt(30) : random.nextInt(ORDERS),
        1 + random.nextInt(20));
  }

  private static @Nullable Instant bound(Random random, Instant now, Instant hour) {
    return switch (random.nextInt(5)) {
      case 0 -> moment(random, now, hour);
      case 1 -> moment(random, now, hour).plusNanos(random.nextBoolean() ? 1 : 1000);
      case 2 ->
          hour.minus(random.nextInt(60), ChronoUnit.HOURS).plusNanos(random.nextInt(3) * 500L);
      default -> null;
    };
  }

  /** The later one of the same millisecond has the higher id. */
  private static void insert(TestDatabase database, List<Known> known) {
    StringBuilder sql = new StringBuilder();
    for (int i = 0; i < known.size(); i++) {
      Known order = known.get(i);
      sql.append(
          String.format(
              Locale.ROOT,
              """
          insert into orders (id, app_id, trade_no, uid, coin_id, amount, cut, direction, account,
                              status, created_at, settled_at)
            select order_id_at('%1$s') + %2$d, '%3$s', '%4$s', %5$d, id, 1, 0, '%6$s', '%7$s',
                   'PAID', '%1$s', '%1$s' from coins where code = '%8$s';
          """,
              order.at,
              known.size() - i,
              Merchant.APP,
              order.tradeNo,
              order.uid,
              order.direction,
              order.account,
              order.coin));
    }
    database.execute(sql.toString());
    database.execute("delete from order_counts; update orders_counted set before = 0");
  }
}
