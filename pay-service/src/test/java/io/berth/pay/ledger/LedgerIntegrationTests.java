package io.berth.pay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.api.Realm;
import io.berth.api.order.OrderStatus;
import io.berth.pay.ledger.PostingOutcome.Exists;
import io.berth.pay.ledger.PostingOutcome.Frozen;
import io.berth.pay.ledger.PostingOutcome.OverCap;
import io.berth.pay.ledger.PostingOutcome.OverLimit;
import io.berth.pay.ledger.PostingOutcome.Posted;
import io.berth.pay.ledger.PostingOutcome.TooLittle;
import io.berth.pay.ledger.PostingOutcome.WrongState;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
record LedgerIntegrationTests(LedgerFixture.Way way) {

  static LedgerFixture books;

  @BeforeParameterizedClassInvocation
  static void openBooks(LedgerFixture.Way way) {
    books = new LedgerFixture(way);
    books.transfer("merchant", LedgerFixture.MERCHANT, "100000");
  }

  @AfterEach
  void booksAreRight() {
    books.assertBooksAreRight();
  }

  @Test
  void movesAnAmountAndItsCut() {
    books.transfer("move", 1, "10");
    BigDecimal merchant = books.balance(LedgerFixture.MERCHANT);

    assertThat(books.pays("move", 1, "4.5", "0.045")).isInstanceOf(Posted.class);

    assertThat(books.balance(1)).isEqualByComparingTo("5.5");
    assertThat(books.balance(LedgerFixture.MERCHANT).subtract(merchant))
        .isEqualByComparingTo("4.455");
    assertThat(books.number("select balance from accounts where kind = 'COMMISSION'"))
        .isEqualByComparingTo("0.045");
  }

  @Test
  void givesAGiftOnce() {
    PostingOutcome first = books.transfer("once", 2, "1");
    assertThat(books.transfer("once", 2, "1")).isEqualTo(new Exists(LedgerFixture.orderId(first)));
    assertThat(books.balance(2)).isEqualByComparingTo("1");
  }

  @Test
  void namesTheOrderThatHasTheNumber() {
    books.transfer("number", 3, "10");
    PostingOutcome first = books.pays("number", 3, "1", "0");
    assertThat(books.pays("number", 3, "2", "0"))
        .isEqualTo(new Exists(LedgerFixture.orderId(first)));
    assertThat(books.balance(3)).isEqualByComparingTo("9");
  }

  @Test
  void refusesWhatTheAccountDoesNotHaveAndWritesNoOrder() {
    books.transfer("little", 4, "1");
    assertThat(books.pays("little", 4, "1.000001", "0")).isEqualTo(new TooLittle());
    assertThat(books.pays("never-had-an-account", 444, "1", "0")).isEqualTo(new TooLittle());
    assertThat(books.number("select count(*)::numeric from orders where uid in (4, 444)"))
        .isEqualByComparingTo("0");
    assertThat(books.pays("little", 4, "1", "0")).isInstanceOf(Posted.class);
  }

  @Test
  void keepsFrozenMoneyWhereItIs() {
    books.transfer("frozen", 5, "10");
    assertThat(books.holds("freeze", 5, "8")).isInstanceOf(Posted.class);
    assertThat(books.holds("freeze more", 5, "3")).isEqualTo(new Frozen());
    assertThat(books.pays("frozen", 5, "3", "0")).isEqualTo(new Frozen());
    assertThat(books.releases("thaw too much", 5, "9")).isEqualTo(new Frozen());
    assertThat(books.releases("thaw", 5, "1")).isInstanceOf(Posted.class);
    assertThat(books.pays("frozen", 5, "3", "0")).isInstanceOf(Posted.class);
    assertThat(books.balance(5)).isEqualByComparingTo("7");
    assertThat(books.held(5)).isEqualByComparingTo("7");
  }

  @Test
  void countsPayoutsOfADay() {
    assertThat(books.isPaid("limit 1", 6, "6", "10")).isInstanceOf(Posted.class);
    assertThat(books.isPaid("limit 2", 6, "4.000001", "10")).isEqualTo(new OverLimit());
    assertThat(books.isPaid("limit 3", 6, "4", "10")).isInstanceOf(Posted.class);
    assertThat(books.isPaid("limit 4", 6, "0.000001", "10")).isEqualTo(new OverLimit());
    assertThat(books.isPaid("limit 5", 6, "1", null)).isInstanceOf(Posted.class);
    assertThat(books.balance(6)).isEqualByComparingTo("11");
  }

