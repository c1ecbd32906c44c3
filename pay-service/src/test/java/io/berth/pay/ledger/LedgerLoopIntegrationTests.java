package io.berth.pay.ledger;

import static io.berth.pay.ledger.LedgerTransactions.payment;
import static io.berth.pay.ledger.LedgerTransactions.payout;
import static io.berth.pay.ledger.LedgerTransactions.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.pay.ledger.PostingOutcome.Exists;
import io.berth.pay.ledger.PostingOutcome.Overloaded;
import io.berth.pay.ledger.PostingOutcome.Posted;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loop around the batches. */
class LedgerLoopIntegrationTests {

  private static final String ALL_BATCHES =
      "select pg_terminate_backend(pid) from pg_stat_activity where query like '%from post_%'"
          + " and state = 'active' and pid <> pg_backend_pid() and datname = current_database()";

  private static final String BATCHES =
      "select count(*)::numeric from pg_stat_activity where query like '%from post_%'"
          + " and state = 'active' and pid <> pg_backend_pid() and datname = current_database()";

  private final LedgerFixture books = new LedgerFixture();

  @BeforeEach
  void open() {
    books.transfer("merchant", LedgerFixture.MERCHANT, "100000");
    books.transfer("payer", 1, "1000");
  }

  @AfterEach
  void booksAreRight() {
    books.assertBooksAreRight();
  }

  @Test
  void oneBadSettlementDoesNotSpoilItsNeighbours() throws Exception {
    books.transfer("nearly too much", 2, "99999999999999000000");
    PostingLoop loop = books.loop(256, 1, 4096);
    List<LedgerTransaction> transactions = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      transactions.add(payment("good " + i, 1, "1", "0"));
    }
    transactions.add(7, payment(99, "of no coin", 1, "1", "0"));
    transactions.add(23, transfer("too much", 2, "1000000"));
    transactions.add(41, payment("no \0 text", 1, "1", "0"));

    List<CompletableFuture<PostingOutcome>> outcomes;
    try (Connection _ = holdingTheMerchant()) {
      outcomes = ask(loop, transactions);
    }

