package io.berth.console.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.berth.api.AccountKind;
import io.berth.api.Outcome;
import io.berth.api.Permission;
import io.berth.api.app.AppCommand.ReadHead;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.balance.StatementCommand.ReadStatement;
import io.berth.api.balance.StatementCommand.ReadStatementEntries;
import io.berth.api.balance.StatementOutcome.FormerAccount;
import io.berth.api.balance.StatementOutcome.Statement;
import io.berth.api.balance.StatementOutcome.StatementEntries;
import io.berth.api.balance.StatementOutcome.StatementEntry;
import io.berth.api.balance.StatementOutcome.StatementLine;
import io.berth.api.company.CompanyOutcome.AppLine;
import io.berth.api.launch.LaunchState;
import io.berth.api.reconciliation.ReconciliationCommand.ReadReconciliation;
import io.berth.api.reconciliation.ReconciliationCommand.ReadReconciliations;
import io.berth.api.reconciliation.ReconciliationCommand.Reconcile;
import io.berth.api.reconciliation.ReconciliationCommand.SetReconciliation;
import io.berth.api.reconciliation.ReconciliationOutcome.Books;
import io.berth.api.reconciliation.ReconciliationOutcome.Problem;
import io.berth.api.reconciliation.ReconciliationOutcome.Profit;
import io.berth.api.reconciliation.ReconciliationOutcome.Reconciliation;
import io.berth.api.reconciliation.ReconciliationOutcome.ReconciliationFound;
import io.berth.api.reconciliation.ReconciliationOutcome.Reconciliations;
import io.berth.api.reconciliation.ReconciliationOutcome.Row;
import io.berth.api.reconciliation.ReconciliationOutcome.State;
import io.berth.console.RunningConsole;
import io.berth.console.ScriptedGateway;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.Screenshots;
import io.berth.test.browser.WithBrowser;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@WithBrowser
class MoneyPagesTests {
  private static final Instant AT = Instant.parse("2026-11-20T08:00:00Z");
  private static final LocalDate DAY = LocalDate.parse("2026-11-19");
  private static final int ENTRIES = 1201;
  private static final String ENTRY_PAGE =
      "statements/entries?account=COIN&coin=usdt&from=2026-10-31T16:00:00Z"
          + "&to=2026-11-20T16:00:00Z&upto=1201";

  /** Elements beyond the right edge that no scrolling box of their own holds. */
  private static final String STICKING_OUT =
      """
      [...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1
          && !e.closest('.side ul, .skip, table.cards thead, .scroll'))
        .map(e => e.outerHTML.slice(0, 120))
      """;

  private final RunningConsole console = RunningConsole.get();
  private final ScriptedGateway gateway = console.gateway();

  @BeforeEach
  void platform() {
    gateway
        .answers(
            ReadHead.class,
            new Head(
                new AppLine(
                    "game", "acme", Map.of("en", "Game"), "dragonex", LaunchState.LIVE, true),
                Map.of("en", "Acme"),
                Set.of(Permission.values())))
        .answers(ReadStatement.class, statement("-120.1"))
        .answers(
            ReadStatementEntries.class,
            asked ->
                new StatementEntries(
                    LongStream.rangeClosed(asked.after() + 1, ENTRIES)
                        .limit(asked.limit())
                        .mapToObj(MoneyPagesTests::entry)
                        .toList()))
        .answers(
            ReadReconciliations.class,
            new Reconciliations(
                new Books(
                    "https://merchant.example/books",
                    null,
                    LocalTime.of(3, 30),
                    LocalTime.of(1, 0),
                    ZoneId.of("UTC")),
                List.of(summary(State.DIFFERENT), failed())))
        .answers(
            ReadReconciliation.class,
            new ReconciliationFound(
                summary(State.DIFFERENT),
                List.of(
                    new Row(
                        "usdt",
                        "user2app",
                        "coin2coin",
                        new BigDecimal("12.5"),
                        3L,
                        new BigDecimal("12.50"),
                        4L,
                        true),
                    new Row("dt", "app2user", "open2open", BigDecimal.ONE, 1L, null, null, true)),
                List.of(new Profit("usdt", AccountKind.COIN, new BigDecimal("7"), "posted", 42L))));
  }

