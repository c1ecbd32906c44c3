package io.berth.pay.checkout;

import static io.berth.pay.FakeDid.CODE;
import static io.berth.pay.FakeDid.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.order.OrderStatus;
import io.berth.api.order.PaymentOutcome.Prepaid;
import io.berth.pay.FakeDid;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.pay.TestMode;
import io.berth.test.postgres.TestDatabase;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The pay page in test. */
@PayServiceTest
class TestPaymentsIntegrationTests {
  private static final Pattern QUOTE = Pattern.compile("name=\"quote\" value=\"([0-9]+)\"");

  @Autowired Merchant merchant;
  @Autowired FakeDid did;
  @LocalServerPort int port;

  private final String number = "page_" + UUID.randomUUID().toString().replace("-", "");
  private TestMode test;

  @BeforeEach
  void open() {
    test = new TestMode(merchant, did).opens(Map.of());
  }

  private String link(String amount) {
    Prepaid prepaid = (Prepaid) merchant.does(merchant.prepay(number, amount), TestMode.server());
    return "/oauth/payment?app_id=testapp&trade_no=" + number + "&code=" + prepaid.payCode();
  }

  /** Of the conversion account of test, which no operator funds. */
  @Test
  void anotherCoinPaysWithoutAnyFunding(TestDatabase database) {
    Browser browser = new Browser(port).signedInAs(test.player("btc", "1"));
    String page = link("64.0005");
    browser.opens(page);
    Matcher quote = QUOTE.matcher(browser.sends(page, "pay_coin", "btc").html());
    assertThat(quote.find()).isTrue();

    browser.sends(
        page,
        "verification_code",
        CODE,
        "pay_password",
        PASSWORD,
        "quote",
        quote.group(1),
        "decision",
        "pay");

    assertThat(test.order(number).status()).isEqualTo(OrderStatus.PAID);
    assertThat(
            database.query(
                "select count(*)::text from accounts where kind = 'CONVERSION' and owner >="
                    + " 9000000000000 and balance < 0"))
        .containsExactly("0");
  }

  @ParameterizedTest
  @CsvSource({
    "661, balance is too low, PENDING",
    "663, do not know yet, PAID",
    "664, are frozen for now, PENDING"
  })
  void amountsAskForWhatThePageSays(String amount, String words, OrderStatus status) {
    Browser browser = new Browser(port).signedInAs(test.player("usdt", "1000"));
    String page = link(amount);
    browser.opens(page);

    assertThat(browser.pays(page, CODE, PASSWORD).html()).contains(words);

    assertThat(test.order(number).status()).isEqualTo(status);
  }
}
