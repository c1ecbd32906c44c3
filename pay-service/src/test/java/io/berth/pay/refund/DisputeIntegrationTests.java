package io.berth.pay.refund;

import static io.berth.pay.Merchant.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.AccountKind;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.dispute.Dispute;
import io.berth.api.dispute.Dispute.State;
import io.berth.api.dispute.DisputeCommand.AnswerDispute;
import io.berth.api.dispute.DisputeCommand.DecideDispute;
import io.berth.api.dispute.DisputeCommand.OperateDispute;
import io.berth.api.dispute.DisputeCommand.OperateDisputes;
import io.berth.api.dispute.DisputeCommand.ReadOrderDisputes;
import io.berth.api.dispute.DisputeCommand.RefundDispute;
import io.berth.api.dispute.DisputeOutcome.DisputeFound;
import io.berth.api.dispute.DisputeOutcome.DisputeList;
import io.berth.api.order.Order;
import io.berth.api.order.OrderCommand;
import io.berth.api.order.OrderCommand.RefundOrder;
import io.berth.api.order.RefundNotice.DisputeEvent;
import io.berth.api.order.RefundNotice.MailDispute;
import io.berth.pay.FakeDid;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.pay.checkout.Browser;
import io.berth.test.postgres.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@PayServiceTest
class DisputeIntegrationTests {
  private static final long FIONA = 7_000_001;
  private static final Outcome DONE = new Outcome.Done();

  @Autowired Merchant merchant;
  @Autowired FakeDid did;
  @LocalServerPort int port;

  private final String tradeNo = "disputed-" + UUID.randomUUID();
  private long player;
  private Order payment;
  private String page;

  @BeforeEach
  void payment() {
    merchant.opens();
    player = merchant.player("10", 12);
    merchant.charges(tradeNo, player, "3");
    payment = merchant.order(tradeNo);
    page = "/account/payments/" + payment.id();
  }

  /** The player with the form of the receipt in front of them. */
  private Browser reader() {
    Browser browser = new Browser(port).signedInAs(player);
    browser.opens(page);
    return browser;
  }

  private int reports(Browser browser, String receipt) {
    return browser
        .sends(receipt + "/dispute", "reason", "NOT_RECEIVED", "text", "no sword <came>")
        .status();
  }

  private Dispute dispute() {
    return ((DisputeList) asks(new ReadOrderDisputes(payment.id()))).disputes().getFirst();
  }

  private Outcome asks(io.berth.api.Command command) {
    return merchant.does(command, person(FIONA));
  }

  private List<DisputeEvent> mailed(long dispute) {
    return did.asked.stream()
        .filter(MailDispute.class::isInstance)
        .map(MailDispute.class::cast)
        .filter(mail -> mail.dispute() == dispute)
        .map(MailDispute::event)
        .toList();
  }