  /** Of a zone whose days are not those of UTC. */
  private static Statement statement(String change) {
    return new Statement(
        LocalDate.of(2026, 11, 1),
        LocalDate.of(2026, 11, 20),
        ZoneId.of("Asia/Shanghai"),
        List.of(line(change)));
  }

  private static StatementLine line(String change) {
    return new StatementLine(
        AccountKind.COIN,
        "usdt",
        new BigDecimal("1000"),
        BigDecimal.ZERO,
        new BigDecimal(change).negate(),
        new BigDecimal("1000").add(new BigDecimal(change)),
        ENTRIES,
        ENTRIES);
  }

  private static StatementEntry entry(long number) {
    return new StatementEntry(
        number, AT, "payout", "=trade_" + number, number, 1_000_001L, new BigDecimal("-0.1"));
  }

  private static Reconciliation failed() {
    Problem problem = new Problem(Problem.Kind.STATUS, "404", true);
    return new Reconciliation("game", DAY.minusDays(1), State.FAILED, problem, 2, 0, 1, AT);
  }

  private static Reconciliation summary(State state) {
    return new Reconciliation("game", DAY, state, null, 2, 2, 1, AT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"statements", ENTRY_PAGE, "reconciliation", "reconciliation/2026-11-19"})
  void isUsableByEverybodyOnEveryScreen(String path, Page page) {
    console.signedIn(page).navigate(console.origin() + "/console/apps/game/" + path);
    Accessibility.check(page);
    shoot(page, path, "desktop");
    page.setViewportSize(360, 780);
    assertThat((List<?>) page.evaluate(STICKING_OUT)).as("what sticks out").isEmpty();
    page.emulateMedia(
        new Page.EmulateMediaOptions()
            .setColorScheme(ColorScheme.DARK)
            .setReducedMotion(ReducedMotion.REDUCE));
    Accessibility.check(page);
    shoot(page, path, "dark");
    for (String language : List.of("zh-CN", "ko")) {
      assertThat(console.get("/console/apps/game/" + path, 1_000_000L, language).body())
          .doesNotContain("??");
    }
  }

  private static void shoot(Page page, String path, String name) {
    String file = path.replaceAll("[^a-z0-9]+", "-") + "-" + name;
    Screenshots.ofPage(page, file);
  }

