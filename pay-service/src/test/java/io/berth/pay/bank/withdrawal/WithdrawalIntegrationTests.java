package io.berth.pay.bank.withdrawal;

import static io.berth.pay.Merchant.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import io.berth.api.AccountKind;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.bank.BankCommand.CreditReturnedWithdrawal;
import io.berth.api.bank.BankCommand.ImportBankStatement;
import io.berth.api.bank.BankCommand.ReadBankLines;
import io.berth.api.bank.BankOutcome.BankLine;
import io.berth.api.bank.BankOutcome.BankLines;
import io.berth.api.bank.BankOutcome.LineState;
import io.berth.api.bank.BankOutcome.WithdrawalFile;
import io.berth.api.bank.BankOutcome.WithdrawalState;
import io.berth.api.bank.BankOutcome.WithdrawalsExported;
import io.berth.api.bank.WithdrawalCommand.DecideWithdrawal;
import io.berth.api.bank.WithdrawalCommand.ExportWithdrawals;
import io.berth.api.bank.WithdrawalCommand.ReadWithdrawalFile;
import io.berth.api.bank.WithdrawalCommand.ReadWithdrawals;
import io.berth.api.change.ChangeOutcome.ChangeWaiting;
import io.berth.api.change.PendingChange.Decision;
import io.berth.api.operator.OperatorPayCommand.DecidePayChange;
import io.berth.pay.FakeDid;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.pay.checkout.Browser;
import io.berth.service.caller.CallerTokens;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.Screenshots;
import io.berth.test.browser.WithBrowser;
import io.berth.test.postgres.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
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
class WithdrawalIntegrationTests {
  private static final AtomicLong OPERATORS = new AtomicLong(8_500_000);
  private static final String IBAN = "FR1420041010050500013M02606";
  private static final Pattern KEY = Pattern.compile("name=\"key\" value=\"([^\"]+)\"");

  @Autowired Merchant merchant;
  @Autowired Withdrawals withdrawals;
  @LocalServerPort int port;

  private final long olivia = OPERATORS.incrementAndGet();
  private final long oscar = OPERATORS.incrementAndGet();
  private long player;
  private Browser browser;

  @BeforeEach
  void sells(TestDatabase database) {
    merchant.opens();
    player = merchant.player("1000");
    browser = new Browser(port).signedInAs(player);
    database.execute(
        "insert into bank_rates (coin_id, currency, rate) values (1, 'EUR', 1.1)"
            + " on conflict (coin_id) do update set rate = 1.1");
  }

  private String key() {
    Matcher key = KEY.matcher(browser.opens("/account/withdrawals").html());
    assertThat(key.find()).isTrue();
    return key.group(1);
  }

  private Browser.Seen sends(String key, String amount, String iban, String password) {
    return browser.sends(
        "/account/withdrawals",
        "key",
        key,
        "coin",
        "usdt",
        "amount",
        amount,
        "iban",
        iban,
        "holder",
        "Alice Example",
        "pay_password",
        password);
  }

  private Withdrawal asksFor(String amount) {
    assertThat(sends(key(), amount, IBAN, FakeDid.PASSWORD).location())
        .isEqualTo("/account/withdrawals");
    return latest();
  }

  private Withdrawal latest() {
    return withdrawals.of(player, 1).single().block(Duration.ofSeconds(10));
  }

  private String balance() {
    return merchant.balance(player, AccountKind.COIN).toPlainString();
  }

  private Outcome decides(long operator, Withdrawal withdrawal, boolean approved) {
    return merchant.does(
        new DecideWithdrawal(withdrawal.id(), approved, "looked at it"), person(operator));
  }

  private String exported() {
    WithdrawalsExported made =
        (WithdrawalsExported) merchant.does(new ExportWithdrawals(), person(olivia));
    ReadWithdrawalFile read = new ReadWithdrawalFile(made.exportId());
    Outcome file = merchant.does(read, person(olivia));
    assertThat(merchant.does(read, person(oscar))).as("the same file again").isEqualTo(file);
    return ((WithdrawalFile) file).file();
  }

  private void books(String amount, String endToEndId, String remittance) {
    String file =
        "date,amount,currency,name,remittance,reference,end_to_end_id\n2026-11-30,%s,EUR,Alice,%s,%s,%s\n"
            .formatted(amount, remittance, UUID.randomUUID(), endToEndId);
    merchant.does(
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

  private void awaitState(Withdrawal withdrawal, WithdrawalState state) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> withdrawals.find(withdrawal.id()).block(Duration.ofSeconds(10)).state() == state);
  }

