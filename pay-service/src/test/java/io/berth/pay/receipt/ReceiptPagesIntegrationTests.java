package io.berth.pay.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.pay.checkout.Browser;
import io.berth.service.caller.CallerTokens;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.Screenshots;
import io.berth.test.browser.WithBrowser;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@PayServiceTest
class ReceiptPagesIntegrationTests {

  @Autowired Merchant merchant;
  @LocalServerPort int port;

  @BeforeEach
  void open() {
    merchant.opens();
  }

  @Test
  void aPlayerSeesTheirOwnPaymentsNewestFirst() {
    long uid = merchant.player("100", 12);
    merchant.pays("receipt_prize", uid, "2.5");
    merchant.charges("receipt_charge", uid, "10");
    merchant.returns("receipt_charge", "receipt_back", null, "4");
    String list = new Browser(port).signedInAs(uid).opens("/account/payments").html();
    assertThat(list).containsSubsequence("+4", "Refunded", "−10", "Paid", "+2.5", "Received");

    long charge = merchant.order("receipt_charge").id();
    String one = new Browser(port).signedInAs(uid).opens("/account/payments/" + charge).html();
    assertThat(one)
        .contains("Test App", "Test Company", "−10", "receipt_charge", "shop", "Open account")
        .contains("/account/payments/" + merchant.order("receipt_back").id())
        .containsPattern("<time datetime=\"[-0-9T:.]+Z\">[^<]+ UTC</time>");
    long back = merchant.order("receipt_back").id();
    assertThat(new Browser(port).signedInAs(uid).opens("/account/payments/" + back).html())
        .contains("Refund of order", "receipt_charge");
  }

  @Test
  void otherPeoplesPaymentsAreNotThere() {
    long uid = merchant.player("100");
    merchant.pays("receipt_private", uid, "1");
    Browser stranger = new Browser(port).signedInAs(merchant.player("0"));
    assertThat(stranger.opens("/account/payments").html())
        .contains("not made or received any payments yet");
    String address = "/account/payments/" + merchant.order("receipt_private").id();
    assertThat(stranger.opens(address).status()).isEqualTo(404);
    assertThat(stranger.opens("/account/payments/none").status()).isEqualTo(404);
    assertThat(new Browser(port).opens(address).location())
        .isEqualTo("/account/sign-in?next=" + address.replace("/", "%2F"));
  }

  @Test
  void olderOnesAreOnPagesOfTheirOwn() {
    long uid = merchant.player("0");
    for (int number = 1; number <= 21; number++) {
      merchant.pays("receipt_many_" + number, uid, Integer.toString(100 + number));
    }
    Browser browser = new Browser(port).signedInAs(uid);
    String first = browser.opens("/account/payments").html();
    assertThat(first).contains("+121", "+102").doesNotContain("+101");
    String next = "/account/payments?before=" + merchant.order("receipt_many_2").id();
    assertThat(first).contains("href=\"" + next + "\"");
    assertThat(browser.opens(next).html()).contains("+101", "Newest").doesNotContain("Older");
  }

  @Test
  @WithBrowser
  void fitsPhonesAndDesks(Page page, BrowserContext context) {
    long uid = merchant.player("100", 12);
    merchant.pays("receipt_look_prize", uid, "2.5");
    merchant.charges("receipt_look", uid, "10.123456");
    merchant.returns("receipt_look", "receipt_look_back", "0.5", null);
    context.setExtraHTTPHeaders(Map.of(CallerTokens.HEADER, Browser.vouch(uid)));
    String one = "/account/payments/" + merchant.order("receipt_look").id();
    for (String language : new String[] {"en", "zh-CN", "ko"}) {
      look(page, "/account/payments?lang=" + language, "receipts-" + language);
      look(page, one + "?lang=" + language, "receipt-" + language);
    }
  }

  private void look(Page page, String address, String name) {
    for (int width : new int[] {360, 1280}) {
      page.setViewportSize(width, 800);
      page.navigate("http://127.0.0.1:" + port + address);
      Accessibility.check(page);
      Object beyond =
          page.evaluate(
              "document.documentElement.scrollWidth - document.documentElement.clientWidth");
      assertThat(beyond).as(name + " at " + width).isEqualTo(0);
      Screenshots.ofPage(page, name + "-" + width);
    }
  }
}
