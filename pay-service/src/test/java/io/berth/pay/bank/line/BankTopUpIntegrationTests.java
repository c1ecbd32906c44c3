package io.berth.pay.bank.line;

import static io.berth.pay.Merchant.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import io.berth.api.AccountKind;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.audit.AuditFilter;
import io.berth.api.audit.AuditOutcome.AuditEntry;
import io.berth.api.audit.AuditOutcome.AuditPage;
import io.berth.api.balance.BalanceCommand.PutBankRate;
import io.berth.api.balance.BalanceCommand.PutCoin;
import io.berth.api.bank.BankCommand.ApplyBankCredit;
import io.berth.api.bank.BankCommand.AssignBankLine;
import io.berth.api.bank.BankCommand.CloseBankLine;
import io.berth.api.bank.BankCommand.CreditTopUp;
import io.berth.api.bank.BankCommand.ImportBankStatement;
import io.berth.api.bank.BankCommand.ReadBankLines;
import io.berth.api.bank.BankCommand.SetBankRate;
import io.berth.api.bank.BankOutcome.BankLine;
import io.berth.api.bank.BankOutcome.BankLines;
import io.berth.api.bank.BankOutcome.LineState;
import io.berth.api.bank.BankOutcome.StatementImported;
import io.berth.api.change.ChangeOutcome.ChangeWaiting;
import io.berth.api.change.PendingChange.Decision;
import io.berth.api.operator.OperatorPayCommand.DecidePayChange;
import io.berth.api.operator.OperatorPayCommand.ReadPayAudit;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.pay.checkout.Browser;
import io.berth.pay.ledgeraudit.Auditor;
import io.berth.service.caller.CallerTokens;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.Screenshots;
import io.berth.test.browser.WithBrowser;
import io.berth.test.postgres.TestDatabase;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@PayServiceTest
class BankTopUpIntegrationTests {
  private static final AtomicLong OPERATORS = new AtomicLong(8_000_000);
  private static final Pattern REFERENCE = Pattern.compile("RF[0-9]{2} [0-9]{4} [0-9]{4}");

  @Autowired Merchant merchant;
  @Autowired Auditor auditor;
  @LocalServerPort int port;

  private final long olivia = OPERATORS.incrementAndGet();
  private final long oscar = OPERATORS.incrementAndGet();
  private long player;

  @BeforeEach
  void sells(TestDatabase database) {
    merchant.opens();
    player = merchant.player("0");
    database.execute(
        "insert into bank_rates (coin_id, currency, rate) values (1, 'EUR', 1.1)"
            + " on conflict (coin_id) do update set rate = 1.1");
  }

  /** A top-up's id and reference, as its page shows them. */
  private record Instructions(long id, String reference) {}

  private Instructions asksFor(String amount) {
    Browser browser = new Browser(port).signedInAs(player);
    assertThat(browser.opens("/account/top-ups").html()).contains("1.1 for 1 EUR");
    String page = browser.sends("/account/top-ups", "coin", "usdt", "amount", amount).location();
    String html = browser.opens(page).html();
    assertThat(html).contains("DE89 3704 0044 0532 0130 00", "Berth Ltd", amount + " EUR");
    Matcher reference = REFERENCE.matcher(html);
    assertThat(reference.find()).isTrue();
    return new Instructions(
        Long.parseLong(page.substring(page.lastIndexOf('/') + 1)), reference.group());
  }

  private static String row(String amount, String remittance) {
    return "2026-11-30," + amount + ",EUR,Alice," + remittance + ',' + UUID.randomUUID() + '\n';
  }

  private Outcome imports(String rows) {
    String file = "date,amount,currency,name,remittance,reference\n" + rows;
    return merchant.does(
        new ImportBankStatement(
            Base64.getEncoder().encodeToString(file.getBytes(StandardCharsets.UTF_8))),
        person(olivia));
  }

  private BankLine line(String remittance) {
    return ((BankLines) merchant.does(new ReadBankLines(false, null), person(olivia)))
        .lines().stream()
            .filter(line -> line.remittance().equals(remittance))
            .findFirst()
            .orElseThrow();
  }

  private BankLine arrives(String amount, String remittance) {
    assertThat(imports(row(amount, remittance))).isEqualTo(new StatementImported(1, 0));
    return line(remittance);
  }

  private Outcome credits(long operator, BankLine line, Instructions topUp) {
    return merchant.does(new CreditTopUp(line.id(), topUp.id(), "it matches"), person(operator));
  }

  private String balance() {
    return merchant.balance(player, AccountKind.COIN).toPlainString();
  }

  private List<String> actions(BankLine line) {
    AuditFilter filter = new AuditFilter(null, null, null, "bank-line/" + line.id(), null, 100);
    return ((AuditPage) merchant.does(new ReadPayAudit(filter), person(olivia)))
        .entries().stream().map(AuditEntry::action).toList().reversed();
  }

