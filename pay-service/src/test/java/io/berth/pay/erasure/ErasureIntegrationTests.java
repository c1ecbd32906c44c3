package io.berth.pay.erasure;

import static io.berth.pay.Merchant.person;
import static io.berth.pay.Merchant.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.api.AccountKind;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Subject;
import io.berth.api.balance.BalanceCommand.GiveOpeningBalance;
import io.berth.api.operator.OperatorPayCommand.EraseUser;
import io.berth.api.operator.OperatorPayCommand.ExportUser;
import io.berth.api.operator.OperatorPayCommand.RequestAdjustment;
import io.berth.api.operator.OperatorPayCommand.Side;
import io.berth.api.operator.OperatorPayOutcome.UserExport;
import io.berth.api.order.OrderReference;
import io.berth.api.order.PaymentCommand.Prepay;
import io.berth.api.order.PaymentCommand.ReadOrder;
import io.berth.api.person.PersonCommand.ExportPerson;
import io.berth.pay.FakeDid;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.pay.checkout.Browser;
import io.berth.pay.order.Orders;
import io.berth.service.json.BerthJson;
import io.berth.test.postgres.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Tests that people are erased only once they own nothing, and own nothing ever after. */
@PayServiceTest
class ErasureIntegrationTests {

  private static final Duration MAX_WAIT = Duration.ofSeconds(20);
  private static final long OPERATOR = 4_242_424;

  @Autowired Merchant merchant;
  @Autowired FakeDid did;
  @Autowired Erasures erasures;
  @Autowired Orders orders;
  @LocalServerPort int port;

  @BeforeEach
  void open() {
    merchant.opens();
  }

  private Outcome erases(long uid) {
    return merchant.does(new EraseUser(uid, "asked by letter"), person(OPERATOR));
  }

  /** A player who has paid all that they had. */
  private long spent(String tradeNo) {
    long uid = merchant.player("0", 5, 12);
    merchant.gives(uid, AccountKind.OPEN, "2");
    Merchant.order(merchant.charges(tradeNo, uid, "2"));
    return uid;
  }

  @Test
  void aPersonTakesTheirDataAlongAndIsErased() {
    long uid = spent("erased_charge");
    Browser browser = new Browser(port).signedInAs(uid);

    JsonNode data = BerthJson.mapper().readTree(browser.opens("/account/data").html());
    assertThat(data.at("/person/profile/mail").asString()).isEqualTo("a@example.com");
    assertThat(data.at("/orders")).hasSize(1);
    assertThat(data.at("/orders/0/tradeNo").asString()).isEqualTo("erased_charge");
    assertThat(data.at("/balances/0/total").asString()).isEqualTo("0");

    assertThat(browser.sends("/account/delete", "password", FakeDid.PASSWORD).status())
        .as("without the page's token")
        .isEqualTo(403);
    browser.opens("/account/delete");
    assertThat(browser.sends("/account/delete", "password", "a guess").html())
        .contains("The password is wrong");
    merchant.gives(uid, AccountKind.COIN, "1.5");
    assertThat(browser.sends("/account/delete", "password", FakeDid.PASSWORD).html())
        .contains("still holds 1.5 usdt");
    assertThat(did.users).containsKey(uid);
    merchant.does(
        new RequestAdjustment(
            "erased-" + uid, Side.DEBIT, uid, AccountKind.COIN, "usdt", new BigDecimal("1.5"), "x"),
        person(OPERATOR));
    assertThat(browser.sends("/account/delete", "password", FakeDid.PASSWORD).html())
        .contains("Account deleted");
    assertThat(did.users).doesNotContainKey(uid);
  }

  @Test
  void anOperatorReadsThemInParts() {
    long uid = merchant.player("0", 5, 12);
    merchant.gives(uid, AccountKind.OPEN, "3");
    long first = Merchant.order(merchant.charges("exported_1", uid, "1")).id();
    Merchant.order(merchant.charges("exported_2", uid, "2"));

    UserExport whole = exports(new ExportUser(uid, "asked by letter", null));
    assertThat(whole.next()).isNull();
    JsonNode data = BerthJson.mapper().readTree(whole.json());
    assertThat(data.at("/person/profile/mail").asString()).isEqualTo("a@example.com");
    assertThat(data.at("/orders").findValuesAsString("tradeNo"))
        .containsExactly("exported_1", "exported_2");
    assertThat(did.asked)
        .filteredOn(ExportPerson.class::isInstance)
        .containsExactly(
            new ExportPerson(uid, OPERATOR, person(OPERATOR).address(), "asked by letter"));

    UserExport rest = exports(new ExportUser(uid, "", first));
    assertThat(BerthJson.mapper().readTree("{\"orders\":[0" + rest.json()).at("/orders"))
        .hasSize(2);
    assertThat(exports(new ExportUser(uid, "", Long.MAX_VALUE)).json()).isEqualTo("]}");
  }

  private UserExport exports(ExportUser export) {
    return (UserExport) merchant.does(export, person(OPERATOR));
  }