  @Test
  void returnsNoMoreThanWasPaid() {
    books.transfer("return", 7, "10");
    long order = LedgerFixture.orderId(books.pays("return", 7, "5", "0"));
    assertThat(books.getsBack("return 1", order, "return", 7, "3")).isInstanceOf(Posted.class);
    assertThat(books.getsBack("return 2", order, "return", 7, "3")).isEqualTo(new OverCap());
    assertThat(books.getsBack("return 3", order, "return", 7, "2")).isInstanceOf(Posted.class);
    assertThat(books.getsBack("return 4", 4711, "none", 7, "2")).isEqualTo(new WrongState(null));
    assertThat(books.balance(7)).isEqualByComparingTo("10");
  }

  @Test
  void settlesAPendingOrderOnce() {
    books.transfer("pending", 8, "10");
    long order = books.pendingOrder("pending", "2", "15 minutes");
    assertThat(books.post(LedgerTransactions.paymentOf(order, 8, "2"))).isInstanceOf(Posted.class);
    assertThat(books.post(LedgerTransactions.paymentOf(order, 8, "2")))
        .isEqualTo(new WrongState(OrderStatus.PAID));
    assertThat(books.balance(8)).isEqualByComparingTo("8");
  }

  @Test
  void doesNotSettleWhatIsOver() {
    books.transfer("over", 9, "10");
    long order = books.pendingOrder("over", "2", "-1 second");
    assertThat(books.post(LedgerTransactions.paymentOf(order, 9, "2")))
        .isEqualTo(new WrongState(OrderStatus.EXPIRED));
    assertThat(books.number("select expire_orders(100, 'sweeping')::numeric"))
        .isEqualByComparingTo("1");
    assertThat(books.post(LedgerTransactions.paymentOf(order, 9, "2")))
        .isEqualTo(new WrongState(OrderStatus.EXPIRED));
    assertThat(books.pays("over", 9, "1", "0")).isInstanceOf(Posted.class);
    assertThat(books.balance(9)).isEqualByComparingTo("9");
  }

  /** The database refuses what no code can ask for, too. */
  @Test
  void nothingIsPostedBetweenLiveAndTest() {
    long tester = Realm.FIRST_TEST_UID + 1;
    books.transfer("live money", 77, "1");
    books.post(
        LedgerTransactions.transfer(
            "test money",
            Purpose.of(Purpose.Type.OPENING_BALANCE),
            LedgerTransactions.posting(
                Account.issuer(Realm.TEST), LedgerTransactions.open(tester), "5")));
    assertThat(books.balance(tester)).isEqualByComparingTo("5");
    assertThatThrownBy(() -> LedgerTransactions.transfer("mixed", tester, "1"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                books.run(
                    """
                    insert into entries
                      select id, 1001, now(), 1, 1, case when owner = 0 then -1 else 1 end, 0
                        from accounts where kind = 'ISSUER'
                    """))
        .hasMessageContaining("between live and test");
    assertThatThrownBy(
            () ->
                books.run(
                    "insert into accounts (owner, kind, coin_id) values (%s, 'COIN', 1)"
                        .formatted(Realm.TEST.platformUid())))
        .hasMessageContaining("accounts_owner_check");
  }

  @Test
  void refusesEntriesThatDoNotSumToZero() {
    assertThatThrownBy(() -> books.run("insert into entries select 1, 1001, now(), 1, 1, 1, 0"))
        .hasMessageContaining("do not sum to zero");
  }

  @Test
  void neitherChangesNorDeletesEntriesAndKeepsHandsOffTheRest() {
    for (String action :
        new String[] {
          "update entries set balance_change = 0",
          "delete from entries",
          "truncate entries",
          "delete from orders",
          "update orders set amount = 1",
          "delete from accounts",
          "update accounts set owner = 7",
          "delete from gifts",
          "delete from order_numbers",
          "drop table entries",
          "create table mine (id int)"
        }) {
      assertThatThrownBy(() -> books.run(action))
          .as(action)
          .rootCause()
          .message()
          .containsAnyOf("permission denied", "must be owner");
    }
  }

  @Test
  void leavesAFinishedOrderAsItIs() {
    books.transfer("finished", 10, "10");
    long order = LedgerFixture.orderId(books.pays("finished", 10, "5", "0"));
    assertThatThrownBy(
            () ->
                books.run(
                    "update orders set status = 'FAILED', settled_at = null where id = " + order))
        .hasMessageContaining("is PAID and cannot become FAILED");
  }
}
