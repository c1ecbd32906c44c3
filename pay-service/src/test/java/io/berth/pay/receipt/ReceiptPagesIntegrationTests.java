package io.berth.pay.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.berth.api.AccountKind;
import io.berth.pay.FakeDid;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.pay.checkout.Browser;
import io.berth.service.caller.CallerTokens;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.Screenshots;
import io.berth.test.browser.WithBrowser;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@PayServiceTest
class ReceiptPagesIntegrationTests {

  private static final String BALANCES = "/account/balances";

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
  void aPlayerSeesTheirBalancesAndWhatChangedThem() {
    long uid = merchant.player("100", 12);
    merchant.charges("balance_charge", uid, "10");
    Browser browser = new Browser(port).signedInAs(uid);
    assertThat(browser.opens(BALANCES).html())
        .containsSubsequence("Main account", ">100<", "Open account", ">90<");
    assertThat(browser.opens(BALANCES + "/open/usdt").html())
        .containsSubsequence("−10", "+100")
        .contains("/account/payments/" + merchant.order("balance_charge").id());
    assertThat(browser.opens(BALANCES + "/open/none").status()).isEqualTo(404);
    assertThat(browser.opens(BALANCES + "/issuer/usdt").status()).isEqualTo(404);
    assertThat(new Browser(port).opens(BALANCES).location()).contains("sign-in");
  }

  @Test
  void aPlayerMovesMoneyBetweenOwnAccountsOnceForEachForm() {
    long uid = merchant.player("100");
    Browser browser = new Browser(port).signedInAs(uid);
    String form = form(browser.opens(BALANCES).html());
    String[] move = {
      "form", form, "to", "open", "coin", "usdt", "amount", "30.5", "pay_password", FakeDid.PASSWORD
    };
    String[] guess = move.clone();
    guess[9] = "a guess";
    assertThat(browser.sends(BALANCES, guess).html()).contains("pay password is wrong", "30.5");
    assertThat(merchant.balance(uid, AccountKind.COIN)).isEqualByComparingTo("100");

    assertThat(browser.sends(BALANCES, move).location()).isEqualTo(BALANCES + "?done=moved");
    assertThat(browser.sends(BALANCES, move).location())
        .as("a second click")
        .isEqualTo(BALANCES + "?done=moved");
    assertThat(merchant.balance(uid, AccountKind.COIN)).isEqualByComparingTo("69.5");
    assertThat(merchant.balance(uid, AccountKind.OPEN)).isEqualByComparingTo("130.5");

    String[] back = move.clone();
    back[1] = form(browser.opens(BALANCES + "?done=moved").html());
    back[3] = "coin";
    back[7] = "130.6";
    assertThat(browser.sends(BALANCES, back).html()).contains("not enough in the other account");
    back[7] = "1.0000000000000000001";
    assertThat(browser.sends(BALANCES, back).html()).contains("amount above zero");
    back[7] = "130.5";
    assertThat(browser.sends(BALANCES, back).status()).isEqualTo(303);
    assertThat(merchant.balance(uid, AccountKind.COIN)).isEqualByComparingTo("200");
    back[1] = "made-up";
    assertThat(browser.sends(BALANCES, back).html()).contains("incomplete");
  }

  private static String form(String html) {
    Matcher form = Pattern.compile("name=\"form\" value=\"([0-9a-f]{32})\"").matcher(html);
    assertThat(form.find()).isTrue();
    return form.group(1);
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
  void fitsPhonesAndDesks(Page page) {
    long uid = merchant.player("100", 12);
    merchant.pays("receipt_look_prize", uid, "2.5");
    merchant.charges("receipt_look", uid, "10.123456");
    merchant.returns("receipt_look", "receipt_look_back", "0.5", null);
    String one = "/account/payments/" + merchant.order("receipt_look").id();
    for (String language : new String[] {"en", "zh-CN", "ko"}) {
      look(page, uid, "/account/payments?lang=" + language, "receipts-" + language);
      look(page, uid, BALANCES + "?lang=" + language, "balances-" + language);
      look(page, uid, BALANCES + "/open/usdt?lang=" + language, "balance-" + language);
      look(page, uid, one + "?lang=" + language, "receipt-" + language);
    }
  }

  private void look(Page page, long uid, String address, String name) {
    for (int width : new int[] {360, 1280}) {
      page.setViewportSize(width, 800);
      page.setExtraHTTPHeaders(Map.of(CallerTokens.HEADER, Browser.vouch(uid)));
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