  @Test
  void anOpeningBalanceIsGivenOnceAndLeavesNoAddress(TestDatabase database) {
    long uid = merchant.player("0");
    String named = "bootstrap/a/letter@example.com/coin/usdt";
    GiveOpeningBalance give =
        new GiveOpeningBalance(named, uid, AccountKind.COIN, "usdt", new BigDecimal("3"));
    merchant.operator(give);
    merchant.operator(give);
    assertThat(merchant.balance(uid, AccountKind.COIN)).isEqualByComparingTo("3");
    assertThat(
            database.query(
                "select reference from gifts where reference = without_address('" + named + "')"))
        .singleElement()
        .satisfies(
            reference ->
                assertThat(reference)
                    .matches("bootstrap/@[0-9a-f]{64}/coin/usdt")
                    .isEqualTo(
                        database.query("select without_address('" + reference + "')").getFirst()));
    assertThat(database.query("select object from audit_log where object like '%letter%'"))
        .isEmpty();
    assertThatThrownBy(
            () -> database.execute("insert into gifts values ('%s', 1)".formatted(named)))
        .hasMessageContaining("gifts_without_address");
  }

  @Test
  void anErasedPersonIsUnknownAndNothingIsPaidToThem(TestDatabase database) {
    long uid = spent("erased_paid");
    assertThat(erases(uid)).isEqualTo(new Outcome.Done());
    assertThat(erases(uid)).isEqualTo(Invalid.of("uid", "unknown"));

    assertThat(refusal(merchant.pays("erased_payout", uid, "1"))).isEqualTo(ErrorCode.USER_UNKNOWN);
    assertThat(refusal(merchant.charges("erased_again", uid, "1")))
        .isEqualTo(ErrorCode.OPEN_ID_UNKNOWN);
    assertThat(refusal(merchant.returns("erased_paid", "erased_refund", "1", null)))
        .isEqualTo(ErrorCode.USER_UNKNOWN);
    assertThat(database.query("select balance from accounts where balance <> 0 and owner = " + uid))
        .isEmpty();
    assertThat(Merchant.order(merchant.does(order("erased_paid"))).uid())
        .as("the books keep whose it was")
        .isEqualTo(uid);
    assertThatThrownBy(
            () -> database.execute("update accounts set balance = 1 where owner = " + uid))
        .hasStackTraceContaining("accounts_closed_are_empty");
  }

  /** Between the look at the accounts and the erasure, a merchant's payout arrives. */
  @Test
  void aPayoutThatIsUnderWayIsNotLost(TestDatabase database) {
    long uid = spent("erased_race");
    did.erasing = command -> Refusal.of(ErrorCode.TIMEOUT);
    assertThat(refusal(erases(uid))).isEqualTo(ErrorCode.TIMEOUT);
    assertThat(refusal(merchant.pays("erased_late", uid, "1"))).isEqualTo(ErrorCode.USER_UNKNOWN);
    assertThat(refusal(merchant.charges("erased_late_charge", uid, "1")))
        .isEqualTo(ErrorCode.BALANCE_TOO_LOW);

    erasures.resume().block(MAX_WAIT);
    assertThat(refusal(merchant.pays("erased_late", uid, "1")))
        .as("did-service may still be at it")
        .isEqualTo(ErrorCode.USER_UNKNOWN);
    database.execute("update erasures set begun_at = begun_at - interval '1 hour'");
    erasures.resume().block(MAX_WAIT);
    assertThat(Merchant.order(merchant.pays("erased_late", uid, "1")).uid()).isEqualTo(uid);
    assertThat(merchant.balance(uid, AccountKind.COIN)).isEqualByComparingTo("1");
  }

  @Test
  void anErasureWhoseAnswerIsLostIsCompleted(TestDatabase database) {
    long uid = spent("erased_lost");
    did.erasing =
        command -> {
          did.erase(uid);
          return Refusal.of(ErrorCode.TIMEOUT);
        };
    assertThat(refusal(erases(uid))).isEqualTo(ErrorCode.TIMEOUT);
    database.execute("update erasures set begun_at = begun_at - interval '1 hour'");
    erasures.resume().block(MAX_WAIT);
    assertThat(database.query("select finished_at is not null from erasures where uid = " + uid))
        .containsExactly("t");
    assertThat(refusal(merchant.pays("erased_lost_payout", uid, "1")))
        .isEqualTo(ErrorCode.USER_UNKNOWN);
  }

  @Test
  void whatWaitsForThePersonComesFirst() {
    long uid = spent("erased_waits");
    did.erasing = command -> Invalid.of("uid", "last-owner");
    assertThat(erases(uid)).isEqualTo(Invalid.of("uid", "last-owner"));
    Merchant.order(merchant.pays("erased_waits_payout", uid, "1"));
    assertThat(erases(uid)).isEqualTo(Invalid.of("uid", "balance", "1 usdt"));

    long buyer = spent("erased_buyer");
    did.erasing = null;
    Prepay prepay = merchant.prepay("erased_open", "1");
    merchant.does(
        new Prepay(
            prepay.tradeNo(),
            prepay.coin(),
            prepay.amount(),
            prepay.device(),
            prepay.state(),
            prepay.redirectUrl(),
            new Subject.Uid(buyer),
            prepay.attributes()));
    assertThat(erases(buyer)).isEqualTo(Invalid.of("uid", "open-orders"));
    orders
        .cancel(Merchant.order(merchant.does(order("erased_open"))).id(), "request-1")
        .block(MAX_WAIT);
    assertThat(erases(buyer)).isEqualTo(new Outcome.Done());
  }

  private static ReadOrder order(String tradeNo) {
    return new ReadOrder(new OrderReference.TradeNo(tradeNo));
  }
}