  @Test
  void theFileHasEveryEntryAndComesToTheClosingBalance() {
    HttpResponse<String> file =
        console.get("/console/apps/game/statements.csv?from=2026-11-01&to=2026-11-20");
    assertThat(file.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"statement-game-2026-11-01-2026-11-20.csv\"");
    List<String> lines = file.body().lines().toList();
    assertThat(lines).hasSize(1 + 1 + ENTRIES + 1);
    assertThat(lines.get(1)).isEqualTo("COIN,usdt,,2026-10-31T16:00:00Z,opening,,,,,1000");
    assertThat(lines.get(2))
        .isEqualTo("COIN,usdt,1,2026-11-20T08:00:00Z,payout,'=trade_1,1,1000001,-0.1,999.9");
    assertThat(lines.getLast()).isEqualTo("COIN,usdt,,2026-11-20T16:00:00Z,closing,,,,,879.9");
    ReadStatementEntries last = gateway.latest(ReadStatementEntries.class);
    assertThat(last.after()).isEqualTo(1000);
    assertThat(last.upTo()).isEqualTo(ENTRIES);
    assertThat(last.from()).isEqualTo("2026-10-31T16:00:00Z");
    assertThat(gateway.latest(ReadStatement.class))
        .isEqualTo(new ReadStatement(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 20)));
  }

  @Test
  void aStatementLeadsToItsEntriesAndTheyToTheirOrders() {
    assertThat(console.get("/console/apps/game/statements").body())
        .contains("/console/apps/game/statements/entries?account=COIN&amp;coin=usdt&amp;from=")
        .contains(">1,201</a>");
    assertThat(console.get("/console/apps/game/" + ENTRY_PAGE).body())
        .contains("href=\"/console/apps/game/orders/7\"", "=trade_7", "after=100");
    assertThat(gateway.latest(ReadStatementEntries.class))
        .extracting(ReadStatementEntries::after, ReadStatementEntries::upTo)
        .containsExactly(0L, 1201L);
    assertThat(console.get("/console/apps/game/" + ENTRY_PAGE + "&after=1101").body())
        .doesNotContain("after=1201");
    assertThat(
            console
                .get("/console/apps/game/statements/entries?account=COIN&coin=usdt&from=x")
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void thePageSaysWhoseDaysItShows() {
    HttpResponse<String> page = console.get("/console/apps/game/statements?from=9999-01-01&to=x");
    assertThat(page.body()).contains("Asia/Shanghai").contains("value=\"2026-11-20\"");
    assertThat(gateway.latest(ReadStatement.class)).isEqualTo(new ReadStatement(null, null));
  }

  @Test
  void whereTheMoneyWasElsewhereBeforeThatStatementIsAClickAway() {
    FormerAccount former = new FormerAccount(Instant.parse("2026-11-20T00:00:00Z"), true);
    gateway.answers(
        ReadStatement.class,
        asked -> {
          Statement plain = statement("-120.1");
          return new Statement(
              plain.first(),
              plain.last(),
              plain.zone(),
              plain.lines(),
              asked.former(),
              former,
              LocalDate.parse("2025-03-01"));
        });
    assertThat(console.get("/console/apps/game/statements").body())
        .contains("several apps shared", "former=true", "before 2025-03-01 are archived");

    assertThat(console.get("/console/apps/game/statements?former=true").body())
        .contains("statements.csv?from=", "&amp;former=true", "held the app’s money before");
    assertThat(gateway.latest(ReadStatement.class).former()).isTrue();
    console.get("/console/apps/game/statements.csv?former=true");
    assertThat(gateway.latest(ReadStatementEntries.class).former()).isTrue();
  }

  @Test
  void aFileThatDoesNotComeToTheClosingBalanceIsBrokenOff() {
    gateway.answers(ReadStatement.class, statement("-120.2"));
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> console.get("/console/apps/game/statements.csv"))
        .isInstanceOf(java.io.UncheckedIOException.class);
  }

  @Test
  void aDayIsComparedAndAddressesAreSet() {
    gateway.answers(
        Reconcile.class, new ReconciliationFound(summary(State.AGREED), List.of(), List.of()));
    HttpResponse<String> done =
        console.post(
            "/console/apps/game/reconciliation",
            "/console/apps/game/reconciliation",
            Map.of("day", "2026-11-19"));
    assertThat(done.headers().firstValue("Location"))
        .hasValue("/console/apps/game/reconciliation/2026-11-19");
    gateway.answers(Reconcile.class, Outcome.Invalid.of("day", "not-over"));
    assertThat(
            console
                .post(
                    "/console/apps/game/reconciliation",
                    "/console/apps/game/reconciliation",
                    Map.of("day", "2999-01-01"))
                .body())
        .contains("Only past days");
    gateway.answers(SetReconciliation.class, new Outcome.Done());
    console.post(
        "/console/apps/game/reconciliation",
        "/console/apps/game/reconciliation/settings",
        Map.of("url", "https://merchant.example/new", "profitUrl", "", "at", "04:15"));
    assertThat(gateway.latest(SetReconciliation.class))
        .isEqualTo(new SetReconciliation("https://merchant.example/new", "", LocalTime.of(4, 15)));
    assertThat(
            console
                .post(
                    "/console/apps/game/reconciliation",
                    "/console/apps/game/reconciliation/settings",
                    Map.of("url", "", "profitUrl", "", "at", "soon"))
                .body())
        .contains("This is not a valid time.");
  }

  @Test
  void whyADayFailedIsSaidInTheReadersLanguage() {
    String path = "/console/apps/game/reconciliation";
    assertThat(console.get(path).body())
        .contains("Profit:", "your server responded with HTTP 404 instead of 200");
    assertThat(console.get(path, 1_000_000L, "zh-CN").body()).contains("您的服务器返回 HTTP 404");
    assertThat(console.get(path).body()).contains("value=\"03:30\"", "If empty, it is 01:00");
  }
}