  @Test
  void aPlayerReportsTheCompanyAnswersAndTheOperatorRefundsOnce() {
    Browser browser = reader();
    assertThat(reports(browser.signedInAs(merchant.player("0")), page)).isEqualTo(404);
    assertThat(reports(browser.signedInAs(player), page)).isEqualTo(303);
    assertThat(reports(browser, page)).as("one open dispute per order").isEqualTo(200);
    Dispute open = dispute();
    assertThat(open.text()).isEqualTo("no sword <came>");
    assertThat(asks(new DecideDispute(open.id(), null, "no")))
        .isEqualTo(Invalid.of("dispute", "open"));
    assertThat(asks(new AnswerDispute(open.id(), "it is in the bank"))).isEqualTo(DONE);
    assertThat(asks(new AnswerDispute(open.id(), "again")))
        .isEqualTo(Invalid.of("dispute", "decided"));
    assertThat(((DisputeList) asks(new OperateDisputes(true, null))).disputes())
        .anyMatch(each -> each.id() == open.id());

    List<CompletableFuture<Outcome>> decided =
        IntStream.range(0, 6)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () ->
                            asks(
                                new DecideDispute(
                                    open.id(), new BigDecimal(1 + i % 2), "it is empty"))))
            .toList();
    decided.forEach(CompletableFuture::join);
    assertThat(dispute().state()).isEqualTo(State.REFUNDED);
    assertThat(dispute().decision()).isEqualTo("it is empty");
    BigDecimal rest = ((DisputeFound) asks(new OperateDispute(open.id()))).refundable();
    assertThat(rest.stripTrailingZeros())
        .as("one of both amounts, once")
        .isIn(BigDecimal.ONE, BigDecimal.TWO);
    assertThat(merchant.balance(player, AccountKind.OPEN))
        .isEqualByComparingTo(new BigDecimal("10").subtract(rest));
    assertThat(asks(new DecideDispute(open.id(), null, "closed after all")))
        .isEqualTo(Invalid.of("dispute", "decided"));
    String receipt = new Browser(port).signedInAs(player).opens(page).html();
    assertThat(receipt).contains("no sword &lt;came&gt;", "it is in the bank", "it is empty");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> mailed(open.id()).contains(DisputeEvent.REFUNDED));
    assertThat(mailed(open.id()))
        .containsExactly(DisputeEvent.OPENED, DisputeEvent.ANSWERED, DisputeEvent.REFUNDED);
  }

  @Test
  void theCompanyRefundsAndTheUserIsBoundedPerDay() {
    Browser browser = reader();
    assertThat(reports(browser, page)).isEqualTo(303);
    assertThat(asks(new RefundDispute(dispute().id(), new BigDecimal("4"), "sorry")))
        .isEqualTo(Invalid.of("amount", "over-rest"));
    assertThat(asks(new RefundDispute(dispute().id(), new BigDecimal("2"), "sorry")))
        .isEqualTo(DONE);
    assertThat(dispute().state()).isEqualTo(State.REFUNDED);
    assertThat(merchant.balance(player, AccountKind.OPEN)).isEqualTo("9");
    assertThat(reports(browser, page)).isEqualTo(303);
    assertThat(asks(new RefundDispute(dispute().id(), new BigDecimal("2"), "sorry")))
        .isEqualTo(Invalid.of("amount", "over-rest"));
    asks(new AnswerDispute(dispute().id(), "it was refunded"));
    assertThat(asks(new DecideDispute(dispute().id(), null, "paid back"))).isEqualTo(DONE);
    assertThat(dispute().state()).isEqualTo(State.CLOSED);
    assertThat(reports(browser, page)).isEqualTo(303);
    assertThat(reports(browser, paidPage(tradeNo + "-2"))).as("a fourth of the day").isEqualTo(200);
  }

  private String paidPage(String number) {
    merchant.charges(number, player, "1");
    return "/account/payments/" + merchant.order(number).id();
  }

  @Test
  void aRefundMadeElsewhereEndsTheDisputeOnceNothingIsLeft() {
    Browser browser = reader();
    assertThat(reports(browser, page)).isEqualTo(303);
    Dispute open = dispute();
    merchant.returns(tradeNo, tradeNo + "-a", null, "1");
    assertThat(reports(browser, paidPage(tradeNo + "-2"))).as("wakes a look").isEqualTo(303);
    Awaitility.await().until(() -> mailed(open.id()).contains(DisputeEvent.OPENED));
    assertThat(dispute().state()).as("a part is left").isEqualTo(State.OPEN);

    String number = OrderCommand.refundNumber(payment.id()) + "00000001";
    asks(new RefundOrder(payment.id(), number, new BigDecimal("2"), "sent the wrong sword"));
    Awaitility.await().until(() -> mailed(open.id()).contains(DisputeEvent.REFUNDED));
    assertThat(mailed(open.id())).containsExactly(DisputeEvent.OPENED, DisputeEvent.REFUNDED);
    assertThat(dispute().state()).isEqualTo(State.REFUNDED);
    assertThat(dispute().decision()).isEqualTo("sent the wrong sword");
    assertThat(asks(new AnswerDispute(open.id(), "no"))).isNotEqualTo(DONE);
    assertThat(reports(browser, page)).as("nothing is left to dispute").isEqualTo(200);
  }

  @Test
  void aRefundByTheMerchantsServerGivesNoReason() {
    Browser browser = reader();
    reports(browser, page);
    long id = dispute().id();
    merchant.returns(tradeNo, tradeNo + "-a", "1", null);
    reports(browser, paidPage(tradeNo + "-2"));
    Awaitility.await().until(() -> dispute().state() == State.REFUNDED);
    assertThat(dispute().decision()).isEmpty();
    Awaitility.await().until(() -> mailed(id).contains(DisputeEvent.REFUNDED));
  }

  @Test
  void whatIsNotAnsweredInTimeGoesToTheOperator(TestDatabase database) {
    Browser browser = reader();
    reports(browser, page);
    long id = dispute().id();
    database.execute("update disputes set answer_by = now() where id = " + id);
    reports(browser, page);
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> dispute().state() == State.UNANSWERED);
    assertThat(asks(new AnswerDispute(id, "too late"))).isEqualTo(Invalid.of("dispute", "decided"));
  }
}
