package io.berth.pay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.api.AccountKind;
import io.berth.api.Realm;
import io.berth.api.order.Direction;
import io.berth.pay.ledger.LedgerTransaction.PayoutLimit;
import io.berth.pay.ledger.LedgerTransaction.Refund;
import io.berth.pay.ledger.LedgerTransaction.Target;
import io.berth.pay.ledger.PostingOutcome.NotAllowed;
import io.berth.pay.ledger.PostingOutcome.Posted;
import io.berth.pay.ledger.Purpose.Type;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way of debiting, tried on an app's account, a person's, and what is nobody's. */
@ParameterizedClass
@EnumSource
record PostingGuardIntegrationTests(LedgerFixture.Way way) {
  private static final Set<Type> OF_ITS_APP =
      EnumSet.of(Type.PAYOUT, Type.RETURN, Type.PROFIT_SHARE);
  private static final Set<Type> OF_ANY_ACCOUNT =
      EnumSet.of(Type.CORRECTION, Type.MIGRATION, Type.SETTLEMENT, Type.DEPOSIT);
  private static final long PERSON = 500;
  private static final long OTHER_APP = 998;

  static LedgerFixture books;

  @BeforeParameterizedClassInvocation
  static void openBooks(LedgerFixture.Way way) {
    books = new LedgerFixture(way);
    books.run("select mark_app_account(%s, 'other')".formatted(OTHER_APP));
    books.transfer("app", LedgerFixture.MERCHANT, "1000");
    books.transfer("other app", OTHER_APP, "1000");
    books.transfer("person", PERSON, "1000");
  }

  @AfterEach
  void booksAreRight() {
    books.assertBooksAreRight();
  }

  private static Purpose purpose(Type type, String app) {
    return new Purpose(type, OF_ITS_APP.contains(type) ? app : null);
  }

  private static PostingOutcome moves(Purpose purpose, Account from) {
    return books.post(
        LedgerTransactions.transfer(
            "moves " + System.nanoTime(),
            purpose,
            LedgerTransactions.posting(from, LedgerTransactions.open(501), "1")));
  }

  private static PostingOutcome orders(
      String app, Direction direction, long from, long to, boolean refund) {
    String tradeNo = "guard_" + System.nanoTime();
    OrderDraft draft =
        new OrderDraft(
            app,
            tradeNo,
            new OrderUser(direction == Direction.USER_TO_APP ? from : to, null),
            OrderAmount.withoutFee(LedgerTransactions.COIN, BigDecimal.ONE),
            direction,
            AccountKind.OPEN,
            Map.of());
    @Nullable Refund back =
        refund
            ? new Refund(
                LedgerFixture.orderId(books.pays("paid_" + tradeNo, PERSON, "1", "0")),
                "paid_" + tradeNo,
                true)
            : null;
    PayoutLimit limit =
        direction == Direction.APP_TO_USER ? new PayoutLimit(LedgerTransactions.TODAY, null) : null;
    return books.post(
        new LedgerTransaction(
            new Target.NewOrder(draft),
            limit,
            back,
            List.of(
                LedgerTransactions.posting(
                    LedgerTransactions.open(from), LedgerTransactions.open(to), "1")),
            "request-1"));
  }

  @ParameterizedTest
  @EnumSource
  void anAppsAccountIsDebitedByItsOwnAppsWaysAndWhatSetsBooksRightAlone(Type type) {
    Account account = LedgerTransactions.open(LedgerFixture.MERCHANT);
    boolean allowed = OF_ITS_APP.contains(type) || OF_ANY_ACCOUNT.contains(type);
    assertThat(moves(purpose(type, LedgerTransactions.APP), account))
        .isInstanceOf(allowed ? Posted.class : NotAllowed.class);
    assertThat(moves(purpose(type, "other"), account))
        .as("for another app")
        .isInstanceOf(OF_ANY_ACCOUNT.contains(type) ? Posted.class : NotAllowed.class);
    assertThat(moves(purpose(type, ""), account))
        .as("for no app")
        .isInstanceOf(OF_ANY_ACCOUNT.contains(type) ? Posted.class : NotAllowed.class);
  }

