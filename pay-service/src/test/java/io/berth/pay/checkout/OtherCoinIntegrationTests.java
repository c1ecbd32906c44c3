package io.berth.pay.checkout;

import static io.berth.pay.FakeDid.CODE;
import static io.berth.pay.FakeDid.PASSWORD;
import static io.berth.pay.Merchant.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Realm;
import io.berth.api.account.PayerCommand.AuthorizePayment;
import io.berth.api.balance.BalanceCommand.GiveOpeningBalance;
import io.berth.api.operator.OperatorPayCommand.ReadConversions;
import io.berth.api.operator.OperatorPayCommand.RequestAdjustment;
import io.berth.api.operator.OperatorPayCommand.Side;
import io.berth.api.operator.OperatorPayOutcome.Adjustment;
import io.berth.api.operator.OperatorPayOutcome.AdjustmentFound;
import io.berth.api.operator.OperatorPayOutcome.AdjustmentState;
import io.berth.api.operator.OperatorPayOutcome.Conversions;
import io.berth.api.order.OrderCommand.ReadOrderLife;
import io.berth.api.order.OrderOutcome.OrderLife;
import io.berth.api.order.OrderStatus;
import io.berth.api.order.PaymentOutcome;
import io.berth.dialect.api.App;
import io.berth.pay.FakeApps;
import io.berth.pay.FakeDid;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.pay.checkout.Browser.Seen;
import io.berth.pay.ledger.Account;
import io.berth.pay.ledger.Ledger;
import io.berth.pay.ledger.LedgerTransaction;
import io.berth.pay.ledger.Posting;
import io.berth.pay.ledger.PostingOutcome;
import io.berth.pay.ledger.Purpose;
import io.berth.test.postgres.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Scope 14: an order is paid with another coin, and the merchant receives the order's own. */
@PayServiceTest
class OtherCoinIntegrationTests {
  private static final AtomicLong OPERATORS = new AtomicLong(7_000_000);
  private static final Pattern QUOTE = Pattern.compile("name=\"quote\" value=\"([0-9]+)\"");

  @Autowired Merchant merchant;
  @Autowired FakeDid did;
  @Autowired Ledger ledger;
  @LocalServerPort int port;

  private long uid;
  private Browser browser = new Browser(0);
  private TestDatabase database;

  @BeforeEach
  void open(TestDatabase shared) {
    database = shared;
    merchant.opens();
    Set<Integer> scopes = new HashSet<>(FakeApps.ALL_SCOPES);
    scopes.add(14);
    allow(scopes);
    uid = merchant.player("0");
    browser = new Browser(port).signedInAs(uid);
  }

  private void allow(Set<Integer> scopes) {
    App app = FakeApps.app(Merchant.APP);
    merchant.changes(FakeApps.with(app, scopes, Map.of()));
  }

  private void has(String coin, String amount) {
    merchant.operator(
        new GiveOpeningBalance(
            "bootstrap/" + uid + "/" + coin, uid, AccountKind.COIN, coin, new BigDecimal(amount)));
  }

  private Adjustment keeps(Side side, String coin, String amount) {
    RequestAdjustment request =
        new RequestAdjustment(
            UUID.randomUUID().toString(),
            side,
            0,
            AccountKind.COIN,
            coin,
            new BigDecimal(amount),
            "conversions");
    Outcome outcome = merchant.does(request, person(OPERATORS.incrementAndGet()));
    return ((AdjustmentFound) outcome).adjustment();
  }

  private String link(String tradeNo, String amount) {
    PaymentOutcome.Prepaid prepaid =
        (PaymentOutcome.Prepaid) merchant.does(merchant.prepay(tradeNo, amount));
    return "/oauth/payment?app_id=testapp&trade_no=" + tradeNo + "&code=" + prepaid.payCode();
  }

  private static String quote(Seen seen) {
    Matcher quote = QUOTE.matcher(seen.html());
    assertThat(quote.find()).as(seen.html()).isTrue();
    return quote.group(1);
  }

  private Seen pays(String page, String quote) {
    return browser.sends(
        page,
        "verification_code",
        CODE,
        "pay_password",
        PASSWORD,
        "quote",
        quote,
        "decision",
        "pay");
  }

  private BigDecimal balance(long owner, String kind, String coin) {
    List<String> found =
        database.query(
            "select a.balance::text from accounts a join coins c on c.id = a.coin_id where a.owner"
                + " = "
                + owner
                + " and a.kind = '"
                + kind
                + "' and c.code = '"
                + coin
                + "'");
    return found.isEmpty()
        ? BigDecimal.ZERO
        : new BigDecimal(Objects.requireNonNull(found.getFirst())).stripTrailingZeros();
  }

  private BigDecimal kept(String coin) {
    return balance(0, "CONVERSION", coin);
  }

