package io.berth.pay.checkout;

import static io.berth.pay.FakeDid.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.AccountKind;
import io.berth.api.app.AppAccounts;
import io.berth.api.app.AppCompany;
import io.berth.api.app.AppLinks;
import io.berth.api.app.AppPolicy;
import io.berth.api.app.AppProfile;
import io.berth.api.balance.BalanceCommand.GiveOpeningBalance;
import io.berth.api.balance.BalanceCommand.PutCoin;
import io.berth.api.order.PaymentOutcome;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Secret;
import io.berth.pay.FakeApps;
import io.berth.pay.LosingAnswers;
import io.berth.pay.LosingAnswers.Line;
import io.berth.pay.LosingAnswers.Loss;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.service.json.BerthJson;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** A game's dialog stays open until it is known whether it was paid. */
@PayServiceTest
@Import(LosingAnswers.class)
class LostGamePaymentsIntegrationTests {

  private static final String EGRET = "70003";
  private static final AtomicInteger PAGES = new AtomicInteger();

  @Autowired Merchant merchant;
  @Autowired FakeApps apps;
  @Autowired Line line;
  @LocalServerPort int port;
  private Browser browser;

  @BeforeEach
  void open() {
    merchant.opens();
    merchant.operator(new PutCoin(8, "cny", 2, null, null));
    JsonNode goods =
        BerthJson.mapper().readTree("[{\"id\":\"1\",\"price\":\"1\",\"name\":\"10 gems\"}]");
    apps.put(
        new App(
            EGRET,
            "egret",
            new AppProfile(
                1,
                true,
                Map.of("en", "Orchard"),
                new AppCompany("testcompany", true, Map.of("en", "Test Company"))),
            new AppAccounts(FakeApps.accountOf(EGRET), null),
            new AppLinks(List.of(), null, "http://127.0.0.1:9000/notify"),
            new AppPolicy(Set.of(), Set.of(), Set.of(), BigDecimal.ZERO, Map.of(), false, false),
            new App.Credentials(
                List.of(),
                Map.of("goods", goods),
                Map.of("app_key", new App.RotatingSecret(new Secret("k"), null, null)))));
    long uid = merchant.player("0");
    merchant.operator(
        new GiveOpeningBalance(
            "bootstrap/" + uid + "/cny", uid, AccountKind.COIN, "cny", new BigDecimal("10")));
    browser = new Browser(port);
    PaymentOutcome.Prepaid page =
        (PaymentOutcome.Prepaid)
            merchant.does(merchant.prepay("lostpage" + PAGES.incrementAndGet(), "1"));
    browser.opens("/oauth/payment?code=" + page.payCode());
    browser.signedInAs(uid);
  }

  @AfterEach
  void mend() {
    line.next = Loss.NONE;
  }

  private JsonNode sends(String action, String... more) {
    String[] fields = {"app_id", EGRET, "game.goodsId", "1", "game.goodsNumber", "1"};
    String[] all = Stream.concat(Stream.of(fields), Stream.of(more)).toArray(String[]::new);
    return BerthJson.mapper().readTree(browser.sends("/checkout/game/" + action, all).html());
  }

  private static String field(JsonNode answer, String name) {
    return answer.path(name).asString("");
  }

  @Test
  void aPostedOrderIsPaidThoughTheResponseWasLost() {
    String number = field(sends("quote"), "number");
    line.next = Loss.AFTER_THE_COMMIT;
    JsonNode paid = sends("pay", "number", number, "pay_password", PASSWORD);
    assertThat(field(paid, "end")).isEqualTo("paid");
    assertThat(field(sends("outcome", "number", number), "end")).isEqualTo("paid");
  }

  @Test
  void whatIsNotKnownKeepsTheDialogOpenAndIsAskedForAgain() {
    String number = field(sends("quote"), "number");
    line.next = Loss.BEFORE_THE_COMMIT;
    JsonNode unknown = sends("pay", "number", number, "pay_password", PASSWORD);
    assertThat(unknown.has("end")).isFalse();
    assertThat(field(unknown, "state")).isEqualTo("unknown");
    assertThat(field(unknown, "message")).contains("do not know yet");
    assertThat(field(sends("outcome", "number", number), "state")).isEqualTo("unpaid");

    line.next = Loss.NONE;
    JsonNode paid = sends("pay", "number", number, "pay_password", PASSWORD);
    assertThat(field(paid, "end")).isEqualTo("paid");
    assertThat(field(sends("quote"), "balance")).isEqualTo("9.00");
  }

  @Test
  void showsAnOutcomeToItsPlayerAlone() {
    String number = field(sends("quote"), "number");
    sends("pay", "number", number, "pay_password", PASSWORD);
    browser.signedInAs(merchant.player("0"));
    assertThat(field(sends("outcome", "number", number), "end")).isEqualTo("failed");
  }
}
