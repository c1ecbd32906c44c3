package io.berth.pay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.pay.ledger.PostingOutcome.Exists;
import io.berth.pay.ledger.PostingOutcome.OverCap;
import io.berth.pay.ledger.PostingOutcome.Posted;
import io.berth.pay.ledger.PostingOutcome.TooLittle;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LedgerConcurrencyIntegrationTests {

  private static final int PAYMENTS = 500;
  private static final int WORKERS = 20;
  private static final int ACCOUNTS = 80;

  private final LedgerFixture books = new LedgerFixture();

  @Test
  void staysRightUnderManyWorkers() throws Exception {
    for (int uid = 1; uid <= ACCOUNTS; uid++) {
      books.transfer("gift " + uid, uid, "20");
    }
    Random random = new Random(20261121);
    List<Callable<Boolean>> payments = new ArrayList<>();
    for (int i = 0; i < PAYMENTS; i++) {
      String tradeNo = "payment_" + i;
      long uid = 1 + random.nextInt(ACCOUNTS);
      String amount = String.valueOf(1 + random.nextInt(9));
      payments.add(() -> payAndReturnTwiceAtOnce(tradeNo, uid, amount));
    }
    int paid = 0;
    try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
      for (Future<Boolean> payment : workers.invokeAll(payments)) {
        paid += payment.get() ? 1 : 0;
      }
    }
    books.assertBooksAreRight();
    assertThat(paid).isGreaterThan(PAYMENTS / 2);
    assertThat(books.number("select count(*)::numeric from orders"))
        .isEqualByComparingTo(BigDecimal.valueOf(2L * paid));
    assertThat(
            books.number(
                "select count(*)::numeric from orders where returned <> amount / 2 and direction = 'USER_TO_APP'"))
        .isEqualByComparingTo("0");
  }

  @Test
  void neverOverdrawsOneAccount() throws Exception {
    books.transfer("one", 1, "10");
    List<Callable<PostingOutcome>> payments = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String tradeNo = "overdraw_" + i;
      payments.add(() -> books.pays(tradeNo, 1, "1", "0.1"));
    }
    List<PostingOutcome> outcomes = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
      for (Future<PostingOutcome> payment : workers.invokeAll(payments)) {
        outcomes.add(payment.get());
      }
    }
    assertThat(outcomes).filteredOn(Posted.class::isInstance).hasSize(10);
    assertThat(outcomes).filteredOn(TooLittle.class::isInstance).hasSize(30);
    books.assertBooksAreRight();
  }

  /** Half of the payment comes back, asked for by two threads at the same moment. */
  private boolean payAndReturnTwiceAtOnce(String tradeNo, long uid, String amount)
      throws Exception {
    PostingOutcome outcome = books.pays(tradeNo, uid, amount, "0");
    if (outcome instanceof TooLittle) {
      return false;
    }
    long order = LedgerFixture.orderId(outcome);
    String half = new BigDecimal(amount).divide(BigDecimal.TWO).toPlainString();
    CyclicBarrier barrier = new CyclicBarrier(2);
    Callable<PostingOutcome> back =
        () -> {
          barrier.await();
          return books.getsBack(tradeNo + "_back", order, tradeNo, uid, half);
        };
    try (ExecutorService pair = Executors.newFixedThreadPool(2)) {
      Future<PostingOutcome> one = pair.submit(back);
      Future<PostingOutcome> other = pair.submit(back);
      List<PostingOutcome> both = List.of(one.get(), other.get());
      assertThat(both).filteredOn(Posted.class::isInstance).hasSize(1);
      assertThat(both).filteredOn(o -> o instanceof Exists || o instanceof OverCap).hasSize(1);
    }
    return true;
  }
}
