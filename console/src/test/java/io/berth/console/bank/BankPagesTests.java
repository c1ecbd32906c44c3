package io.berth.console.bank;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.berth.api.Outcome;
import io.berth.api.bank.BankCommand.AssignBankLine;
import io.berth.api.bank.BankCommand.CloseBankLine;
import io.berth.api.bank.BankCommand.CreditTopUp;
import io.berth.api.bank.BankCommand.ImportBankStatement;
import io.berth.api.bank.BankCommand.ReadBank;
import io.berth.api.bank.BankCommand.ReadBankLines;
import io.berth.api.bank.BankCommand.SetBankRate;
import io.berth.api.bank.BankOutcome.Bank;
import io.berth.api.bank.BankOutcome.BankAccount;
import io.berth.api.bank.BankOutcome.BankLine;
import io.berth.api.bank.BankOutcome.BankLines;
import io.berth.api.bank.BankOutcome.CoinRate;
import io.berth.api.bank.BankOutcome.LineCredit;
import io.berth.api.bank.BankOutcome.LineState;
import io.berth.api.bank.BankOutcome.ReturnedWithdrawal;
import io.berth.api.bank.BankOutcome.StatementImported;
import io.berth.api.bank.BankOutcome.TopUpMatch;
import io.berth.api.bank.BankOutcome.WithdrawalExport;
import io.berth.api.bank.BankOutcome.WithdrawalFile;
import io.berth.api.bank.BankOutcome.WithdrawalLine;
import io.berth.api.bank.BankOutcome.WithdrawalState;
import io.berth.api.bank.BankOutcome.Withdrawals;
import io.berth.api.bank.WithdrawalCommand.DecideWithdrawal;
import io.berth.api.bank.WithdrawalCommand.ExportWithdrawals;
import io.berth.api.bank.WithdrawalCommand.ReadWithdrawalFile;
import io.berth.api.bank.WithdrawalCommand.ReadWithdrawals;
import io.berth.api.change.ChangeOutcome.ChangeWaiting;
import io.berth.api.operator.OperatorDidCommand.NameUsers;
import io.berth.api.operator.OperatorDidCommand.SearchUsers;
import io.berth.api.operator.OperatorDidOutcome.Account;
import io.berth.api.operator.OperatorDidOutcome.Users;
import io.berth.console.RunningConsole;
import io.berth.console.ScriptedGateway;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.Screenshots;
import io.berth.test.browser.WithBrowser;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@WithBrowser
class BankPagesTests {
  private static final String PATH = "/console/operator/bank";
  private static final Instant AT = Instant.parse("2026-11-20T08:00:00Z");
  private static final Account ALICE =
      new Account(1_000_001, "alice@example.com", "Alice", false, List.of(), AT);

  private final RunningConsole console = RunningConsole.get();
  private final ScriptedGateway gateway = console.gateway();

  private static BankLine line(
      long id, LineState state, @Nullable TopUpMatch match, boolean waiting) {
    return new BankLine(
        id,
        LocalDate.of(2026, 11, 30),
        new BigDecimal("25.5"),
        "EUR",
        true,
        "Alice Example",
        "FR1420041010050500013M02606",
        "RF74 0000 0001",
        state,
        match,
        id == 3 ? new ReturnedWithdrawal(9, ALICE.uid(), "usdt", new BigDecimal("28.05")) : null,
        waiting,
        state == LineState.POSTED
            ? new LineCredit(ALICE.uid(), "usdt", new BigDecimal("28.05"), 1_000_000, AT)
            : null);
  }

  private static TopUpMatch match(boolean exact) {
    return new TopUpMatch(
        7, ALICE.uid(), "usdt", new BigDecimal("25"), new BigDecimal("28.05"), exact);
  }

  private static WithdrawalLine withdrawal(WithdrawalState state) {
    return new WithdrawalLine(
        9 - state.ordinal(),
        ALICE.uid(),
        "usdt",
        new BigDecimal("27.5"),
        new BigDecimal("25"),
        "EUR",
        "FR14 2004 1010 0505 0001 3M02 606",
        "Alice Example",
        state,
        false,
        AT,
        state == WithdrawalState.PAID ? "game1" : null);
  }

  @BeforeEach
  void platform() {
    gateway
        .answers(
            ReadBank.class,
            new Bank(
                new BankAccount(
                    "DE89 3704 0044 0532 0130 00", "Berth Ltd", "EUR", new BigDecimal("1000")),
                List.of(new CoinRate("usdt", new BigDecimal("1.1")))))
        .answers(
            ReadBankLines.class,
            new BankLines(
                List.of(
                    line(5, LineState.OPEN, match(true), false),
                    line(4, LineState.OPEN, match(false), false),
                    line(3, LineState.OPEN, null, false),
                    line(2, LineState.OPEN, null, true),
                    line(1, LineState.POSTED, null, false)),
                true))
        .answers(
            ReadWithdrawals.class,
            new Withdrawals(
                Stream.of(WithdrawalState.HELD, WithdrawalState.EXPORTED, WithdrawalState.PAID)
                    .map(BankPagesTests::withdrawal)
                    .toList(),
                false,
                List.of(
                    new WithdrawalExport(1, "BERTH-1", 3, new BigDecimal("75"), ALICE.uid(), AT)),
                new BigDecimal("1000")))
        .answers(NameUsers.class, new Users(List.of(ALICE)))
        .answers(SearchUsers.class, new Users(List.of(ALICE)));
  }

