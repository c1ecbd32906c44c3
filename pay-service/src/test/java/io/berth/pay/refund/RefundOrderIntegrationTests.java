package io.berth.pay.refund;

import static io.berth.pay.Merchant.person;
import static io.berth.pay.Merchant.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.AccountKind;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.audit.AuditFilter;
import io.berth.api.audit.AuditOutcome.AuditEntry;
import io.berth.api.audit.AuditOutcome.AuditPage;
import io.berth.api.launch.LaunchState;
import io.berth.api.operator.OperatorPayCommand.ReadPayAudit;
import io.berth.api.order.Order;
import io.berth.api.order.OrderCommand;
import io.berth.api.order.OrderCommand.ReadOrderLife;
import io.berth.api.order.OrderCommand.RefundOrder;
import io.berth.api.order.OrderOutcome.OrderLife;
import io.berth.api.order.OrderOutcome.Refunded;
import io.berth.api.order.RefundNotice.MailRefund;
import io.berth.pay.FakeApps;
import io.berth.pay.FakeDid;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
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

@PayServiceTest
class RefundOrderIntegrationTests {
  private static final long FIONA = 7_000_001;

  @Autowired Merchant merchant;
  @Autowired FakeDid did;

  private final String tradeNo = "sold-" + UUID.randomUUID();
  private long player;
  private Order payment;

  @BeforeEach
  void payment() {
    merchant.opens();
    player = merchant.player("10", 12);
    merchant.charges(tradeNo, player, "3");
    payment = merchant.order(tradeNo);
  }

  private RefundOrder refund(String digits, String amount) {
    return new RefundOrder(
        payment.id(),
        OrderCommand.refundNumber(payment.id()) + digits,
        new BigDecimal(amount),
        " broken sword ");
  }

  private Outcome asks(RefundOrder refund) {
    return merchant.does(refund, person(FIONA));
  }

  private OrderLife life() {
    return (OrderLife) merchant.does(new ReadOrderLife(payment.id()), person(FIONA));
  }

  private List<MailRefund> mails() {
    return did.asked.stream()
        .filter(MailRefund.class::isInstance)
        .map(MailRefund.class::cast)
        .filter(mail -> mail.orderId() == payment.id())
        .toList();
  }

  @Test
  void paysBackInPartsUpToThePayment() {
    assertThat(life().refundable()).isEqualTo("3");
    Order part = ((Refunded) asks(refund("aaaaaaaa", "1.25"))).refund();
    assertThat(part.returnOf()).isEqualTo(tradeNo);
    assertThat(part.attributes())
        .containsEntry("reason", "broken sword")
        .containsEntry("refundedBy", Long.toString(FIONA));
    assertThat(life().refundable()).isEqualTo("1.75");
    assertThat(asks(refund("bbbbbbbb", "1.750001"))).isEqualTo(Invalid.of("amount", "over-rest"));
    assertThat(asks(refund("bbbbbbbb", "1.75"))).isInstanceOf(Refunded.class);
    assertThat(life().refundable()).isEqualTo("0");
    assertThat(merchant.balance(player, AccountKind.OPEN)).isEqualTo("10");
    assertThat(audited())
        .extracting(AuditEntry::reason)
        .containsExactly("broken sword", "broken sword", "broken sword");
  }

  private List<AuditEntry> audited() {
    AuditFilter filter = new AuditFilter(null, null, null, "order/" + payment.id(), null, 50);
    return ((AuditPage) merchant.does(new ReadPayAudit(filter), person(FIONA))).entries();
  }

  @Test
  void aFormThatIsSentAgainRefundsOnce() {
    RefundOrder form = refund("cccccccc", "1");
    List<CompletableFuture<Outcome>> sent =
        IntStream.range(0, 8)
            .mapToObj(_ -> CompletableFuture.supplyAsync(() -> asks(form)))
            .toList();
    assertThat(sent.stream().map(CompletableFuture::join))
        .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Refunded.class));
    assertThat(merchant.balance(player, AccountKind.OPEN)).isEqualTo("8");
    assertThat(asks(refund("cccccccc", "2"))).isEqualTo(Invalid.of("tradeNo", "taken"));
  }

  @Test
  void isMailedOnce() {
    asks(refund("dddddddd", "9"));
    asks(refund("eeeeeeee", "0.5"));
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !mails().isEmpty());
    assertThat(mails())
        .as("not of what was refused")
        .containsExactly(
            new MailRefund(
                Merchant.APP, player, payment.id(), tradeNo, "0.5 usdt", "broken sword"));
  }

  @Test
  void refusesWhatIsNoRefund() {
    assertThat(asks(refund("ffffffff", "0"))).isEqualTo(Invalid.of("amount", "malformed"));
    assertThat(asks(refund("ffffffff", "0.0000001"))).isEqualTo(Invalid.of("amount", "malformed"));
    assertThat(asks(refund("FFFFFFFF", "1"))).isEqualTo(Invalid.of("tradeNo", "malformed"));
    assertThat(
            asks(
                new RefundOrder(
                    payment.id(), refund("ffffffff", "1").tradeNo(), BigDecimal.ONE, " ")))
        .isEqualTo(Invalid.of("reason", "missing"));
    Order refund = ((Refunded) asks(refund("gggggggg", "1"))).refund();
    RefundOrder again =
        new RefundOrder(
            refund.id(),
            OrderCommand.refundNumber(refund.id()) + "hhhhhhhh",
            BigDecimal.ONE,
            "a refund of a refund");
    assertThat(asks(again)).isEqualTo(Invalid.of("refund", "not-paid"));
    RefundOrder unknown =
        new RefundOrder(1, OrderCommand.refundNumber(1) + "hhhhhhhh", BigDecimal.ONE, "why not");
    assertThat(refusal(asks(unknown))).isEqualTo(ErrorCode.ORDER_UNKNOWN);
  }

  @Test
  void paysBackUsersOfASuspendedAppButOfNoClosedOne() {
    merchant.changes(FakeApps.with(FakeApps.app(Merchant.APP), LaunchState.SUSPENDED));
    assertThat(asks(refund("iiiiiiii", "1"))).isInstanceOf(Refunded.class);
    merchant.changes(FakeApps.with(FakeApps.app(Merchant.APP), LaunchState.CLOSED));
    assertThat(asks(refund("jjjjjjjj", "1"))).isEqualTo(Invalid.of("refund", "closed"));
  }
}
