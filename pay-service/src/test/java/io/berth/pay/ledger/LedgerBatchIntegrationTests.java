package io.berth.pay.ledger;

import static io.berth.pay.ledger.LedgerTransactions.holding;
import static io.berth.pay.ledger.LedgerTransactions.payment;
import static io.berth.pay.ledger.LedgerTransactions.paymentOf;
import static io.berth.pay.ledger.LedgerTransactions.payout;
import static io.berth.pay.ledger.LedgerTransactions.refund;
import static io.berth.pay.ledger.LedgerTransactions.transfer;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.order.OrderStatus;
import io.berth.pay.ledger.PostingOutcome.Exists;
import io.berth.pay.ledger.PostingOutcome.Frozen;
import io.berth.pay.ledger.PostingOutcome.OverCap;
import io.berth.pay.ledger.PostingOutcome.OverLimit;
import io.berth.pay.ledger.PostingOutcome.Posted;
import io.berth.pay.ledger.PostingOutcome.TooLittle;
import io.berth.pay.ledger.PostingOutcome.WrongState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Settlements that share a batch: each sees what those before it have done. */
class LedgerBatchIntegrationTests {

  static LedgerFixture books;

  @BeforeAll
  static void openBooks() {
    books = new LedgerFixture();
    books.transfer("merchant", LedgerFixture.MERCHANT, "100000");
  }

  @AfterEach
  void booksAreRight() {
    books.assertBooksAreRight();
  }

  @Test
  void judgesEachOfAMixedBatch() {
    books.transfer("good", 1, "10");
    books.transfer("poor", 2, "1");
    books.transfer("frozen", 3, "10");
    books.holds("freeze", 3, "9");
    long before = LedgerFixture.orderId(books.pays("before", 1, "1", "0"));

    List<PostingOutcome> outcomes =
        books.postTogether(
            List.of(
                payment("good 1", 1, "4", "0.04"),
                payment("poor", 2, "1.000001", "0"),
                payment("frozen", 3, "2", "0"),
                payment("before", 1, "1", "0"),
                payment("good 2", 1, "5", "0"),
                payment("good 3", 1, "0.000001", "0"),
                payment("good 1", 1, "0.000001", "0"),
                transfer("good", 1, "5")));

    assertThat(outcomes.get(0)).isInstanceOf(Posted.class);
    assertThat(outcomes.get(1)).isEqualTo(new TooLittle());
    assertThat(outcomes.get(2)).isEqualTo(new Frozen());
    assertThat(outcomes.get(3)).isEqualTo(new Exists(before));
    assertThat(outcomes.get(4)).isInstanceOf(Posted.class);
    assertThat(outcomes.get(5)).isEqualTo(new TooLittle());
    assertThat(outcomes.get(6)).isEqualTo(new Exists(LedgerFixture.orderId(outcomes.get(0))));
    assertThat(outcomes.get(7)).isInstanceOf(Exists.class);
    assertThat(books.balance(1)).isEqualByComparingTo("0");
    assertThat(books.balance(2)).isEqualByComparingTo("1");
  }

  @Test
  void spendsNoCoinOfOnePayerTwice() {
    books.transfer("same payer", 4, "10");
    List<PostingOutcome> outcomes =
        books.postTogether(
            IntStream.range(0, 40).mapToObj(i -> payment("same " + i, 4, "1", "0.1")).toList());
    assertThat(outcomes.subList(0, 10)).hasOnlyElementsOfType(Posted.class);
    assertThat(outcomes.subList(10, 40)).containsOnly(new TooLittle());
  }

  @Test
  void spendsWhatCameInEarlierInTheBatch() {
    List<PostingOutcome> outcomes =
        books.postTogether(
            List.of(
                payment("too early", 5, "3", "0"),
                transfer("in between", 5, "3"),
                payment("in time", 5, "3", "0"),
                holding("nothing to freeze", 5, "1"),
                payment("too early", 5, "3", "0")));
    assertThat(outcomes.get(0)).isEqualTo(new TooLittle());
    assertThat(outcomes.get(2)).isInstanceOf(Posted.class);
    assertThat(outcomes.get(3)).isEqualTo(new Frozen());
    assertThat(outcomes.get(4)).isEqualTo(new TooLittle());
  }