  @Test
  void importsAStatement(Page page) {
    gateway.answers(ImportBankStatement.class, new StatementImported(2, 0));
    byte[] file = "date,amount,currency\n".repeat(9000).getBytes(StandardCharsets.UTF_8);
    console.signedIn(page).navigate(console.origin() + PATH);
    page.setInputFiles("#file", new FilePayload("statement.csv", "text/csv", file));
    page.click("form[enctype] button");
    assertThat(page.content()).contains("The statement was imported.");
    ImportBankStatement sent = gateway.latest(ImportBankStatement.class);
    assertThat(sent).isNotNull();
    assertThat(Base64.getDecoder().decode(sent.content())).isEqualTo(file);
    gateway.answers(
        ImportBankStatement.class, Outcome.Invalid.of("file", "unreadable", "not UTF-8"));
    page.setInputFiles("#file", new FilePayload("statement.csv", "text/csv", file));
    page.click("form[enctype] button");
    assertThat(page.content()).contains("This is no bank statement that can be read: not UTF-8.");
  }

  @Test
  void decidesAboutLines() {
    gateway
        .answers(CreditTopUp.class, new Outcome.Done())
        .answers(AssignBankLine.class, new ChangeWaiting(12, null, null))
        .answers(CloseBankLine.class, new Outcome.Done())
        .answers(SetBankRate.class, Outcome.Invalid.of("reason", "missing"));
    assertThat(console.get(PATH).body()).contains("The user asked for 25 EUR");
    console.post(PATH, PATH + "/lines/5", Map.of("topUp", "7", "reason", "it matches"));
    assertThat(gateway.latest(CreditTopUp.class)).isEqualTo(new CreditTopUp(5, 7, "it matches"));
    console.post(
        PATH,
        PATH + "/lines/3/assigned",
        Map.of("uid", "alice@example.com", "coin", "usdt", "reason", "a screenshot"));
    assertThat(gateway.latest(AssignBankLine.class))
        .isEqualTo(new AssignBankLine(3, ALICE.uid(), "usdt", "a screenshot"));
    console.post(PATH, PATH + "/lines/3/closed", Map.of("what", "returned", "reason", "nobody's"));
    assertThat(gateway.latest(CloseBankLine.class))
        .isEqualTo(new CloseBankLine(3, true, "nobody's"));
    assertThat(
            console
                .post(PATH, PATH + "/rates", Map.of("coin", "usdt", "rate", "1.2", "reason", ""))
                .body())
        .contains("value=\"1.2\"");
    assertThat(console.forge(PATH + "/lines/5", "topUp=7&reason=x").statusCode()).isEqualTo(403);
  }

  @Test
  void decidesAboutWithdrawalsAndGivesFilesToTheBank() {
    String path = "/console/operator/withdrawals";
    gateway
        .answers(DecideWithdrawal.class, new ChangeWaiting(12, null, null))
        .answers(ExportWithdrawals.class, Outcome.Invalid.of("export", "nothing"))
        .answers(ReadWithdrawalFile.class, new WithdrawalFile("BERTH-1", "<Document>\u00fc"));
    console.post(path, path + "/9", Map.of("decision", "reject", "reason", "a stolen account"));
    assertThat(gateway.latest(DecideWithdrawal.class))
        .isEqualTo(new DecideWithdrawal(9, false, "a stolen account"));
    assertThat(console.post(path, path + "/exports", Map.of()).body())
        .contains("No withdrawal is approved");
    HttpResponse<String> file = console.get(path + "/exports/1");
    assertThat(file.body()).isEqualTo("<Document>\u00fc");
    assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
        .contains("attachment", "BERTH-1.xml");
    assertThat(console.forge(path + "/exports", "").statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({"bank, en", "bank, zh-CN", "bank, ko", "withdrawals, en", "withdrawals, ko"})
  void fitsPhonesAndDesks(String name, String language, Page page) {
    console
        .signedIn(page)
        .navigate(console.origin() + "/console/operator/" + name + "?lang=" + language);
    for (int width : new int[] {1280, 360}) {
      page.setViewportSize(width, 800);
      Accessibility.check(page);
      assertThat(
              page.evaluate(
                  "document.documentElement.scrollWidth - document.documentElement.clientWidth"))
          .isEqualTo(0);
      Screenshots.ofPage(page, "operator-" + name + "-" + language + '-' + width);
    }
  }
}