  @Test
  void aTransferWithItsReferenceIsCreditedOnceConfirmed() {
    Instructions topUp = asksFor("25.5");
    String wrote = "my money " + topUp.reference();
    BankLine line = arrives("25.50", wrote);
    assertThat(line.match()).isNotNull();
    assertThat(line.match().topUpId()).isEqualTo(topUp.id());
    assertThat(line.match().exact()).isTrue();
    assertThat(line.match().credit()).isEqualByComparingTo("28.05");
    assertThat(credits(olivia, line, topUp)).isEqualTo(new Outcome.Done());
    assertThat(balance()).isEqualTo("28.05");
    assertThat(line(wrote).state()).isEqualTo(LineState.POSTED);
    assertThat(actions(line)).containsExactly("bank.credit", "bank.post");
    assertThat(new Browser(port).signedInAs(player).opens("/account/top-ups").html())
        .contains("+28.05 USDT", "Credited");
    BankLine again = arrives("25.50", wrote + " again");
    assertThat(again.match()).as("a reference is credited once by itself").isNull();
    assertThat(credits(olivia, again, topUp)).isEqualTo(Invalid.of("topUp", "not-creditable"));
    auditor.pass(Auditor.Pass.FULL).block(Duration.ofSeconds(30));
  }

  @Test
  void theSameStatementTwiceIsOneStatement() {
    String rows = row("1", "twice A") + row("2", "twice B");
    List<Outcome> imported =
        IntStream.range(0, 4)
            .mapToObj(_ -> CompletableFuture.supplyAsync(() -> imports(rows)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(imported.stream().mapToInt(each -> ((StatementImported) each).added()).sum())
        .isEqualTo(2);
    assertThat(imports(rows + row("3", "twice C"))).isEqualTo(new StatementImported(1, 2));
  }

  @Test
  void twoOperatorsWhoConfirmAtOnceCreditOnce() {
    Instructions topUp = asksFor("7");
    BankLine line = arrives("7", topUp.reference());
    BankLine other = arrives("7", topUp.reference() + " second");
    List<Outcome> outcomes =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () ->
                            credits(i % 2 == 0 ? olivia : oscar, i % 4 < 2 ? line : other, topUp)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(outcomes.stream().filter(Outcome.Done.class::isInstance)).hasSize(1);
    assertThat(balance()).isEqualTo("7.7");
  }

  @Test
  void whatIsMoreThanOneMayCreditWaitsForAnotherOperator() {
    Instructions topUp = asksFor("100.01");
    BankLine line = arrives("100.01", topUp.reference());
    ChangeWaiting waiting = (ChangeWaiting) credits(olivia, line, topUp);
    assertThat(line(topUp.reference()).changeWaiting()).isTrue();
    assertThat(decides(olivia, waiting)).isEqualTo(Invalid.of("id", "own"));
    assertThat(balance()).isEqualTo("0");
    decides(oscar, waiting);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> line(topUp.reference()).state() == LineState.POSTED);
    assertThat(balance()).isEqualTo("110.011");
    assertThat(actions(line))
        .containsExactly("bank.credit.propose", "bank.credit.confirm", "bank.credit", "bank.post");
  }

  private Outcome decides(long operator, ChangeWaiting waiting) {
    return merchant.does(
        new DecidePayChange(waiting.id(), Decision.CONFIRM, "looked at it"), person(operator));
  }

  @Test
  void creditsOfADayCountTogether() {
    credits(olivia, arrives("60", "sum A"), asksFor("60"));
    Instructions second = asksFor("40.01");
    assertThat(credits(olivia, arrives("40.01", "sum B"), second))
        .isInstanceOf(ChangeWaiting.class);
    assertThat(credits(oscar, line("sum B"), second)).isEqualTo(new Outcome.Done());
  }

  @Test
  void moneyWithoutAReferenceIsAssignedOrReturned() {
    BankLine nobodys = arrives("5", "for Alice");
    assertThat(nobodys.match()).isNull();
    assertThat(assigns(nobodys, 42, "usdt")).isEqualTo(Invalid.of("uid", "unknown"));
    assertThat(assigns(nobodys, player, "gold")).isEqualTo(Invalid.of("uid", "unknown"));
    assertThat(assigns(nobodys, player, "usdt")).isEqualTo(new Outcome.Done());
    assertThat(balance()).isEqualTo("5.5");
    BankLine back = arrives("6", "send it back");
    CloseBankLine close = new CloseBankLine(back.id(), true, "nobody knows whose it is");
    assertThat(merchant.does(close, person(olivia))).isEqualTo(new Outcome.Done());
    assertThat(merchant.does(close, person(olivia))).isEqualTo(Invalid.of("id", "decided"));
    assertThat(assigns(back, player, "usdt")).isEqualTo(Invalid.of("id", "decided"));
    BankLine fee = arrives("-3", "fee");
    assertThat(assigns(fee, player, "usdt")).isEqualTo(Invalid.of("id", "decided"));
  }

  private Outcome assigns(BankLine line, long uid, String coin) {
    return merchant.does(
        new AssignBankLine(line.id(), uid, coin, "they sent a screenshot"), person(olivia));
  }

  @Test
  void whatACrashKeptFromBeingCreditedIsCreditedLaterAndOnce(TestDatabase database) {
    BankLine line = arrives("10", "crash");
    database.execute(
        String.format(
            Locale.ROOT,
            "update bank_lines set state = 'APPROVED', uid = %d, coin_id = 1, credit = 11,"
                + " confirmed_by = %d, confirmed_at = now() where id = %d",
            player,
            olivia,
            line.id()));
    awaitPosted();
    // The ledger had posted, only the row did not say so yet.
    database.execute(
        "alter table bank_lines disable trigger bank_lines_are_credited_once;"
            + " update bank_lines set state = 'APPROVED', transfer_id = null where id = "
            + line.id()
            + "; alter table bank_lines enable trigger bank_lines_are_credited_once");
    awaitPosted();
    assertThat(balance()).isEqualTo("11");
    assertThatThrownBy(
            () -> database.execute("update bank_lines set uid = 1 where id = " + line.id()))
        .hasMessageContaining("is POSTED");
  }

  private void awaitPosted() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> line("crash").state() == LineState.POSTED);
  }

  @Test
  void aRateWaitsForAnotherOperatorAndTheSaleEndsAtOnce() {
    SetBankRate cheap = new SetBankRate("btc", new BigDecimal("0.00001"), "sold from today");
    ChangeWaiting waiting = (ChangeWaiting) merchant.does(cheap, person(olivia));
    Browser browser = new Browser(port).signedInAs(player);
    assertThat(browser.opens("/account/top-ups").html()).doesNotContain("BTC");
    decides(oscar, waiting);
    assertThat(browser.opens("/account/top-ups").html()).contains("BTC: 0.00001 for 1 EUR");
    merchant.does(new SetBankRate("btc", null, "sold out"), person(olivia));
    assertThat(browser.opens("/account/top-ups").html()).doesNotContain("BTC");
  }

  @Test
  void aBootstrapFileSetsARateForTheMachinesOwnerAndAsksForItOtherwise() {
    merchant.operator(new PutCoin(81, "silver", 2, BigDecimal.ONE, null));
    PutBankRate rate = new PutBankRate("silver", "EUR", new BigDecimal("3.5"));
    assertThat(merchant.does(rate, Merchant.token())).isInstanceOf(ChangeWaiting.class);
    Browser browser = new Browser(port).signedInAs(player);
    assertThat(browser.opens("/account/top-ups").html()).doesNotContain("SILVER");
    merchant.operator(rate);
    assertThat(browser.opens("/account/top-ups").html()).contains("SILVER: 3.5 for 1 EUR");
    assertThat(merchant.does(rate, Merchant.token())).as("again").isEqualTo(new Outcome.Done());
    assertThat(Merchant.refusal(merchant.does(rate))).isNotNull();
  }

  @Test
  void refusesWhatIsNoStatementOfTheAccountAndWhatNobodyMaySend() {
    assertThat(imports("30.11.2026,1,EUR,a,b,c\n"))
        .isEqualTo(Invalid.of("file", "unreadable", "row 1 has no date such as 2026-11-30"));
    assertThat(imports("2026-11-30,1,USD,a,b,c\n"))
        .isEqualTo(Invalid.of("file", "other-currency", "EUR"));
    BankLine line = arrives("5", "applied by hand");
    Outcome applied =
        merchant.does(
            new ApplyBankCredit(line.id(), null, null, player, "usdt", BigDecimal.TEN),
            person(olivia));
    assertThat(Merchant.refusal(applied)).isEqualTo(ErrorCode.NO_PERMISSION);
  }

  @Test
  void aPlayerSeesTheirOwnTopUpsAndAsksForAmountsOfTheCurrency() {
    Instructions topUp = asksFor("1");
    Browser stranger = new Browser(port).signedInAs(merchant.player("0"));
    assertThat(stranger.opens("/account/top-ups/" + topUp.id()).status()).isEqualTo(404);
    assertThat(stranger.opens("/account/top-ups").html()).doesNotContain(topUp.reference());
    for (String amount : List.of("0", "-1", "1,5", "1.005", "0.0000001")) {
      assertThat(stranger.sends("/account/top-ups", "coin", "usdt", "amount", amount).status())
          .as(amount)
          .isEqualTo(422);
    }
    assertThat(stranger.sends("/account/top-ups", "coin", "gold", "amount", "1").html())
        .contains("Choose a coin");
  }

  @Test
  @WithBrowser
  void fitsPhonesAndDesks(Page page) {
    String one = "/account/top-ups/" + asksFor("25.5").id();
    for (String address : List.of("/account/top-ups", one)) {
      for (String language : List.of("en", "zh-CN", "ko")) {
        for (int width : new int[] {360, 1280}) {
          page.setViewportSize(width, 800);
          page.setExtraHTTPHeaders(Map.of(CallerTokens.HEADER, Browser.vouch(player)));
          page.navigate("http://127.0.0.1:" + port + address + "?lang=" + language);
          Accessibility.check(page);
          assertThat(
                  page.evaluate(
                      "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
              .isEqualTo(0);
          String name = address.equals(one) ? "top-up-" : "top-ups-";
          Screenshots.ofPage(page, name + language + '-' + width);
        }
      }
    }
  }
}