  private void assertThatBooksAgree() {
    assertThat(
            database.query(
                "select coin_id::text from accounts group by coin_id having sum(balance) <> 0"))
        .isEmpty();
    assertThat(
            database.query(
                "select id::text from accounts where kind not in ('ISSUER', 'BANK') and balance < frozen"))
        .isEmpty();
  }

  @Test
  void anOrderIsPaidWithAnotherCoinAtThePlatformsPriceShownBefore() {
    has("btc", "1");
    keeps(Side.FUND, "usdt", "60");
    BigDecimal usdt = kept("usdt");
    BigDecimal btc = kept("btc");
    BigDecimal merchants = balance(FakeApps.ADMIN, "COIN", "usdt");
    String page = link("other", "32.00025");
    assertThat(browser.opens(page).html())
        .contains("Pay with another coin", "name=\"pay_coin\"", "value=\"btc\"", "Use 0.0005 BTC");

    Seen fixed = browser.sends(page, "pay_coin", "btc", "verification_code", CODE);
    assertThat(fixed.html())
        .contains("fixed for 60 seconds", "Pay 0.0005 BTC", "value=\"" + CODE + "\"");
    assertThat(merchant.order("other").status()).as("only shown").isEqualTo(OrderStatus.PENDING);

    Seen end = pays(page, quote(fixed));

    assertThat(end.status()).isEqualTo(303);
    assertThat(end.location()).contains("coin_code=usdt", "volume=32.00025", "status=1");
    assertThat(merchant.order("other").amount()).isEqualByComparingTo("32.00025");
    assertThat(balance(uid, "COIN", "btc")).isEqualByComparingTo("0.9995");
    assertThat(kept("btc").subtract(btc)).isEqualByComparingTo("0.0005");
    assertThat(usdt.subtract(kept("usdt"))).isEqualByComparingTo("32.00025");
    assertThat(balance(FakeApps.ADMIN, "COIN", "usdt").subtract(merchants))
        .as("less the cut")
        .isEqualByComparingTo("31.680248");
    assertThatBooksAgree();
  }

  @Test
  void theReceiptTellsBothCoinsAndTheMerchantsBooksTheOrdersOwn() {
    has("btc", "1");
    keeps(Side.FUND, "usdt", "60");
    String page = link("told", "32.00025");
    browser.opens(page);
    pays(page, quote(browser.sends(page, "pay_coin", "btc")));
    long id = merchant.order("told").id();

    assertThat(browser.opens("/account/payments/" + id).html())
        .contains("−32.00025", "Paid with", "0.0005", "BTC");
    OrderLife life =
        (OrderLife) merchant.does(new ReadOrderLife(id), Merchant.caller(Caller.Kind.CONSOLE, 1L));
    assertThat(life.postings())
        .extracting(posting -> posting.owner() + " " + posting.change().toPlainString())
        .containsExactlyInAnyOrder("USER -32.00025", "APP 31.680248", "PLATFORM 0.320002");
  }

  @Test
  void aReturnGoesBackInTheOrdersCoin() {
    has("btc", "1");
    keeps(Side.FUND, "usdt", "60");
    String page = link("backwards", "32.00025");
    browser.opens(page);
    pays(page, quote(browser.sends(page, "pay_coin", "btc")));

    merchant.returns("backwards", "backwards_1", null, "2");

    assertThat(balance(uid, "COIN", "usdt")).isEqualByComparingTo("2");
    assertThat(balance(uid, "COIN", "btc")).isEqualByComparingTo("0.9995");
  }

  @Test
  void aPriceThatIsNoLongerFixedTakesNothingAndUsesUpNoCode() {
    has("btc", "1");
    keeps(Side.FUND, "usdt", "60");
    String page = link("late", "32.00025");
    browser.opens(page);
    String quote = quote(browser.sends(page, "pay_coin", "btc"));
    database.execute(
        "update conversion_quotes set expires_at = clock_timestamp() where id = " + quote);
    did.asked.clear();

    assertThat(pays(page, quote).html()).contains("no longer valid");

    assertThat(did.asked).noneMatch(AuthorizePayment.class::isInstance);
    assertThat(merchant.order("late").status()).isEqualTo(OrderStatus.PENDING);
    assertThat(balance(uid, "COIN", "btc")).isEqualByComparingTo("1");
  }

  @Test
  void aPriceIsFixedForOneOrderAndOnePayer() {
    has("btc", "1");
    keeps(Side.FUND, "usdt", "90");
    String cheap = link("cheap", "0.064001");
    String dear = link("dear", "64.0005");
    browser.opens(cheap);
    String quote = quote(browser.sends(cheap, "pay_coin", "btc"));

    assertThat(pays(dear, quote).html()).contains("no longer valid");
    assertThat(pays(dear, "9".repeat(30)).html()).contains("no longer valid");
    uid = merchant.player("0");
    has("btc", "1");
    browser = new Browser(port).signedInAs(uid);
    browser.opens(cheap);
    assertThat(pays(cheap, quote).html()).contains("no longer valid");

    assertThat(merchant.order("cheap").status()).isEqualTo(OrderStatus.PENDING);
    assertThat(merchant.order("dear").status()).isEqualTo(OrderStatus.PENDING);
  }