  private Withdrawal paid(String amount) {
    Withdrawal withdrawal = asksFor(amount);
    decides(olivia, withdrawal, true);
    exported();
    books("-" + amount, withdrawal.endToEndId(), "out " + withdrawal.id());
    awaitState(withdrawal, WithdrawalState.PAID);
    return withdrawal;
  }

  @Test
  void isHeldApprovedSentOnceAndPaidByTheStatement() {
    Withdrawal withdrawal = asksFor("50.5");
    assertThat(withdrawal.state()).isEqualTo(WithdrawalState.HELD);
    assertThat(balance()).isEqualTo("944.45");
    assertThat(decides(olivia, withdrawal, true)).isEqualTo(new Outcome.Done());
    assertThat(decides(oscar, withdrawal, true)).isEqualTo(Invalid.of("id", "decided"));
    assertThat(exported())
        .contains("<InstdAmt Ccy=\"EUR\">50.50</InstdAmt>", "<IBAN>" + IBAN + "</IBAN>")
        .containsOnlyOnce("<EndToEndId>" + withdrawal.endToEndId() + "</EndToEndId>");
    assertThat(merchant.does(new ExportWithdrawals(), person(olivia)))
        .isEqualTo(Invalid.of("export", "nothing"));
    books("-50.49", withdrawal.endToEndId(), "another amount " + withdrawal.id());
    books("-50.5", withdrawal.endToEndId(), "paid " + withdrawal.id());
    awaitState(withdrawal, WithdrawalState.PAID);
    assertThat(line("another amount " + withdrawal.id()).state()).isEqualTo(LineState.OPEN);
    assertThat(line("paid " + withdrawal.id()).state()).isEqualTo(LineState.PAID_OUT);
    assertThat(balance()).isEqualTo("944.45");
    assertThat(browser.opens("/account/withdrawals").html())
        .contains("…2606", "−55.55 USDT", "Paid");
  }