  @ParameterizedTest
  @EnumSource
  void aPersonsAccountIsDebitedByNoAppsWayOfPaying(Type type) {
    boolean allowed =
        type == Type.PAYMENT || type == Type.WITHDRAWAL || OF_ANY_ACCOUNT.contains(type);
    for (String app : List.of(LedgerTransactions.APP, "")) {
      assertThat(moves(purpose(type, app), LedgerTransactions.open(PERSON)))
          .isInstanceOf(allowed ? Posted.class : NotAllowed.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyOpeningBalancesAndWhatSetsBooksRightTakeFromTheIssuer(Type type) {
    boolean allowed = type == Type.OPENING_BALANCE || OF_ANY_ACCOUNT.contains(type);
    assertThat(moves(purpose(type, LedgerTransactions.APP), Account.issuer(Realm.LIVE)))
        .isInstanceOf(allowed ? Posted.class : NotAllowed.class);
  }

  @ParameterizedTest
  @EnumSource
  void commissionSuspenseAndDepositsAreTakenFromByWhatSetsBooksRightAlone(Type type) {
    books.post(
        LedgerTransactions.transfer(
            "commission " + type,
            Purpose.of(Type.CORRECTION),
            LedgerTransactions.posting(
                Account.issuer(Realm.LIVE), Account.commission(LedgerFixture.MERCHANT), "5")));
    books.post(
        LedgerTransactions.transfer(
            "deposit " + type,
            Purpose.of(Type.DEPOSIT),
            LedgerTransactions.posting(
                Account.issuer(Realm.LIVE), Account.deposit(LedgerFixture.MERCHANT), "5")));
    books.post(
        LedgerTransactions.transfer(
            "suspense " + type,
            Purpose.of(Type.CORRECTION),
            LedgerTransactions.posting(Account.issuer(Realm.LIVE), Account.suspense(PERSON), "5")));
    for (Account account :
        List.of(
            Account.commission(LedgerFixture.MERCHANT),
            Account.deposit(LedgerFixture.MERCHANT),
            Account.suspense(PERSON))) {
      assertThat(moves(purpose(type, LedgerTransactions.APP), account))
          .isInstanceOf(OF_ANY_ACCOUNT.contains(type) ? Posted.class : NotAllowed.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWithdrawnAndTheBankAreTakenFromByTheirOwnWaysAndWhatSetsBooksRight(Type type) {
    books.post(
        LedgerTransactions.transfer(
            "withdrawal " + type,
            Purpose.of(Type.CORRECTION),
            LedgerTransactions.posting(
                Account.issuer(Realm.LIVE), Account.withdrawal(PERSON), "5")));
    Purpose purpose = purpose(type, LedgerTransactions.APP);
    boolean ends = type == Type.WITHDRAWAL || OF_ANY_ACCOUNT.contains(type);
    assertThat(moves(purpose, Account.withdrawal(PERSON)))
        .isInstanceOf(ends ? Posted.class : NotAllowed.class);
    assertThat(moves(purpose, Account.bank()))
        .as("falls below zero")
        .isInstanceOf(OF_ANY_ACCOUNT.contains(type) ? Posted.class : NotAllowed.class);
  }

  @Test
  void ordersOfAnotherAppTakeNothingFromAnAppsAccount() {
    long app = LedgerFixture.MERCHANT;
    assertThat(orders("other", Direction.USER_TO_APP, app, OTHER_APP, false))
        .as("scope 12 of another app, or its pay page")
        .isEqualTo(new NotAllowed());
    assertThat(orders("other", Direction.APP_TO_USER, app, PERSON, false))
        .as("a payout of another app")
        .isEqualTo(new NotAllowed());
    assertThat(orders("other", Direction.APP_TO_USER, app, PERSON, true))
        .as("a return of another app")
        .isEqualTo(new NotAllowed());
    assertThat(orders(LedgerTransactions.APP, Direction.APP_TO_USER, PERSON, 501, false))
        .as("a payout from a person")
        .isEqualTo(new NotAllowed());
    assertThat(orders(LedgerTransactions.APP, Direction.APP_TO_USER, app, PERSON, false))
        .isInstanceOf(Posted.class);
    assertThat(orders(LedgerTransactions.APP, Direction.APP_TO_USER, app, PERSON, true))
        .isInstanceOf(Posted.class);
  }

  @Test
  void aPrepaymentIsNotPaidFromAnAppsAccount() {
    long order = books.pendingOrder("guarded", "2", "15 minutes");
    assertThat(
            books.post(
                new LedgerTransaction(
                    new Target.PendingOrder(order, new OrderUser(OTHER_APP, null)),
                    null,
                    null,
                    List.of(
                        LedgerTransactions.posting(
                            LedgerTransactions.open(OTHER_APP),
                            LedgerTransactions.open(LedgerFixture.MERCHANT),
                            "2")),
                    "request-1")))
        .isEqualTo(new NotAllowed());
    assertThat(books.post(LedgerTransactions.paymentOf(order, PERSON, "2")))
        .isInstanceOf(Posted.class);
  }

  @Test
  void nothingOfAnAppIsFrozenByThePaymentOfAPerson() {
    assertThat(books.holds("freeze an app", LedgerFixture.MERCHANT, "1"))
        .isEqualTo(new NotAllowed());
  }

  @Test
  void oneThatIsNotAllowedSpoilsNoneOfItsBatch() {
    List<PostingOutcome> outcomes =
        books.postTogether(
            List.of(
                LedgerTransactions.payment("batched_1", PERSON, "1", "0"),
                LedgerTransactions.holding("batched_2", OTHER_APP, "1"),
                LedgerTransactions.payout("batched_3", PERSON, "1", null)));
    assertThat(outcomes.get(0)).isInstanceOf(Posted.class);
    assertThat(outcomes.get(1)).isEqualTo(new NotAllowed());
    assertThat(outcomes.get(2)).isInstanceOf(Posted.class);
  }

  @Test
  void anAccountThatHadMoneyBeforeItWasMarkedIsGuardedAsWell() {
    books.transfer("before", 997, "5");
    books.run("select mark_app_account(997, 'late')");
    books.run("select mark_app_account(997, 'late')");
    assertThat(moves(Purpose.of(Type.PAYMENT), LedgerTransactions.open(997)))
        .isEqualTo(new NotAllowed());
    assertThat(moves(new Purpose(Type.PAYOUT, "late"), LedgerTransactions.open(997)))
        .isInstanceOf(Posted.class);
  }

  @Test
  void noAccountIsTwoAppsAndNoAppHasTwoAndNoMarkIsTakenAway() {
    assertThatThrownBy(() -> books.run("select mark_app_account(999, 'other')"))
        .hasMessageContaining("is that of app game");
    assertThatThrownBy(() -> books.run("select mark_app_account(777, 'game')"))
        .hasMessageContaining("duplicate key");
    for (String action :
        List.of(
            "update accounts set app_id = null",
            "delete from app_accounts",
            "insert into app_accounts values (1, 'x')")) {
      assertThatThrownBy(() -> books.run(action))
          .as(action)
          .rootCause()
          .hasMessageContaining("permission denied");
    }
  }
}