    for (int i = 0; i < transactions.size(); i++) {
      boolean good = i != 7 && i != 23 && i != 41;
      assertThat(succeeds(outcomes.get(i))).as("%d", i).isEqualTo(good);
    }
    assertThat(books.balance(1)).isEqualByComparingTo("950");
    assertThat(books.meters.get("berth.ledger.split").counter().count()).isPositive();
  }

  @Test
  void refusesWhatDoesNotFitTheQueue() throws Exception {
    PostingLoop loop = books.loop(2, 1, 3);
    List<CompletableFuture<PostingOutcome>> outcomes;
    try (Connection _ = holdingTheMerchant()) {
      outcomes = ask(loop, payments("full ", 10));
      // One is on its way, three wait.
      for (CompletableFuture<PostingOutcome> outcome : outcomes.subList(4, 10)) {
        assertThat(outcome.get(5, TimeUnit.SECONDS)).isEqualTo(new Overloaded());
      }
      assertThat(outcomes.subList(0, 4)).noneMatch(CompletableFuture::isDone);
      assertThat(books.meters.get("berth.ledger.rejected").tag("reason", "full").counter().count())
          .isEqualTo(6);
    }
    for (CompletableFuture<PostingOutcome> outcome : outcomes.subList(0, 4)) {
      assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(Posted.class);
    }
  }

  @Test
  void letsNobodyWaitForEver() throws Exception {
    PostingLoop loop = books.loop(1, 1, 100, Duration.ofMillis(100));
    List<CompletableFuture<PostingOutcome>> outcomes;
    try (Connection _ = holdingTheMerchant()) {
      outcomes = ask(loop, payments("late ", 3));
      assertThat(outcomes.get(1).get(5, TimeUnit.SECONDS)).isEqualTo(new Overloaded());
      assertThat(outcomes.get(2).get(5, TimeUnit.SECONDS)).isEqualTo(new Overloaded());
    }
    assertThat(outcomes.get(0).get(20, TimeUnit.SECONDS)).isInstanceOf(Posted.class);
    assertThat(books.pays("late 1", 1, "1", "0")).isInstanceOf(Posted.class);
  }

  @Test
  void countsSlowCallsByTheirWait() throws Exception {
    PostingLoop loop = books.loop(10, 1, 100);
    List<CompletableFuture<PostingOutcome>> outcomes;
    try (Connection _ = holdingTheMerchant()) {
      outcomes = ask(loop, payments("slow ", 1));
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  books
                          .number(
                              BATCHES + " and now() - query_start > interval '400 milliseconds'")
                          .signum()
                      > 0);
    }
    assertThat(outcomes.getFirst().get(20, TimeUnit.SECONDS)).isInstanceOf(Posted.class);
    // The caller has its answer a moment before the call is counted.
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(books.meters.get("berth.ledger.slow").counters())
                    .filteredOn(counter -> counter.count() > 0)
                    .singleElement()
                    .satisfies(
                        counter -> assertThat(counter.getId().getTag("wait")).startsWith("Lock:")));
  }

  @Test
  void doesNotPostWhatNobodyWaitsForAnyMore() throws Exception {
    PostingLoop loop = books.loop(10, 1, 100);
    List<CompletableFuture<PostingOutcome>> outcomes;
    try (Connection _ = holdingTheMerchant()) {
      outcomes = ask(loop, payments("gone ", 3));
      outcomes.get(1).cancel(true);
    }
    assertThat(outcomes.get(2).get(20, TimeUnit.SECONDS)).isInstanceOf(Posted.class);
    assertThat(books.pays("gone 1", 1, "1", "0")).isInstanceOf(Posted.class);
  }

  @Test
  void postsWhatItAcceptedBeforeItStops() throws Exception {
    PostingLoop loop = books.loop(16, 2, 4096);
    List<CompletableFuture<PostingOutcome>> outcomes = ask(loop, payments("drain ", 200));
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    loop.stop(() -> stopped.complete(null));
    assertThat(loop.isRunning()).isFalse();
    assertThat(ask(loop, payments("closed ", 1)).getFirst().get(5, TimeUnit.SECONDS))
        .isEqualTo(new Overloaded());

    stopped.get(20, TimeUnit.SECONDS);

    assertThat(books.number("select count(*)::numeric from orders where trade_no like 'drain %'"))
        .isEqualByComparingTo("200");
    for (CompletableFuture<PostingOutcome> outcome : outcomes) {
      assertThat(outcome.get(5, TimeUnit.SECONDS)).isInstanceOf(Posted.class);
    }
  }

  @Test
  void isWhollyThereOrNotAtAllWhenConnectionsBreak() throws Exception {
    List<PostingLoop> instances = List.of(books.loop(8, 2, 4096), books.loop(32, 2, 4096));
    List<LedgerTransaction> transactions = payments("broken ", 400);
    List<LedgerTransaction> left = new ArrayList<>(transactions);
    int attempts = 0;
    while (!left.isEmpty()) {
      List<CompletableFuture<PostingOutcome>> outcomes = new ArrayList<>();
      // Held, so that there surely is a batch to fee: a fast machine had posted all before.
      try (Connection holding = attempts < 2 ? holdingTheMerchant() : null) {
        for (int i = 0; i < left.size(); i++) {
          outcomes.addAll(ask(instances.get(i % 2), List.of(left.get(i))));
        }
        if (holding != null) {
          await().atMost(Duration.ofSeconds(20)).until(() -> books.number(BATCHES).signum() > 0);
          books.database.corrupt(ALL_BATCHES);
        }
      }
      for (int cuts = 0; attempts < 2 && cuts < 5; cuts++) {
        books.database.corrupt(ALL_BATCHES);
      }
      List<LedgerTransaction> unknown = new ArrayList<>();
      for (int i = 0; i < left.size(); i++) {
        if (succeeds(outcomes.get(i))) {
          assertThat(outcomes.get(i).get()).isInstanceOfAny(Posted.class, Exists.class);
        } else {
          unknown.add(left.get(i));
        }
      }
      left = unknown;
      attempts++;
    }
    assertThat(attempts).isGreaterThan(1);
    assertThat(books.balance(1)).isEqualByComparingTo("600");
  }

  @Test
  void instancesWorkSideBySide() throws Exception {
    List<PostingLoop> instances = List.of(books.loop(64, 2, 4096), books.loop(64, 2, 4096));
    List<CompletableFuture<PostingOutcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      long uid = 2 + i % 17;
      String number = "side " + i;
      LedgerTransaction transaction =
          switch (i % 3) {
            case 0 -> transfer(number, uid, "2");
            case 1 -> payout(number, uid, "2", "100000");
            default -> payment(number, uid, "1", "0.1");
          };
      outcomes.addAll(ask(instances.get(i % 2), List.of(transaction)));
      outcomes.addAll(ask(instances.get((i + 1) % 2), List.of(transaction)));
    }
    int posted = 0;
    for (CompletableFuture<PostingOutcome> outcome : outcomes) {
      posted += outcome.get(30, TimeUnit.SECONDS) instanceof Posted ? 1 : 0;
    }
    // Payments may come before the money; gifts and payouts happen once each.
    assertThat(posted).isBetween(400, 600);
    assertThat(books.number("select sum(total) from payout_totals"))
        .isEqualByComparingTo(BigDecimal.valueOf(400));
  }

  private static List<LedgerTransaction> payments(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> payment(prefix + i, 1, "1", "0")).toList();
  }

  private static List<CompletableFuture<PostingOutcome>> ask(
      Ledger ledger, List<LedgerTransaction> transactions) {
    return transactions.stream().map(transaction -> ledger.post(transaction).toFuture()).toList();
  }

  private static boolean succeeds(CompletableFuture<PostingOutcome> outcome) throws Exception {
    return outcome.handle((done, failure) -> failure == null).get(30, TimeUnit.SECONDS);
  }

  /** Until it is closed, nothing is posted to the merchant's account. */
  private Connection holdingTheMerchant() throws SQLException {
    Connection connection = books.database.superuser();
    connection.setAutoCommit(false);
    connection
        .createStatement()
        .execute("select 1 from accounts where owner = " + LedgerFixture.MERCHANT + " for update");
    return connection;
  }
}
