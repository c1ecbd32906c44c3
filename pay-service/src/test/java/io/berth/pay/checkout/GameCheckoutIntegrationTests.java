package io.berth.pay.checkout;

import static io.berth.pay.FakeDid.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.api.AccountKind;
import io.berth.api.Topics;
import io.berth.api.account.PayerCommand.AuthorizePayment;
import io.berth.api.app.AppAccounts;
import io.berth.api.app.AppCompany;
import io.berth.api.app.AppLinks;
import io.berth.api.app.AppPolicy;
import io.berth.api.app.AppProfile;
import io.berth.api.balance.BalanceCommand.GiveOpeningBalance;
import io.berth.api.balance.BalanceCommand.PutCoin;
import io.berth.api.order.Order;
import io.berth.api.order.OrderStatus;
import io.berth.api.order.PaymentOutcome;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Secret;
import io.berth.pay.FakeApps;
import io.berth.pay.FakeDid;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.pay.order.Orders;
import io.berth.service.json.BerthJson;
import io.berth.test.kafka.TestKafka;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@PayServiceTest
class GameCheckoutIntegrationTests {

  private static final String WANCMS = "70001";
  private static final String EGRET = "70002";
  private static final String QUOTE = "/checkout/game/quote";
  private static final String PAY = "/checkout/game/pay";
  private static final AtomicInteger BILLS = new AtomicInteger();

  @Autowired Merchant merchant;
  @Autowired FakeDid did;
  @Autowired FakeApps apps;
  @Autowired Orders orders;
  @LocalServerPort int port;

  private final String bill = "bill-" + BILLS.incrementAndGet();

  @BeforeEach
  void open() {
    merchant.opens();
    merchant.operator(new PutCoin(8, "cny", 2, null, null));
    apps.put(game(WANCMS, "wancms", Map.of(), Map.of("pay_key", key("paykey-0001"))));
    JsonNode goods =
        BerthJson.mapper()
            .readTree(
                """
                [{"id":"1","price":"1","name":"10 gems"},{"id":"2","price":"6.5","name":"65 gems"}]
                """);
    apps.put(game(EGRET, "egret", Map.of("goods", goods), Map.of("app_key", key("k"))));
  }

  @Test
  void aPlayerPaysAGamesBillWithThePayPasswordAlone() {
    long uid = player("10");
    Browser browser = browser(uid);
    JsonNode quote = json(browser.sends(QUOTE, wancms(uid, "10")));
    assertThat(quote.path("title").asString("")).isEqualTo("Gift box");
    assertThat(quote.path("price").asString("")).isEqualTo("1.00");
    assertThat(quote.path("balance").asString("")).isEqualTo("10.00");

    JsonNode paid = json(browser.sends(PAY, paying(quote, wancms(uid, "10"), PASSWORD)));

    assertThat(paid.path("end").asString("")).isEqualTo("paid");
    Order order = order(WANCMS, bill);
    assertThat(order.status()).isEqualTo(OrderStatus.PAID);
    assertThat(order.amount()).isEqualByComparingTo("1");
    assertThat(order.openId()).isEqualTo(Merchant.openId(uid));
    assertThat(order.attributes()).containsEntry("ext", "abc");
    assertThat(balance(browser, uid)).isEqualTo("9.00");
    assertThat(did.asked)
        .filteredOn(AuthorizePayment.class::isInstance)
        .singleElement()
        .isEqualTo(
            new AuthorizePayment(uid, "session-" + uid, WANCMS, null, null, PASSWORD, false));
  }

  @Test
  void aFormThatIsSentTwicePaysOnce() {
    long uid = player("10");
    Browser browser = browser(uid);
    JsonNode quote = json(browser.sends(QUOTE, wancms(uid, "10")));
    for (int i = 0; i < 2; i++) {
      assertThat(json(browser.sends(PAY, paying(quote, wancms(uid, "10"), PASSWORD))).path("end"))
          .hasToString("\"paid\"");
    }
    assertThat(balance(browser, uid)).isEqualTo("9.00");
    assertThat(json(browser.sends(QUOTE, wancms(uid, "10"))).path("end"))
        .as("the same bill again")
        .hasToString("\"failed\"");
  }