  @Test
  void countsADaysPayoutsTogether() {
    List<PostingOutcome> outcomes =
        books.postTogether(
            List.of(
                payout("limit 1", 6, "6", "10"),
                payout("limit 2", 6, "4.000001", "10"),
                payout("limit 3", 7, "4", "10"),
                payout("limit 4", 7, "0.000001", "10"),
                payout("limit 5", 7, "0.000001", null)));
    assertThat(outcomes.get(0)).isInstanceOf(Posted.class);
    assertThat(outcomes.get(1)).isEqualTo(new OverLimit());
    assertThat(outcomes.get(2)).isInstanceOf(Posted.class);
    assertThat(outcomes.get(3)).isEqualTo(new OverLimit());
    assertThat(outcomes.get(4)).isInstanceOf(Posted.class);
  }

  @Test
  void returnsNoMoreThanWasPaid() {
    books.transfer("return", 8, "10");
    long order = LedgerFixture.orderId(books.pays("return", 8, "5", "0"));
    List<PostingOutcome> outcomes =
        books.postTogether(
            List.of(
                refund("return 1", order, "return", 8, "3"),
                refund("return 2", order, "return", 8, "3"),
                refund("return 3", order, "return", 8, "2"),
                refund("return 4", 4711, "none", 8, "2")));
    assertThat(outcomes.get(0)).isInstanceOf(Posted.class);
    assertThat(outcomes.get(1)).isEqualTo(new OverCap());
    assertThat(outcomes.get(2)).isInstanceOf(Posted.class);
    assertThat(outcomes.get(3)).isEqualTo(new WrongState(null));
    assertThat(books.number("select returned from orders where id = " + order))
        .isEqualByComparingTo("5");
  }

  @Test
  void paysAPendingOrderOnceAndItsNumberIsTaken() {
    books.transfer("pending", 9, "10");
    long order = books.pendingOrder("pending", "2", "15 minutes");
    List<PostingOutcome> outcomes =
        books.postTogether(
            List.of(
                paymentOf(4711, 9, "2"),
                payment("pending", 9, "1", "0"),
                paymentOf(order, 9, "2"),
                paymentOf(order, 9, "2"),
                refund("returned at once", order, "pending", 9, "1")));
    assertThat(outcomes.get(0)).isEqualTo(new WrongState(null));
    assertThat(outcomes.get(1)).isEqualTo(new Exists(order));
    assertThat(outcomes.get(2)).isInstanceOf(Posted.class);
    assertThat(outcomes.get(3)).isEqualTo(new WrongState(OrderStatus.PAID));
    assertThat(outcomes.get(4)).isInstanceOf(Posted.class);
    assertThat(books.balance(9)).isEqualByComparingTo("9");
  }

  @Test
  void givesTheNumberOfAnOverdueOrderToTheNext() {
    books.transfer("overdue", 10, "10");
    long overdue = books.pendingOrder("overdue", "2", "-1 second");
    List<PostingOutcome> outcomes =
        books.postTogether(
            List.of(
                payment("overdue", 10, "11", "0"),
                paymentOf(overdue, 10, "2"),
                payment("overdue", 10, "1", "0"),
                payment("overdue", 10, "1", "0")));
    assertThat(outcomes.get(0)).isEqualTo(new TooLittle());
    assertThat(outcomes.get(1)).isEqualTo(new WrongState(OrderStatus.EXPIRED));
    assertThat(outcomes.get(2)).isInstanceOf(Posted.class);
    assertThat(outcomes.get(3)).isEqualTo(new Exists(LedgerFixture.orderId(outcomes.get(2))));
    assertThat(
            books.number("select attempt::numeric from order_numbers where trade_no = 'overdue'"))
        .isEqualByComparingTo("2");
  }

  @Test
  void keepsWhatWasAgreedAsItWas() {
    books.transfer("agreed", 11, "10");
    List<LedgerTransaction> payments = new ArrayList<>();
    for (String tradeNo : new String[] {"a,{b}", "quote\"d", "back\\slash", "NULL", " ", "人"}) {
      payments.add(payment(tradeNo, 11, "1.000000000000000001", "0"));
    }
    assertThat(books.postTogether(payments)).hasOnlyElementsOfType(Posted.class);
    for (LedgerTransaction payment : payments) {
      assertThat(books.post(payment)).isInstanceOf(Exists.class);
    }
    assertThat(
            books.number(
                "select count(*)::numeric from orders where uid = 11 and open_id is null"
                    + " and attributes ->> 'note' = '\"{1,2}\\' and amount = 1.000000000000000001"))
        .isEqualByComparingTo("6");
  }
}