  @Test
  void moneyThatTheBankSendsBackIsCreditedOnce() {
    Withdrawal withdrawal = paid("20");
    books("20", withdrawal.endToEndId(), "account closed " + withdrawal.id());
    BankLine back = line("account closed " + withdrawal.id());
    assertThat(back.returned().withdrawalId()).isEqualTo(withdrawal.id());
    CreditReturnedWithdrawal credit =
        new CreditReturnedWithdrawal(back.id(), withdrawal.id(), "closed account");
    List<Outcome> outcomes =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> merchant.does(credit, person(i % 2 == 0 ? olivia : oscar))))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(outcomes.stream().filter(Outcome.Done.class::isInstance)).hasSize(1);
    assertThat(balance()).isEqualTo("1000");
    assertThat(browser.opens("/account/withdrawals").html()).contains("Returned to your account");
    books("20", withdrawal.endToEndId(), "again " + withdrawal.id());
    assertThat(line("again " + withdrawal.id()).returned()).isNull();
  }

  @Test
  void aRejectedOneGivesTheMoneyBackOnce() {
    Withdrawal withdrawal = asksFor("10");
    assertThat(decides(olivia, withdrawal, false)).isEqualTo(new Outcome.Done());
    assertThat(balance()).isEqualTo("1000");
    assertThat(decides(oscar, withdrawal, false)).isEqualTo(Invalid.of("id", "decided"));
    assertThat(decides(oscar, withdrawal, true)).isEqualTo(Invalid.of("id", "decided"));
  }

  @Test
  void givingBackWhatTheBankHasTakesAnotherOperator() {
    Withdrawal withdrawal = asksFor("10");
    decides(olivia, withdrawal, true);
    exported();
    ChangeWaiting waiting = (ChangeWaiting) decides(olivia, withdrawal, false);
    assertThat(balance()).isEqualTo("989");
    confirms(oscar, waiting);
    awaitState(withdrawal, WithdrawalState.REJECTED);
    assertThat(balance()).isEqualTo("1000");
    books("-10", withdrawal.endToEndId(), "too late " + withdrawal.id());
    assertThat(line("too late " + withdrawal.id()).state()).isEqualTo(LineState.OPEN);
  }

  private void confirms(long operator, ChangeWaiting waiting) {
    merchant.does(
        new DecidePayChange(waiting.id(), Decision.CONFIRM, "looked at it"), person(operator));
  }

  @Test
  void moreThanOneMayApproveWaitsForAnotherOperator() {
    Withdrawal withdrawal = asksFor("100.01");
    ChangeWaiting waiting = (ChangeWaiting) decides(olivia, withdrawal, true);
    assertThat(latest().state()).isEqualTo(WithdrawalState.HELD);
    confirms(oscar, waiting);
    assertThat(latest().state()).isEqualTo(WithdrawalState.APPROVED);
    assertThat(exported()).contains(withdrawal.endToEndId());
  }

  @Test
  void twoFilesMadeAtOnceHaveNoPaymentTwice() {
    List<Withdrawal> asked = List.of(asksFor("1"), asksFor("2"), asksFor("3"));
    asked.forEach(withdrawal -> decides(olivia, withdrawal, true));
    List<String> files =
        IntStream.range(0, 4)
            .mapToObj(
                _ ->
                    CompletableFuture.supplyAsync(
                        () -> merchant.does(new ExportWithdrawals(), person(olivia))))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .filter(WithdrawalsExported.class::isInstance)
            .map(made -> new ReadWithdrawalFile(((WithdrawalsExported) made).exportId()))
            .map(read -> ((WithdrawalFile) merchant.does(read, person(olivia))).file())
            .toList();
    for (Withdrawal withdrawal : asked) {
      String id = "<EndToEndId>" + withdrawal.endToEndId() + "</EndToEndId>";
      assertThat(files.stream().filter(file -> file.contains(id))).hasSize(1);
    }
  }

  @Test
  void aFormThatIsSentAgainIsOneWithdrawal() {
    String key = key();
    IntStream.range(0, 4)
        .mapToObj(
            _ -> CompletableFuture.supplyAsync(() -> sends(key, "10", IBAN, FakeDid.PASSWORD)))
        .toList()
        .forEach(CompletableFuture::join);
    assertThat(balance()).isEqualTo("989");
  }

  @Test
  void everyStepThatACrashInterruptedIsMadeUpForOnce(TestDatabase database) {
    Withdrawal held = asksFor("10");
    // The ledger had posted, only the row did not say so yet.
    revert(database, held, "REQUESTED");
    awaitState(held, WithdrawalState.HELD);
    assertThat(balance()).isEqualTo("989");
    Withdrawal paid = paid("10");
    revert(database, paid, "PAYING");
    awaitState(paid, WithdrawalState.PAID);
    // Not even a row that has lost its way gives money back that was paid.
    revert(database, paid, "CANCELLING");
    awaitState(paid, WithdrawalState.REJECTED);
    assertThat(balance()).isEqualTo("978");
    assertThatThrownBy(
            () -> database.execute("update withdrawals set state = 'HELD' where id = " + paid.id()))
        .hasMessageContaining("not to be HELD");
  }

  private static void revert(TestDatabase database, Withdrawal withdrawal, String state) {
    database.execute(
        "alter table withdrawals disable trigger withdrawals_go_forward; update withdrawals set state = '"
            + state
            + "' where id = "
            + withdrawal.id()
            + "; alter table withdrawals enable trigger withdrawals_go_forward");
  }

  @Test
  void refusesWhatIsWrongTooMuchOrTooOften() {
    assertThat(sends(key(), "10", "FR1420041010050500013M02607", FakeDid.PASSWORD).html())
        .contains("Check the IBAN");
    assertThat(sends(key(), "10", IBAN, "wrong").html()).contains("pay password is wrong");
    assertThat(sends(key(), "1.005", IBAN, FakeDid.PASSWORD).html()).contains("decimal point");
    assertThat(sends(key(), "500.01", IBAN, FakeDid.PASSWORD).html()).contains("24 hours");
    Browser poor = new Browser(port).signedInAs(merchant.player("5"));
    browser = poor;
    assertThat(sends(key(), "10", IBAN, FakeDid.PASSWORD).html()).contains("balance is too low");
    browser = new Browser(port).signedInAs(player);
    asksFor("1");
    asksFor("1");
    asksFor("1");
    assertThat(sends(key(), "1", IBAN, FakeDid.PASSWORD).html()).contains("24 hours");
    assertThat(merchant.does(new ReadWithdrawals(true, null), person(olivia)).toString())
        .contains("Alice Example");
    assertThat(balance()).isEqualTo("996.7");
  }

  @Test
  @WithBrowser
  void fitsPhonesAndDesks(Page page) {
    asksFor("25.5");
    for (String language : List.of("en", "zh-CN", "ko")) {
      for (int width : new int[] {360, 1280}) {
        page.setViewportSize(width, 800);
        page.setExtraHTTPHeaders(Map.of(CallerTokens.HEADER, Browser.vouch(player)));
        page.navigate("http://127.0.0.1:" + port + "/account/withdrawals?lang=" + language);
        Accessibility.check(page);
        assertThat(
                page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
            .isEqualTo(0);
        Screenshots.ofPage(page, "withdrawals-" + language + '-' + width);
      }
    }
  }
}