  @Test
  void aWrongPasswordLeavesTheDialogOpen() {
    long uid = player("10");
    Browser browser = browser(uid);
    JsonNode quote = json(browser.sends(QUOTE, wancms(uid, "10")));
    JsonNode answer = json(browser.sends(PAY, paying(quote, wancms(uid, "10"), "guess")));
    assertThat(answer.has("end")).isFalse();
    assertThat(answer.path("message").asString("")).contains("pay password is wrong");
    assertThat(balance(browser, uid)).isEqualTo("10.00");
  }

  @Test
  void aBillWhosePriceWasChangedIsNoBill() {
    long uid = player("10");
    String[] fields = wancms(uid, "100");
    fields[7] = "1";
    assertThat(json(browser(uid).sends(QUOTE, fields)).path("end")).hasToString("\"bad\"");
    JsonNode number = BerthJson.mapper().valueToTree(Map.of("number", "0".repeat(32)));
    assertThat(json(browser(uid).sends(PAY, paying(number, fields, PASSWORD))).path("end"))
        .hasToString("\"bad\"");
  }

  @Test
  void theSignatureDoctorHearsOfABillThatIsNoBill(TestKafka kafka) {
    kafka.createTopic(Topics.REFUSALS, 1);
    long uid = player("10");
    String[] fields = wancms(uid, "100");
    fields[7] = "1";
    await()
        .untilAsserted(
            () -> {
              browser(uid).sends(QUOTE, fields);
              assertThat(kafka.records(Topics.REFUSALS))
                  .anySatisfy(
                      record ->
                          assertThat(record.value())
                              .contains(bill, "SIGNATURE_WRONG")
                              .doesNotContain("paykey-0001"));
            });
    assertThat(balance(browser(uid), uid)).isEqualTo("10.00");
  }

  /** Any player can make wrong bills of a game, and must not silence the doctor of another. */
  @Test
  void oneGamesWrongBillsDoNotHideAnothers(TestKafka kafka) {
    kafka.createTopic(Topics.REFUSALS, 1);
    String quiet = "70004";
    String noisy = "70005";
    for (String appId : List.of(quiet, noisy)) {
      apps.put(game(appId, "wancms", Map.of(), Map.of("pay_key", key("paykey-" + appId))));
    }
    long uid = player("10");
    Browser browser = browser(uid);
    String[] fields = wancms(uid, "100");
    fields[1] = noisy;
    for (int i = 0; i < 70; i++) {
      browser.sends(QUOTE, fields);
    }
    fields[1] = quiet;
    browser.sends(QUOTE, fields);
    await()
        .untilAsserted(
            () ->
                assertThat(kafka.records(Topics.REFUSALS))
                    .anySatisfy(record -> assertThat(record.key()).isEqualTo(quiet)));
  }

  @Test
  void aBillOfAnotherPlayerIsNoBillOfThisOne() {
    long uid = player("10");
    long other = player("10");
    assertThat(json(browser(other).sends(QUOTE, wancms(uid, "10"))).path("end"))
        .hasToString("\"bad\"");
  }

  @Test
  void refusesAPayerWhoHasTooLittleAndTakesNothing() {
    long uid = player("0.5");
    Browser browser = browser(uid);
    JsonNode quote = json(browser.sends(QUOTE, wancms(uid, "10")));
    assertThat(quote.path("message").asString("")).contains("too low");
    JsonNode answer = json(browser.sends(PAY, paying(quote, wancms(uid, "10"), PASSWORD)));
    assertThat(answer.path("message").asString("")).contains("too low");
    assertThat(balance(browser, uid)).isEqualTo("0.50");
  }

  @Test
  void formsOfOthersAndOfNobodyPayNothing() {
    long uid = player("10");
    assertThat(browser(uid).forgetsTheForm().sends(QUOTE, wancms(uid, "10")).status())
        .isEqualTo(403);
    Browser nobody = new Browser(port);
    nobody.opens(page());
    assertThat(json(nobody.sends(QUOTE, wancms(uid, "10"))).path("end")).hasToString("\"failed\"");
  }

