package io.berth.pay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.berth.pay.ledger.PostingOutcome.Exists;
import io.berth.pay.ledger.PostingOutcome.Frozen;
import io.berth.pay.ledger.PostingOutcome.OverCap;
import io.berth.pay.ledger.PostingOutcome.OverLimit;
import io.berth.pay.ledger.PostingOutcome.Posted;
import io.berth.pay.ledger.PostingOutcome.TooLittle;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random histories, each step compared with what a few maps say of it. */
class LedgerPropertiesTests {

  private static final int SEEDS = 40;
  private static final int USERS = 3;
  private static final BigDecimal LIMIT = new BigDecimal("25");

  private static LedgerFixture books;

  private enum Action {
    TRANSFER,
    PAY,
    PAY_OUT,
    RETURN,
    HOLD,
    RELEASE
  }

  private record Step(Action action, int user, int number, String amount) {}

  @ParameterizedTest
  @MethodSource("seeds")
  void everyStepDoesWhatTheBooksSay(long seed) {
    if (books == null) {
      books = new LedgerFixture();
    }
    List<Step> history = history(seed);
    assertThatNoException()
        .as("history %s", history)
        .isThrownBy(() -> new Model(seed).follow(history));
    books.assertBooksAreRight();
  }

  private static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  /** Longer ones come later, so that the first that fails is a short one. */
  private static List<Step> history(long seed) {
    Random random = new Random(seed);
    int length = random.nextInt(5, 6 + (int) seed);
    return Stream.generate(() -> step(random)).limit(length).toList();
  }

  private static Step step(Random random) {
    Action[] actions = Action.values();
    return new Step(
        actions[random.nextInt(actions.length)],
        random.nextInt(1, USERS + 1),
        random.nextInt(1, 13),
        LedgerTransactions.randomAmount(random, 6));
  }

  private static final class Model {
    private final long history;
    private final Map<Long, BigDecimal> balances = new HashMap<>();
    private final Map<Long, BigDecimal> held = new HashMap<>();
    private final Map<String, Long> keys = new HashMap<>();
    private final Map<Integer, Step> payments = new HashMap<>();
    private final Map<Integer, BigDecimal> returned = new HashMap<>();
    private BigDecimal paidOut = BigDecimal.ZERO;

    Model(long history) {
      this.history = history;
      books.run("delete from payout_totals");
      balances.put(LedgerFixture.MERCHANT, books.balance(LedgerFixture.MERCHANT));
    }

    void follow(List<Step> steps) {
      for (Step step : steps) {
        follow(step);
        assertThat(books.balance(uid(step))).isEqualByComparingTo(balance(uid(step)));
        assertThat(books.held(uid(step))).isEqualByComparingTo(heldOf(uid(step)));
        assertThat(books.balance(LedgerFixture.MERCHANT))
            .isEqualByComparingTo(balance(LedgerFixture.MERCHANT));
      }
    }

    private void follow(Step step) {
      long uid = uid(step);
      BigDecimal amount = new BigDecimal(step.amount());
      String key = step.action() + "_" + history + "_" + step.number();
      switch (step.action()) {
        case TRANSFER ->
            expect(key, books.transfer(key, uid, step.amount()), null, () -> add(uid, amount));
        case PAY ->
            expect(
                key,
                books.pays(key, uid, step.amount(), "0"),
                lacking(uid, amount),
                () -> {
                  payments.put(step.number(), step);
                  move(uid, LedgerFixture.MERCHANT, amount);
                });
        case PAY_OUT ->
            expect(
                key,
                books.isPaid(key, uid, step.amount(), LIMIT.toPlainString()),
                paidOut.add(amount).compareTo(LIMIT) > 0
                    ? new OverLimit()
                    : lacking(LedgerFixture.MERCHANT, amount),
                () -> {
                  paidOut = paidOut.add(amount);
                  move(LedgerFixture.MERCHANT, uid, amount);
                });
        case RETURN -> giveBack(key, step, amount);
        case HOLD ->
            expect(
                key,
                books.holds(key, uid, step.amount()),
                balance(uid).subtract(heldOf(uid)).compareTo(amount) < 0 ? new Frozen() : null,
                () -> held.merge(uid, amount, BigDecimal::add));
        case RELEASE ->
            expect(
                key,
                books.releases(key, uid, step.amount()),
                heldOf(uid).compareTo(amount) < 0 ? new Frozen() : null,
                () -> held.merge(uid, amount.negate(), BigDecimal::add));
      }
    }

    private void giveBack(String key, Step step, BigDecimal amount) {
      Step payment = payments.get(step.number());
      if (payment == null) {
        return;
      }
      String original = Action.PAY + "_" + history + "_" + step.number();
      BigDecimal before = returned.getOrDefault(step.number(), BigDecimal.ZERO);
      boolean over = before.add(amount).compareTo(new BigDecimal(payment.amount())) > 0;
      expect(
          key,
          books.getsBack(key, keys.get(original), original, uid(payment), step.amount()),
          over ? new OverCap() : lacking(LedgerFixture.MERCHANT, amount),
          () -> {
            returned.put(step.number(), before.add(amount));
            move(LedgerFixture.MERCHANT, uid(payment), amount);
          });
    }

    private void expect(
        String key, PostingOutcome outcome, PostingOutcome refusal, Runnable consequence) {
      if (keys.containsKey(key)) {
        assertThat(outcome).isEqualTo(new Exists(keys.get(key)));
      } else if (refusal != null) {
        assertThat(outcome).isEqualTo(refusal);
      } else {
        assertThat(outcome).isInstanceOf(Posted.class);
        keys.put(key, LedgerFixture.orderId(outcome));
        consequence.run();
      }
    }

    private PostingOutcome lacking(long uid, BigDecimal amount) {
      if (balance(uid).compareTo(amount) < 0) {
        return new TooLittle();
      }
      return balance(uid).subtract(heldOf(uid)).compareTo(amount) < 0 ? new Frozen() : null;
    }

    private void move(long from, long to, BigDecimal amount) {
      add(from, amount.negate());
      add(to, amount);
    }

    private void add(long uid, BigDecimal amount) {
      balances.merge(uid, amount, BigDecimal::add);
    }

    private BigDecimal balance(long uid) {
      return balances.getOrDefault(uid, BigDecimal.ZERO);
    }

    private BigDecimal heldOf(long uid) {
      return held.getOrDefault(uid, BigDecimal.ZERO);
    }

    private long uid(Step step) {
      return 1000L * history + step.user();
    }
  }
}
