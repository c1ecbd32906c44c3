package io.berth.console.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.berth.api.Permission;
import io.berth.api.app.AppCommand.ReadHead;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.balance.StatementCommand.ReadAppBalances;
import io.berth.api.balance.StatementOutcome.AppBalance;
import io.berth.api.balance.StatementOutcome.AppBalances;
import io.berth.api.company.CompanyOutcome.AppLine;
import io.berth.api.launch.LaunchState;
import io.berth.console.RunningConsole;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.Screenshots;
import io.berth.test.browser.WithBrowser;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@WithBrowser
class BalancePagesTests {
  private static final String PATH = "/console/apps/game1/balance";
  private static final Map<String, String> NAME = Map.of("en", "Sky Game");

  private final RunningConsole console = RunningConsole.get();

  @BeforeEach
  void script() {
    AppLine line = new AppLine("game1", "acme", NAME, "dragonex", LaunchState.LIVE, false);
    console
        .gateway()
        .answers(ReadHead.class, new Head(line, NAME, EnumSet.allOf(Permission.class)))
        .answers(
            ReadAppBalances.class,
            new AppBalances(
                "game1",
                7,
                List.of(
                    balance("usdt", "12500.75", "4200.5", "300.25", "5000"),
                    balance("gold", "80", "0", "0", "0"))));
  }

  private static AppBalance balance(
      String coin, String total, String pending, String reserved, String deposit) {
    return new AppBalance(
        coin,
        new BigDecimal(total),
        new BigDecimal(pending),
        new BigDecimal(reserved),
        new BigDecimal(deposit));
  }

  @Test
  void eachCoinHasThreeFiguresAndItsDepositBeside() {
    String body = console.get(PATH).body();
    assertThat(body)
        .containsPattern(
            "data-coin=\"usdt\"[\\s\\S]*12,500\\.75[\\s\\S]*available[\\s\\S]*8,000[\\s\\S]*pending"
                + "[\\s\\S]*4,200\\.5[\\s\\S]*reserved[\\s\\S]*300\\.25[\\s\\S]*5000 usdt"
                + "[\\s\\S]*data-coin=\"gold\"")
        .contains("Payments of the last 7 days");
    assertThat(body.substring(body.indexOf("data-coin=\"gold\""))).doesNotContain("The deposit of");
  }

  @Test
  void anAppWithoutMoneySaysSo() {
    console.gateway().answers(ReadAppBalances.class, new AppBalances("game1", 7, List.of()));
    assertThat(console.get(PATH).body()).contains("The app has no money yet.");
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
        Accessibility.check(page);
        assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
            .isLessThanOrEqualTo(width);
        Screenshots.ofPage(page, "balance-" + language + '-' + width);
      }
    }
  }
}
