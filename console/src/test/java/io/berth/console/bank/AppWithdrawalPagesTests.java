package io.berth.console.bank;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Permission;
import io.berth.api.app.AppCommand.ReadHead;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.bank.AppWithdrawalCommand.ReadAppWithdrawals;
import io.berth.api.bank.AppWithdrawalCommand.RequestAppWithdrawal;
import io.berth.api.bank.AppWithdrawalCommand.SetAppBankAccount;
import io.berth.api.bank.AppWithdrawalCommand.SetWithdrawalSchedule;
import io.berth.api.bank.AppWithdrawalOutcome.AppBankAccount;
import io.berth.api.bank.AppWithdrawalOutcome.AppWithdrawalsFound;
import io.berth.api.bank.AppWithdrawalOutcome.WithdrawableAmount;
import io.berth.api.bank.AppWithdrawalOutcome.WithdrawalSchedule;
import io.berth.api.bank.BankOutcome.WithdrawalLine;
import io.berth.api.bank.BankOutcome.WithdrawalState;
import io.berth.api.company.CompanyOutcome.AppLine;
import io.berth.api.launch.LaunchState;
import io.berth.console.RunningConsole;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.Screenshots;
import io.berth.test.browser.WithBrowser;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@WithBrowser
class AppWithdrawalPagesTests {
  private static final String PATH = "/console/apps/game1/withdrawals";
  private static final Map<String, String> NAME = Map.of("en", "Sky Game");
  private static final String KEY = "3f0c9f0e-66a6-4f5e-9d1f-0c6f5e3b1a22";
  private static final Instant AT = Instant.parse("2026-11-20T08:00:00Z");
  private static final AppBankAccount ACCOUNT =
      new AppBankAccount(
          "FR14 2004 1010 0505 0001 3M02 606",
          "Sky Games SAS",
          AT,
          true,
          WithdrawalSchedule.WEEKLY,
          LocalDate.of(2026, 12, 7));

  private final RunningConsole console = RunningConsole.get();

  @BeforeEach
  void script() {
    permits(EnumSet.allOf(Permission.class));
    answers(ACCOUNT);
    console
        .gateway()
        .answers(RequestAppWithdrawal.class, new Outcome.Done())
        .answers(SetAppBankAccount.class, new Outcome.Done())
        .answers(SetWithdrawalSchedule.class, new Outcome.Done());
  }

  private void permits(Set<Permission> permissions) {
    AppLine line = new AppLine("game1", "acme", NAME, "dragonex", LaunchState.LIVE, false);
    console.gateway().answers(ReadHead.class, new Head(line, NAME, permissions));
  }

  private void answers(@Nullable AppBankAccount account) {
    console
        .gateway()
        .answers(
            ReadAppWithdrawals.class,
            new AppWithdrawalsFound(
                "game1",
                true,
                account,
                "EUR",
                new BigDecimal("20"),
                List.of(
                    new WithdrawableAmount(
                        "usdt", new BigDecimal("8000.25"), new BigDecimal("7272.95"))),
                Stream.of(WithdrawalState.values())
                    .map(AppWithdrawalPagesTests::withdrawal)
                    .toList()));
  }

  private static WithdrawalLine withdrawal(WithdrawalState state) {
    return new WithdrawalLine(
        9 - state.ordinal(),
        1_000_999,
        "usdt",
        new BigDecimal("1100"),
        new BigDecimal("1000"),
        "EUR",
        "FR14 2004 1010 0505 0001 3M02 606",
        "Sky Games SAS",
        state,
        false,
        AT,
        "game1");
  }

  @Test
  void anOwnerWithdraws() {
    assertThat(console.get(PATH).body()).contains("8,000.25", "7,272.95", "Next on 2026-12-07");
    assertThat(
            console
                .post(PATH, PATH, Map.of("coin", "usdt", "amount", "50.5", "key", KEY))
                .statusCode())
        .isEqualTo(303);
    assertThat(console.gateway().latest(RequestAppWithdrawal.class))
        .isEqualTo(new RequestAppWithdrawal("usdt", new BigDecimal("50.5"), KEY));
    assertThat(
            console
                .post(PATH, PATH, Map.of("coin", "usdt", "amount", "50,5", "key", KEY))
                .statusCode())
        .isEqualTo(422);
  }

  @Test
  void whatIsRefusedSaysWhyAndKeepsWhatWasTyped() {
    console.gateway().answers(RequestAppWithdrawal.class, Invalid.of("amount", "over-available"));
    assertThat(
            console.post(PATH, PATH, Map.of("coin", "usdt", "amount", "9000", "key", KEY)).body())
        .contains("more than is available", "value=\"9000\"");
    console.gateway().answers(SetAppBankAccount.class, Invalid.of("iban", "malformed"));
    assertThat(
            console
                .post(PATH, PATH + "/account", Map.of("iban", "FR15", "holder", "Sky Games"))
                .body())
        .contains("This is not an IBAN", "value=\"FR15\"", "value=\"Sky Games\"");
  }

  @Test
  void accountAndScheduleAreSet() {
    answers(null);
    assertThat(console.get(PATH).body())
        .contains("No bank account is set")
        .doesNotContain("id=\"schedule\"", "name=\"amount\"");
    console.post(
        PATH,
        PATH + "/account",
        Map.of("iban", "FR1420041010050500013M02606", "holder", "Sky Games SAS"));
    assertThat(console.gateway().latest(SetAppBankAccount.class))
        .isEqualTo(new SetAppBankAccount("FR1420041010050500013M02606", "Sky Games SAS"));
    console.post(PATH, PATH + "/schedule", Map.of("schedule", "MONTHLY"));
    assertThat(console.gateway().latest(SetWithdrawalSchedule.class))
        .isEqualTo(new SetWithdrawalSchedule(WithdrawalSchedule.MONTHLY));
    assertThat(console.post(PATH, PATH + "/schedule", Map.of("schedule", "HOURLY")).statusCode())
        .isEqualTo(422);
  }

  @Test
  void whoMayOnlyReadHasNoForms() {
    permits(Set.of(Permission.APP_READ, Permission.MONEY_READ));
    assertThat(console.get(PATH).body()).contains("8,000.25").doesNotContain("name=\"iban\"");
  }

  @Test
  void aPlatformWithoutWithdrawalsSaysSo() {
    console
        .gateway()
        .answers(
            ReadAppWithdrawals.class,
            new AppWithdrawalsFound(
                "game1", false, null, "", BigDecimal.ZERO, List.of(), List.of()));
    assertThat(console.get(PATH).body())
        .contains("does not offer withdrawals")
        .doesNotContain("name=\"iban\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN", "ko"})
  void isUsableOnAPhone(String language, Browser browser) {
    for (int width : new int[] {360, 1280}) {
      try (var context =
          browser.newContext(
              new Browser.NewContextOptions().setLocale(language).setViewportSize(width, 800))) {
        Page page = console.signedIn(context.newPage());
        page.navigate(console.origin() + PATH);
        page.locator("details.more > summary").first().click();
        Accessibility.check(page);
        assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
            .isLessThanOrEqualTo(width);
        Screenshots.ofPage(page, "app-withdrawals-" + language + '-' + width);
      }
    }
  }
}