  @Test
  void aGoodsPriceIsThePriceListsWhateverTheGameSays() {
    long uid = player("10");
    Browser browser = browser(uid);
    String[] fields = {
      "app_id",
      EGRET,
      "game.goodsId",
      "2",
      "game.goodsNumber",
      "1",
      "game.price",
      "0.01",
      "game.serverId",
      "s1",
      "game.ext",
      "x"
    };
    JsonNode quote = json(browser.sends(QUOTE, fields));
    assertThat(quote.path("price").asString("")).isEqualTo("6.50");
    for (int i = 0; i < 2; i++) {
      assertThat(json(browser.sends(PAY, paying(quote, fields, PASSWORD))).path("end"))
          .hasToString("\"paid\"");
    }
    Order order = order(EGRET, quote.path("number").asString(""));
    assertThat(order.amount()).isEqualByComparingTo("6.5");
    assertThat(order.attributes())
        .isEqualTo(Map.of("goodsId", "2", "goodsNumber", "1", "serverId", "s1", "ext", "x"));
    fields[5] = "2";
    assertThat(json(browser.sends(QUOTE, fields)).path("end")).hasToString("\"bad\"");
  }

  private long player(String yuan) {
    long uid = merchant.player("0");
    merchant.operator(
        new GiveOpeningBalance(
            "bootstrap/" + uid + "/cny", uid, AccountKind.COIN, "cny", new BigDecimal(yuan)));
    return uid;
  }

  private String balance(Browser browser, long uid) {
    String[] fields = {"app_id", EGRET, "game.goodsId", "1", "game.goodsNumber", "1"};
    return json(browser.sends(QUOTE, fields)).path("balance").asString("");
  }

  /** Somebody who has been shown a page of ours, and so has its token. */
  private Browser browser(long uid) {
    Browser browser = new Browser(port);
    browser.opens(page());
    return browser.signedInAs(uid);
  }

  private String page() {
    PaymentOutcome.Prepaid prepaid =
        (PaymentOutcome.Prepaid)
            merchant.does(merchant.prepay("page" + BILLS.incrementAndGet(), "1"));
    return "/oauth/payment?code=" + prepaid.payCode();
  }

  private String[] wancms(long uid, String fee) {
    String sign =
        md5(
            "bill_no=%s&ext=abc&goods_name=Gift box&open_id=%s&secret_key=paykey-0001&total_fee=%s"
                .formatted(bill, Merchant.openId(uid), fee));
    return new String[] {
      "app_id",
      WANCMS,
      "game.bill_no",
      bill,
      "game.goods_name",
      "Gift box",
      "game.total_fee",
      fee,
      "game.ext",
      "abc",
      "game.open_id",
      Merchant.openId(uid),
      "game.sign",
      sign
    };
  }

  private static String[] paying(JsonNode quote, String[] fields, String password) {
    List<String> all = new ArrayList<>(List.of(fields));
    all.addAll(List.of("number", quote.path("number").asString(""), "pay_password", password));
    return all.toArray(String[]::new);
  }

  private Order order(String appId, String tradeNo) {
    return orders.byNumber(appId, tradeNo).block(Duration.ofSeconds(10)).order();
  }

  private static JsonNode json(Browser.Seen seen) {
    return BerthJson.mapper().readTree(seen.html());
  }

  private static App.RotatingSecret key(String value) {
    return new App.RotatingSecret(new Secret(value), null, null);
  }

  private static App game(
      String appId,
      String dialect,
      Map<String, JsonNode> settings,
      Map<String, App.RotatingSecret> secrets) {
    return new App(
        appId,
        dialect,
        new AppProfile(
            1,
            true,
            Map.of("en", "Castle"),
            new AppCompany("testcompany", true, Map.of("en", "Test Company"))),
        new AppAccounts(FakeApps.accountOf(appId), null),
        new AppLinks(List.of(), null, "http://127.0.0.1:9000/notify"),
        new AppPolicy(Set.of(), Set.of(), Set.of(), BigDecimal.ZERO, Map.of(), false, false),
        new App.Credentials(List.of(), settings, secrets));
  }

  private static String md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