  @Test
  void withoutScopeFourteenTheAppTakesNoOtherCoin() {
    has("btc", "1");
    keeps(Side.FUND, "usdt", "60");
    String page = link("scopeless", "32.00025");
    browser.opens(page);
    String quote = quote(browser.sends(page, "pay_coin", "btc"));
    allow(FakeApps.ALL_SCOPES);

    assertThat(browser.opens(page).html()).doesNotContain("pay_coin", "another coin");
    assertThat(browser.sends(page, "pay_coin", "btc").html()).contains("11040");
    assertThat(pays(page, quote).html()).contains("11040");

    assertThat(merchant.order("scopeless").status()).isEqualTo(OrderStatus.PENDING);
    assertThat(balance(uid, "COIN", "btc")).isEqualByComparingTo("1");
  }

  @Test
  void coinsWithoutAPriceAndCoinsOfWhichThereIsTooLittleAreNotTaken() {
    has("gold", "1000");
    has("btc", "0.0001");
    keeps(Side.FUND, "usdt", "60");
    String page = link("poor_other", "32.00025");

    String html = browser.opens(page).html();

    assertThat(html).doesNotContain("value=\"gold\"");
    assertThat(html).containsPattern("value=\"btc\"[^>]*disabled");
    assertThat(browser.sends(page, "pay_coin", "gold").html()).contains("could not be exchanged");
    assertThat(browser.sends(page, "pay_coin", "btc").html()).contains("could not be exchanged");
    assertThat(browser.sends(page, "pay_coin", "nonesuch").html())
        .contains("could not be exchanged");
  }

  @Test
  void thePageSaysWhereTooLittleIsKeptForChanging() {
    has("btc", "10");
    String page = link("short", "400000");

    assertThat(browser.opens(page).html())
        .contains("cannot be exchanged for USDT")
        .doesNotContain("pay_coin");
    assertThat(browser.sends(page, "pay_coin", "btc").html()).contains("could not be exchanged");
  }

  @Test
  void aConversionAccountNeverGoesNegative() {
    has("btc", "1");
    keeps(Side.FUND, "usdt", "60");
    String page = link("drained", "32.00025");
    browser.opens(page);
    String quote = quote(browser.sends(page, "pay_coin", "btc"));
    BigDecimal all = kept("usdt");
    while (kept("usdt").compareTo(new BigDecimal("32")) >= 0) {
      BigDecimal part = kept("usdt").min(new BigDecimal("100"));
      assertThat(keeps(Side.DRAW, "usdt", part.toPlainString()).state())
          .isEqualTo(AdjustmentState.POSTED);
    }

    assertThat(pays(page, quote).html()).contains("could not be exchanged");

    assertThat(merchant.order("drained").status()).isEqualTo(OrderStatus.PENDING);
    assertThat(balance(uid, "COIN", "btc")).isEqualByComparingTo("1");
    assertThat(keeps(Side.DRAW, "usdt", all.min(new BigDecimal("100")).toPlainString()).state())
        .isEqualTo(AdjustmentState.REFUSED);
    assertThatBooksAgree();
  }

  @Test
  void operatorsFundConversionsAndLargeAmountsWaitForAnother() {
    BigDecimal before = kept("usdt");

    assertThat(keeps(Side.FUND, "usdt", "5").state()).isEqualTo(AdjustmentState.POSTED);
    assertThat(keeps(Side.FUND, "usdt", "5000").state()).isEqualTo(AdjustmentState.WAITING);

    assertThat(kept("usdt").subtract(before)).isEqualByComparingTo("5");
    Conversions read =
        (Conversions) merchant.does(new ReadConversions(), person(OPERATORS.incrementAndGet()));
    assertThat(read.accounts())
        .anySatisfy(
            account -> {
              assertThat(account.coin()).isEqualTo("usdt");
              assertThat(account.amount()).isEqualByComparingTo(kept("usdt"));
            });
  }

  @Test
  void nothingButAPaymentOnItsPageDebitsAConversionAccount() {
    keeps(Side.FUND, "usdt", "5");
    LedgerTransaction stealing =
        new LedgerTransaction(
            new LedgerTransaction.Target.InternalTransfer(
                "stealing/" + UUID.randomUUID(), Purpose.of(Purpose.Type.PAYMENT)),
            null,
            null,
            List.of(
                new Posting(
                    Account.conversion(Realm.LIVE),
                    Account.of(uid, AccountKind.COIN),
                    BigDecimal.ONE,
                    1)),
            "request-1");

    assertThat(ledger.post(stealing).block(Duration.ofSeconds(20)))
        .isInstanceOf(PostingOutcome.NotAllowed.class);
  }
}
