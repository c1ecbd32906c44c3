package io.berth.pay.freeze;

import static io.berth.pay.Merchant.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.AccountKind;
import io.berth.api.ErrorCode;
import io.berth.api.order.OrderStatus;
import io.berth.api.order.PaymentCommand.Prepay;
import io.berth.api.order.PaymentOutcome;
import io.berth.pay.FakeDid;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.pay.checkout.Browser;
import io.berth.test.postgres.TestDatabase;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

@PayServiceTest
@TestPropertySource(properties = "berth.pay.freeze.after-first-top-up=1h")
class PayingFreezeIntegrationTests {
  private static final Pattern KEY = Pattern.compile("name=\"key\" value=\"([^\"]+)\"");

  @Autowired Merchant merchant;
  @LocalServerPort int port;

  private TestDatabase database;
  private long player;
  private Browser browser;

  @BeforeEach
  void aPlayerWithMoney(TestDatabase database) {
    this.database = database;
    merchant.opens();
    player = merchant.player("10", 12);
    browser = new Browser(port).signedInAs(player);
  }

  private void toppedUp(int minutesAgo) {
    database.execute(
        """
        insert into bank_lines (account, entry_reference, booked_on, amount, currency, incoming,
          counterparty, counterparty_account, remittance, end_to_end_id, state, uid, coin_id, credit,
          confirmed_by, confirmed_at, transfer_id)
        values ('freeze', '%s', current_date, 10, 'EUR', true, '', '', '', '', 'POSTED', %s, 1, 10,
          1, now() - interval '%s minutes', 1)
        """
            .formatted(UUID.randomUUID(), Long.toString(player), Integer.toString(minutesAgo)));
  }

  @Test
  void aFirstTopUpFreezesPaymentsChargesAndWithdrawals() {
    toppedUp(50);
    toppedUp(10);
    String trade = "freeze_" + player;
    assertThat(refusal(merchant.charges(trade, player, "1")))
        .isEqualTo(ErrorCode.FROZEN_AFTER_FIRST_DEPOSIT);

    Prepay prepay = merchant.prepay(trade + "_page", "4");
    PaymentOutcome.Prepaid prepaid = (PaymentOutcome.Prepaid) merchant.does(prepay);
    String page =
        "/oauth/payment?app_id=testapp&trade_no=" + prepay.tradeNo() + "&code=" + prepaid.payCode();
    browser.opens(page);
    assertThat(browser.pays(page, FakeDid.CODE, FakeDid.PASSWORD).html())
        .contains("frozen for a while after your first deposit");
    assertThat(merchant.order(prepay.tradeNo()).status()).isEqualTo(OrderStatus.PENDING);

    database.execute(
        "insert into bank_rates (coin_id, currency, rate) values (1, 'EUR', 1.1)"
            + " on conflict (coin_id) do update set rate = 1.1");
    Matcher key = KEY.matcher(browser.opens("/account/withdrawals").html());
    assertThat(key.find()).isTrue();
    assertThat(
            browser
                .sends(
                    "/account/withdrawals",
                    "key",
                    key.group(1),
                    "coin",
                    "usdt",
                    "amount",
                    "1",
                    "iban",
                    "FR1420041010050500013M02606",
                    "holder",
                    "Alice Example",
                    "pay_password",
                    FakeDid.PASSWORD)
                .html())
        .contains("cannot pay right now");
    assertThat(merchant.balance(player, AccountKind.COIN)).isEqualByComparingTo("10");
  }

  @Test
  void laterTopUpsAndNoneFreezeNothing() {
    Merchant.order(merchant.charges("freeze_none_" + player, player, "1"));
    toppedUp(70);
    toppedUp(10);
    Merchant.order(merchant.charges("freeze_later_" + player, player, "1"));
  }
}
