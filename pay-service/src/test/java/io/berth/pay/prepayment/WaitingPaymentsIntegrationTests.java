package io.berth.pay.prepayment;

import static io.berth.pay.Merchant.caller;
import static io.berth.pay.Merchant.order;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.balance.CoinReference;
import io.berth.api.order.Order;
import io.berth.api.order.OrderStatus;
import io.berth.api.order.PaymentCommand.PrepayOnce;
import io.berth.dialect.api.App;
import io.berth.pay.FakeApps;
import io.berth.pay.FakeDid;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.pay.checkout.Browser;
import io.berth.pay.order.Orders;
import io.berth.service.caller.CallerTokens;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.Screenshots;
import io.berth.test.browser.WithBrowser;
import io.berth.test.postgres.TestDatabase;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@PayServiceTest
class WaitingPaymentsIntegrationTests {
  private static final String PATH = "/account/payments/waiting";
  private static final String APP = "fomoshop";

  @Autowired Merchant merchant;
  @Autowired Orders orders;
  @LocalServerPort int port;

  private long player;
  private Browser browser;

  @BeforeEach
  void open() {
    merchant.opens();
    App app = FakeApps.app(APP);
    merchant.changes(
        new App(
            APP,
            "fomo",
            app.profile(),
            app.accounts(),
            app.links(),
            app.policy(),
            app.credentials()));
    player = merchant.player("10");
    browser = new Browser(port).signedInAs(player);
  }

  private Order prepays(String amount) {
    Outcome prepaid =
        merchant.does(
            new PrepayOnce(
                UUID.randomUUID().toString(),
                new CoinReference.Code("usdt"),
                new BigDecimal(amount),
                "xyz",
                "wenjing.com/back.php",
                180,
                Map.of("server_uri", "wenjing.com/pay.php")),
            caller(Caller.Kind.CLIENT, player).withApp(APP, null));
    return order(prepaid);
  }

  private OrderStatus status(Order order) {
    return Objects.requireNonNull(orders.byId(order.id()).block()).order().status();
  }

  private Browser decides(Order order, String decision, String password) {
    browser.opens(PATH);
    browser.sends(
        PATH, "order", String.valueOf(order.id()), "decision", decision, "pay_password", password);
    return browser;
  }

  @Test
  void aPlayerConfirmsOneWithThePayPasswordAndDeclinesAnother() {
    Order wanted = prepays("4");
    Order other = prepays("3");
    assertThat(browser.opens(PATH).html())
        .contains("Test App", wanted.tradeNo(), other.tradeNo(), "2 min");

    assertThat(decides(wanted, "pay", "wrong").opens(PATH).html()).contains(wanted.tradeNo());
    assertThat(status(wanted)).isEqualTo(OrderStatus.PENDING);
    decides(wanted, "pay", FakeDid.PASSWORD);
    assertThat(status(wanted)).isEqualTo(OrderStatus.PAID);
    assertThat(merchant.balance(player, AccountKind.COIN)).isEqualTo("6");
    decides(wanted, "pay", FakeDid.PASSWORD);
    assertThat(merchant.balance(player, AccountKind.COIN)).as("once").isEqualTo("6");

    decides(other, "decline", "");
    assertThat(status(other)).isEqualTo(OrderStatus.CANCELLED);
    assertThat(browser.opens(PATH).html()).contains("No payment waits");
  }

  @Test
  void nobodyElseSeesOrDecidesItAndItsTimeEnds(TestDatabase database) {
    Order order = prepays("4");
    long stranger = merchant.player("10");
    browser.signedInAs(stranger);
    assertThat(browser.opens(PATH).html()).doesNotContain(order.tradeNo());
    decides(order, "pay", FakeDid.PASSWORD);
    decides(order, "decline", "");
    assertThat(status(order)).isEqualTo(OrderStatus.PENDING);

    database.execute("update orders set expires_at = now() where id = " + order.id());
    browser.signedInAs(player);
    assertThat(browser.opens(PATH).html()).doesNotContain(order.tradeNo());
    decides(order, "pay", FakeDid.PASSWORD);
    assertThat(merchant.balance(player, AccountKind.COIN)).isEqualTo("10");
  }

  @Test
  void aPaymentOfAProtocolWithAPayPageIsNotShown() {
    Order order =
        order(
            merchant.does(
                new PrepayOnce(
                    UUID.randomUUID().toString(),
                    new CoinReference.Code("usdt"),
                    BigDecimal.ONE,
                    "xyz",
                    "wenjing.com/back.php",
                    180,
                    Map.of()),
                caller(Caller.Kind.CLIENT, player)));
    assertThat(browser.opens(PATH).html()).doesNotContain(order.tradeNo());
  }

  @Test
  @WithBrowser
  void fitsPhonesAndDesks(Page page) {
    prepays("4");
    prepays("123456.123456");
    page.setExtraHTTPHeaders(Map.of(CallerTokens.HEADER, Browser.vouch(player)));
    for (String language : new String[] {"en", "zh-CN", "ko"}) {
      for (int width : new int[] {360, 1280}) {
        page.setViewportSize(width, 800);
        page.navigate("http://127.0.0.1:" + port + PATH + "?lang=" + language);
        Accessibility.check(page);
        Object beyond =
            page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(beyond).as(language + " at " + width).isEqualTo(0);
        Screenshots.ofPage(page, "waiting-" + language + "-" + width);
      }
    }
  }
}
