package io.berth.console.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.berth.api.AccountKind;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.audit.AuditOutcome.AuditEntry;
import io.berth.api.audit.AuditOutcome.AuditPage;
import io.berth.api.balance.BalanceOutcome;
import io.berth.api.change.ChangeOutcome;
import io.berth.api.change.ChangeOutcome.ChangeFound;
import io.berth.api.change.ChangeOutcome.Changes;
import io.berth.api.change.PendingChange;
import io.berth.api.change.PendingChange.Decision;
import io.berth.api.change.PendingChange.Difference;
import io.berth.api.company.CompanyCommand.ReadCurrentUser;
import io.berth.api.company.CompanyCommand.ReadMine;
import io.berth.api.company.CompanyCommand.Role;
import io.berth.api.company.CompanyOutcome.CurrentUser;
import io.berth.api.company.CompanyOutcome.Mine;
import io.berth.api.delivery.DeadLetterCommand.DropDeadLetter;
import io.berth.api.delivery.DeadLetterCommand.ReadCallbackAudit;
import io.berth.api.delivery.DeadLetterCommand.ReadDeadLetters;
import io.berth.api.delivery.DeadLetterCommand.RepeatDeadLetter;
import io.berth.api.delivery.DeadLetterOutcome.DeadLetterRecord;
import io.berth.api.delivery.DeadLetterOutcome.DeadLetters;
import io.berth.api.launch.LaunchCommand.OperateLaunch;
import io.berth.api.launch.LaunchOutcome.LaunchChange;
import io.berth.api.launch.LaunchOutcome.LaunchFound;
import io.berth.api.launch.LaunchState;
import io.berth.api.operator.OperatorDidCommand;
import io.berth.api.operator.OperatorDidCommand.DecideDidChange;
import io.berth.api.operator.OperatorDidCommand.FreezeUser;
import io.berth.api.operator.OperatorDidCommand.ListUsers;
import io.berth.api.operator.OperatorDidCommand.NameUsers;
import io.berth.api.operator.OperatorDidCommand.ReadDidAudit;
import io.berth.api.operator.OperatorDidCommand.ReadDidChanges;
import io.berth.api.operator.OperatorDidCommand.ReadMemberships;
import io.berth.api.operator.OperatorDidCommand.ReadOperatedApp;
import io.berth.api.operator.OperatorDidCommand.ReadOperatedUser;
import io.berth.api.operator.OperatorDidCommand.SearchApps;
import io.berth.api.operator.OperatorDidCommand.SearchCompanies;
import io.berth.api.operator.OperatorDidCommand.SearchUsers;
import io.berth.api.operator.OperatorDidCommand.SetAppTerms;
import io.berth.api.operator.OperatorDidOutcome.Account;
import io.berth.api.operator.OperatorDidOutcome.Companies;
import io.berth.api.operator.OperatorDidOutcome.CompanyLine;
import io.berth.api.operator.OperatorDidOutcome.Grant;
import io.berth.api.operator.OperatorDidOutcome.Membership;
import io.berth.api.operator.OperatorDidOutcome.Memberships;
import io.berth.api.operator.OperatorDidOutcome.OperatedApp;
import io.berth.api.operator.OperatorDidOutcome.OperatedAppFound;
import io.berth.api.operator.OperatorDidOutcome.OperatedApps;
import io.berth.api.operator.OperatorDidOutcome.UserFound;
import io.berth.api.operator.OperatorDidOutcome.UserList;
import io.berth.api.operator.OperatorDidOutcome.Users;
import io.berth.api.operator.OperatorPayCommand.CloseApp;
import io.berth.api.operator.OperatorPayCommand.CorrectBooks;
import io.berth.api.operator.OperatorPayCommand.DecideAdjustment;
import io.berth.api.operator.OperatorPayCommand.DecidePayChange;
import io.berth.api.operator.OperatorPayCommand.ExportUser;
import io.berth.api.operator.OperatorPayCommand.ReadAdjustments;
import io.berth.api.operator.OperatorPayCommand.ReadAllCoins;
import io.berth.api.operator.OperatorPayCommand.ReadAuditReport;
import io.berth.api.operator.OperatorPayCommand.ReadBooks;
import io.berth.api.operator.OperatorPayCommand.ReadConversions;
import io.berth.api.operator.OperatorPayCommand.ReadPayAudit;
import io.berth.api.operator.OperatorPayCommand.ReadPayChanges;
import io.berth.api.operator.OperatorPayCommand.ReadSuspense;
import io.berth.api.operator.OperatorPayCommand.ReadUserBalances;
import io.berth.api.operator.OperatorPayCommand.RequestAdjustment;
import io.berth.api.operator.OperatorPayCommand.Side;
import io.berth.api.operator.OperatorPayCommand.StartAudit;
import io.berth.api.operator.OperatorPayOutcome.Adjustment;
import io.berth.api.operator.OperatorPayOutcome.AdjustmentFound;
import io.berth.api.operator.OperatorPayOutcome.AdjustmentState;
import io.berth.api.operator.OperatorPayOutcome.Adjustments;
import io.berth.api.operator.OperatorPayOutcome.AuditPass;
import io.berth.api.operator.OperatorPayOutcome.AuditReport;
import io.berth.api.operator.OperatorPayOutcome.Books;
import io.berth.api.operator.OperatorPayOutcome.BooksDifference;
import io.berth.api.operator.OperatorPayOutcome.ConversionAccount;
import io.berth.api.operator.OperatorPayOutcome.Conversions;
import io.berth.api.operator.OperatorPayOutcome.KindBalance;
import io.berth.api.operator.OperatorPayOutcome.Suspense;
import io.berth.api.operator.OperatorPayOutcome.SuspenseAccount;
import io.berth.api.operator.OperatorPayOutcome.SuspenseApp;
import io.berth.api.operator.OperatorPayOutcome.UserBalances;
import io.berth.api.operator.OperatorPayOutcome.UserExport;
import io.berth.api.reconciliation.ReconciliationCommand.ReadReconciliationFailures;
import io.berth.api.reconciliation.ReconciliationOutcome.Reconciliation;
import io.berth.api.reconciliation.ReconciliationOutcome.ReconciliationFailures;
import io.berth.api.reconciliation.ReconciliationOutcome.State;
import io.berth.console.RunningConsole;
import io.berth.console.ScriptedGateway;
import io.berth.console.overview.ScriptedTotals;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.Screenshots;
import io.berth.test.browser.WithBrowser;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@WithBrowser
class OperatorPagesTests {
  private static final Instant AT = Instant.parse("2026-11-20T08:00:00Z");
  private static final long SELF = 1_000_000;
  private static final Account OSCAR =
      new Account(1_000_001, "oscar@example.com", "Oscar", false, List.of("operator"), AT);
  private static final Account OLIVIA =
      new Account(SELF, "olivia@example.com", "Olivia", false, List.of("operator"), AT);
  private static final OperatedApp APP =
      new OperatedApp(
          "game",
          "acme",
          true,
          Map.of("en", "Game", "zh-CN", "游戏", "ko", "게임"),
          "dragonex",
          LaunchState.LIVE,
          false,
          Set.of(1, 5),
          Set.of("usdt"),
          new BigDecimal("0.01"),
          Map.of("usdt", new BigDecimal("10000")),
          false,
          true,
          AT);

  private static final LaunchFound LAUNCH =
      new LaunchFound(
          LaunchState.LIVE,
          null,
          List.of(LaunchState.LIMITED, LaunchState.SUSPENDED),
          10,
          List.of(),
          0,
          false,
          true,
          true,
          true,
          true,
          List.of(new LaunchChange(LaunchState.LIMITED, LaunchState.LIVE, "no complaints", AT)));

  /** Elements beyond the right edge that no scrolling box of their own holds. */
  private static final String STICKING_OUT =
      """
      [...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1
          && !e.closest('.side ul, .skip, table.cards thead, .scroll'))
        .map(e => e.outerHTML.slice(0, 120))
      """;

  private static final AuditReport REPORT =
      new AuditReport(
          List.of(new AuditPass(true, AT, 2), new AuditPass(false, AT, 1)),
          false,
          List.of(
              new BooksDifference(
                  4711,
                  OSCAR.uid(),
                  "COIN",
                  "usdt",
                  new BigDecimal("105.5"),
                  BigDecimal.ZERO,
                  12L,
                  new BigDecimal("100.5"),
                  BigDecimal.ZERO,
                  11,
                  7L,
                  7_350_123_456_789L),
              new BooksDifference(
                  1,
                  0L,
                  "ISSUER",
                  "usdt",
                  new BigDecimal("-2000000"),
                  BigDecimal.ZERO,
                  40_000L,
                  new BigDecimal("-1999995"),
                  BigDecimal.ZERO,
                  40_000,
                  null,
                  null)));

  private final RunningConsole console = RunningConsole.get();
  private final ScriptedGateway gateway = console.gateway();

  private static Adjustment adjustment(long id, long requester) {
    return new Adjustment(
        id,
        Side.CREDIT,
        OSCAR.uid(),
        AccountKind.COIN,
        "usdt",
        new BigDecimal("5000.5"),
        "lost in the move of platforms",
        AdjustmentState.WAITING,
        requester,
        AT,
        null,
        null,
        null,
        null,
        null);
  }

  private static PendingChange change(long id, @Nullable Long requester, @Nullable Instant alone) {
    return new PendingChange(
        id,
        "app.terms",
        "app/game",
        List.of(
            new Difference("cut_rate", "0.01", "0.02"),
            new Difference("returns_uncapped", "false", "true"),
            new Difference("profit_account", "", "profit@example.com")),
        requester == null ? "" : "a new contract",
        PendingChange.State.WAITING,
        requester,
        requester == null ? AuditEntry.BOOTSTRAP : null,
        AT.plusSeconds(id),
        alone,
        AT.plusSeconds(700_000),
        null,
        null,
        null);
  }

  private static AuditEntry entry(long id, String action) {
    return new AuditEntry(
        id,
        AT.plusSeconds(id),
        id % 2 == 0 ? SELF : null,
        id % 2 == 0 ? null : AuditEntry.BOOTSTRAP,
        action,
        "app/game",
        "=HYPERLINK(\"evil\")",
        Map.of("coin", "usdt"),
        "192.0.2.1",
        "request-" + id);
  }

  @BeforeEach
  void platform() {
    console.holdsKeys(KEYS);
    ScriptedTotals.script(gateway);
    gateway
        .answers(SearchApps.class, new OperatedApps(List.of(APP), true))
        .answers(
            ReadOperatedApp.class, new OperatedAppFound(APP, 1_000_900, List.of(OSCAR), LAUNCH))
        .answers(
            SearchCompanies.class,
            new Companies(
                List.of(new CompanyLine("acme", Map.of("en", "Acme"), true, 2, AT)), false))
        .answers(SearchUsers.class, new Users(List.of(OSCAR)))
        .answers(ListUsers.class, new UserList(List.of(OLIVIA, OSCAR), true))
        .answers(
            ReadMemberships.class,
            new Memberships(List.of(new Membership(OSCAR.uid(), "acme", Role.FINANCE, AT))))
        .answers(NameUsers.class, new Users(List.of(OSCAR, OLIVIA)))
        .answers(
            ReadOperatedUser.class,
            new UserFound(OSCAR, 2, List.of(new Grant("game", "0".repeat(32), Set.of(1, 5)))))
        .answers(
            ReadUserBalances.class,
            new UserBalances(
                List.of(
                    new KindBalance(
                        AccountKind.COIN,
                        new BalanceOutcome.Balance(
                            OSCAR.uid(), 1, "usdt", new BigDecimal("12.5"), BigDecimal.ZERO)))))
        .answers(ReadBooks.class, new Books(0L, AT, 3, AT, 1, 2, new BigDecimal("1000")))
        .answers(
            ReadAllCoins.class,
            new BalanceOutcome.Coins(
                List.of(
                    new BalanceOutcome.CoinDetail(
                        1, "usdt", 6, BigDecimal.ONE, Map.of("name", "Tether")))))
        .answers(
            ReadAdjustments.class,
            new Adjustments(List.of(adjustment(2, SELF), adjustment(1, OSCAR.uid())), false))
        .answers(
            ReadDidChanges.class,
            new Changes(List.of(change(7, OSCAR.uid(), null), change(6, SELF, AT)), true))
        .answers(ReadPayChanges.class, new Changes(List.of(change(7, null, null)), false))
        .answers(
            ReadConversions.class,
            new Conversions(List.of(new ConversionAccount("usdt", new BigDecimal("250.5")))))
        .answers(
            ReadSuspense.class,
            new Suspense(
                List.of(
                    new SuspenseAccount(
                        OSCAR.uid(),
                        "usdt",
                        new BigDecimal("12.5"),
                        List.of(new SuspenseApp("game", 1_000_900))))))
        .answers(ReadDidAudit.class, new AuditPage(List.of(entry(3, "app.freeze"))))
        .answers(ReadPayAudit.class, new AuditPage(List.of(entry(2, "coin.set"))))
        .answers(ReadCallbackAudit.class, new AuditPage(List.of(entry(1, "dead-letter.drop"))))
        .answers(ReadAuditReport.class, REPORT)
        .answers(
            ReadDeadLetters.class,
            new DeadLetters(
                List.of(
                    new DeadLetterRecord(
                        3,
                        1_234_567,
                        "7350123456789",
                        "{\"eventId\":\"x\",\"surprise\":[1,2,3]}",
                        "Cannot construct instance of OrderEvent: missing property kind",
                        AT,
                        true),
                    new DeadLetterRecord(0, 9, null, null, "not genuine: unsigned", AT, false)),
                false))
        .answers(
            ReadReconciliationFailures.class,
            new ReconciliationFailures(
                List.of(
                    new Reconciliation(
                        "game",
                        LocalDate.parse("2026-11-19"),
                        State.DIFFERENT,
                        null,
                        3,
                        1,
                        1,
                        AT))));
  }

  @Test
  void usersAreListedWithTheirRolesAndLatestChanges() {
    assertThat(console.get("/console/operator/users?filter=OPERATORS&company=acme").body())
        .contains("href=\"/console/companies/acme\"", "Finance")
        .contains("filter=OPERATORS&amp;company=acme&amp;before=" + OSCAR.uid());
    assertThat(gateway.latest(ListUsers.class))
        .isEqualTo(new ListUsers(OperatorDidCommand.UserFilter.OPERATORS, "acme", null));
    assertThat(console.get("/console/operator/users/" + OSCAR.uid()).body())
        .contains("Finance", "Latest changes by this user")
        .contains("/console/operator/audit?actor=" + OSCAR.uid())
        .contains("app/game");
    assertThat(Objects.requireNonNull(gateway.latest(ReadDidAudit.class)).filter().actorUid())
        .isEqualTo(OSCAR.uid());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/companies",
        "/apps",
        "/apps/game",
        "/users?q=oscar",
        "/users/1000001",
        "/coins",
        "/adjustments",
        "/changes",
        "/audit",
        "/reconciliations",
        "/books",
        "/dead-letters",
        "/keys"
      })
  void isUsableByEverybodyOnEveryScreen(String path, Page page) {
    console.signedIn(page).navigate(console.origin() + "/console/operator" + path);
    assertThat(page.locator("h1").count()).isEqualTo(1);
    Accessibility.check(page);
    shoot(page, path, "desktop");
    page.setViewportSize(360, 780);
    assertThat((List<?>) page.evaluate(STICKING_OUT)).as("what sticks out").isEmpty();
    shoot(page, path, "phone");
    page.emulateMedia(
        new Page.EmulateMediaOptions()
            .setColorScheme(ColorScheme.DARK)
            .setReducedMotion(ReducedMotion.REDUCE));
    Accessibility.check(page);
    shoot(page, path, "dark");
  }

  private static void shoot(Page page, String path, String name) {
    String file = "operator" + path.replaceAll("[^a-z0-9]+", "-") + "-" + name;
    Screenshots.ofPage(page, file);
  }

  /** Sets of keys in each step of a change. */
  private static final String KEYS =
      """
      {"service": "did-service", "keys": [
        {"kind": "SEALING", "scope": "", "active": "k2", "known": ["k1", "k2"]},
        {"kind": "TOKENS", "scope": "", "active": "7f0c9ad2-6c1e-4b6f-9b1f-3f7f0f0b7a10",
          "known": ["7f0c9ad2-6c1e-4b6f-9b1f-3f7f0f0b7a10", "e2b1f6c0-0000-4000-8000-000000000000"]},
        {"kind": "CALLER", "scope": "payservice>didservice", "active": null,
          "known": ["1f2e3d4c", "a0b1c2d3"]},
        {"kind": "EVENTS", "scope": "identities", "active": "did1", "known": ["did1"]},
        {"kind": "DATABASE", "scope": "berth_did_app", "active": "p1", "known": ["p1", "p2"]}],
       "uses": [
        {"kind": "SEALING", "scope": "", "counts": {"k1": 1234, "k2": 7},
          "countedAt": "2026-11-20T08:01:00Z",
          "activeSince": {"k1": "2026-01-20T08:00:00Z", "k2": "2026-11-20T08:00:00Z"}},
        {"kind": "TOKENS", "scope": "", "counts": {"7f0c9ad2-6c1e-4b6f-9b1f-3f7f0f0b7a10": 3},
          "countedAt": "2026-11-20T08:01:00Z",
          "activeSince": {"7f0c9ad2-6c1e-4b6f-9b1f-3f7f0f0b7a10": "2026-11-20T08:00:00Z"},
          "keepSeconds": 604800}],
       "problem": "berth.secrets.keys.k3 is not Base64"}
      """;

  @Test
  void tellsTheNextStepOfAChangeOfKeys(Page page) {
    console.signedIn(page).navigate(console.origin() + "/console/operator/keys");
    String sealing = page.locator("tr[data-step=REWRITE]").innerText();
    assertThat(sealing).contains("k2", "k1", "1234", "Wait: did-service");
    String tokens = page.locator("tr[data-step=SWITCH]").innerText();
    assertThat(tokens).contains("7f0c9ad2", "Every instance has e2b1f6c0. Make it active.");
    List<String> toDecide = page.locator("tr[data-step=DECIDE]").allInnerTexts();
    assertThat(toDecide).hasSize(2);
    assertThat(toDecide.getFirst()).contains("payservice → did-service", "1f2e3d4c, a0b1c2d3");
    assertThat(toDecide.getLast())
        .contains("berth_did_app", "p1", "If p2 is the new password, give it to the role");
    assertThat(page.locator("tr[data-step=SETTLED]").innerText())
        .contains("berth.events.identities", "did1", "None.");
    assertThat(page.locator("[role=alert]").allInnerTexts())
        .containsExactly(
            "No response from console. The steps below are those of the instances that responded.",
            "did-service does not use its key file: berth.secrets.keys.k3 is not Base64");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN", "ko"})
  void speaksEachLanguage(String language) {
    for (String path :
        List.of(
            "",
            "/apps/game",
            "/users/1000001",
            "/adjustments",
            "/changes",
            "/audit",
            "/books",
            "/dead-letters",
            "/keys")) {
      HttpResponse<String> answer = console.get("/console/operator" + path, SELF, language);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).doesNotContain("??");
    }
  }

  @Test
  void scopesAndCoinsGoAsOneCommand() {
    gateway.answers(SetAppTerms.class, new Outcome.Done());
    HttpResponse<String> done =
        console.post(
            "/console/operator/apps/game",
            "/console/operator/apps/game/terms",
            Map.of(
                "scope", "1",
                "coin", "usdt",
                "reason", "contract"));
    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(gateway.latest(SetAppTerms.class))
        .isEqualTo(new SetAppTerms("game", List.of(1), List.of("usdt"), false, "contract"));
  }

  @Test
  void theDataOfAPersonAreOneFile() {
    gateway.answers(
        ExportUser.class,
        part ->
            part.after() == null
                ? new UserExport("{\"orders\":[1", 1L)
                : new UserExport(",2]}", null));
    HttpResponse<String> file =
        console.post(
            "/console/operator/users/1000001",
            "/console/operator/users/1000001/data",
            Map.of("reason", "asked by letter"));
    assertThat(file.body()).isEqualTo("{\"orders\":[1,2]}");
    assertThat(file.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"berth-1000001.json\"");
    assertThat(gateway.latest(ExportUser.class)).isEqualTo(new ExportUser(1000001, "", 1L));
  }

  @Test
  void whatIsRefusedKeepsWhatTheOperatorTyped() {
    gateway.answers(SetAppTerms.class, Outcome.Invalid.of("app", "malformed"));
    HttpResponse<String> terms =
        console.post(
            "/console/operator/apps/game",
            "/console/operator/apps/game/terms",
            Map.of(
                "scope", "7",
                "returnsUncapped", "true",
                "reason", "the new contract"));
    assertThat(terms.body())
        .contains("value=\"the new contract\"")
        .containsPattern("name=\"scope\" value=\"7\"\\s+checked")
        .containsPattern("name=\"returnsUncapped\" value=\"true\"\\s+checked")
        .doesNotContainPattern("name=\"scope\" value=\"5\"\\s+checked")
        .doesNotContainPattern("name=\"coin\" value=\"usdt\"\\s+checked");

    gateway.answers(FreezeUser.class, Outcome.Invalid.of("uid", "own"));
    HttpResponse<String> freeze =
        console.post(
            "/console/operator/users/1000001",
            "/console/operator/users/1000001/frozen",
            Map.of("frozen", "true", "reason", "fraud of last week"));
    assertThat(freeze.body()).containsOnlyOnce("value=\"fraud of last week\"");

    gateway.answers(DecideDidChange.class, Outcome.Invalid.of("id", "too-new"));
    HttpResponse<String> decided =
        console.post(
            "/console/operator/changes",
            "/console/operator/changes/did/7",
            Map.of("decision", "refuse", "reason", "not as agreed"));
    assertThat(decided.body())
        .containsPattern("id=\"refuse-did-7-reason\" value=\"not as agreed\"")
        .containsOnlyOnce("value=\"not as agreed\"");
  }

  @ParameterizedTest
  @CsvSource({
    "en, Froze the app, Added or changed a coin, Coin",
    "zh-CN, 冻结应用, 添加或修改币种, 币种",
    "ko, 앱 정지, 코인 추가 또는 변경, 코인"
  })
  void theAuditLogSpeaksWords(String language, String froze, String coinSet, String coin) {
    HttpResponse<String> page = console.get("/console/operator/audit", SELF, language);
    assertThat(page.body())
        .contains(froze, coinSet, ">" + coin + "</span>: ")
        .doesNotContain(">app.freeze<", ">coin.set<");
  }

  @Test
  void reasonAndDetailsOfTheAuditLogAreInSight(Page page) {
    page.setViewportSize(1280, 800);
    console.signedIn(page).navigate(console.origin() + "/console/operator/audit");
    for (String text : List.of("=HYPERLINK(\"evil\")", "usdt")) {
      var box = page.locator("td").filter(new Locator.FilterOptions().setHasText(text)).first();
      var place = box.boundingBox();
      assertThat(place.x + place.width).as(text).isLessThanOrEqualTo(1280);
      assertThat(place.width).as(text).isGreaterThan(150);
    }
    assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(1280);
    assertThat(page.locator(".scroll").count()).as("no box to scroll within").isZero();
  }

  @Test
  void operatorsFindTheirConsoleSeeWhoTheyAreAndSignOut(Page page) {
    gateway.answers(
        ReadCurrentUser.class, new CurrentUser("olivia@example.com", "Olivia", true, List.of()));
    gateway.answers(ReadMine.class, new Mine(List.of(), List.of(), true));
    console.signedIn(page).navigate(console.origin() + "/console");
    assertThat(page.locator("a[href='/console/operator']").isVisible()).isTrue();
    page.locator("summary", new Page.LocatorOptions().setHasText("Olivia")).click();
    assertThat(page.locator(".person li").first().textContent()).isEqualTo("olivia@example.com");
    assertThat(page.locator("form[action='/account/sign-out'] button").isVisible()).isTrue();
    assertThat(page.locator("form[action='/account/sign-out'] [name='_csrf']").count()).isOne();
    Accessibility.check(page);
    shoot(page, "/person", "desktop");
    page.setViewportSize(360, 780);
    assertThat((List<?>) page.evaluate(STICKING_OUT)).as("what sticks out").isEmpty();
    shoot(page, "/person", "phone");

    gateway.answers(
        ReadCurrentUser.class, new CurrentUser("dave@example.com", "", false, List.of()));
    assertThat(console.get("/console").body())
        .contains("dave@example.com")
        .doesNotContain("href=\"/console/operator\"");
    gateway.answers(ReadCurrentUser.class, Outcome.Refusal.of(ErrorCode.TIMEOUT));
    assertThat(console.get("/console").statusCode()).as("worth showing without").isEqualTo(200);
  }

  @Test
  void aChangeByTwoShowsBeforeAndAfterInWordsAndIsDecidedByTheOther() {
    String list = console.get("/console/operator/changes").body();
    assertThat(list)
        .contains("Commission", "0.01", "<strong>0.02</strong>", "Returns without a limit", "yes")
        .contains("a new contract", "oscar@example.com", "The platform (bootstrap file)")
        .contains("No other operator exists; applied automatically at")
        .contains("changes?all=false&amp;did=6&amp;pay=0");
    assertThat(list).contains("id=\"confirm-did-7-reason\"", "id=\"confirm-pay-7-reason\"");
    assertThat(list).contains("id=\"withdraw-did-6-reason\"");
    assertThat(list).doesNotContain("confirm-did-6", "withdraw-did-7");

    gateway.answers(DecidePayChange.class, Outcome.Invalid.of("id", "too-new"));
    HttpResponse<String> tooNew =
        console.post(
            "/console/operator/changes",
            "/console/operator/changes/pay/7",
            Map.of("decision", "confirm", "reason", "checked"));
    assertThat(tooNew.statusCode()).isEqualTo(422);
    assertThat(tooNew.body()).contains("You cannot confirm this");
    gateway.answers(DecideDidChange.class, new ChangeFound(change(7, OSCAR.uid(), null)));
    assertThat(
            console
                .post(
                    "/console/operator/changes",
                    "/console/operator/changes/did/7",
                    Map.of("decision", "confirm", "reason", "checked"))
                .statusCode())
        .isEqualTo(303);
    assertThat(gateway.latest(DecideDidChange.class))
        .isEqualTo(new DecideDidChange(7, Decision.CONFIRM, "checked"));
  }

  @Test
  void whatWaitsForAnotherOperatorIsSaidSo() {
    for (Instant alone : new Instant[] {null, AT}) {
      gateway.answers(SetAppTerms.class, new ChangeOutcome.ChangeWaiting(7, null, alone));
      HttpResponse<String> waits =
          console.post(
              "/console/operator/apps/game",
              "/console/operator/apps/game/terms",
              Map.of("reason", "contract"));
      assertThat(waits.statusCode()).isEqualTo(303);
      assertThat(waits.headers().allValues("Set-Cookie"))
          .anyMatch(
              cookie ->
                  cookie.startsWith(
                      alone == null ? "berth-flash=change-waiting" : "berth-flash=change-alone"));
    }
  }

  @Test
  void whatTheServicesRefuseIsSaidOnThePage() {
    gateway.answers(FreezeUser.class, Outcome.Invalid.of("uid", "own"));
    HttpResponse<String> own =
        console.post(
            "/console/operator/users/1000001",
            "/console/operator/users/1000001/frozen",
            Map.of("frozen", "true", "reason", "x"));
    assertThat(own.statusCode()).isEqualTo(422);
    assertThat(own.body()).contains("You cannot do this to your own account.");
    gateway.answers(OperateLaunch.class, new Outcome.Done());
    assertThat(
            console
                .post(
                    "/console/operator/apps/game",
                    "/console/operator/apps/game/state",
                    Map.of("move", "LIVE-SUSPENDED", "reason", "complaints"))
                .statusCode())
        .isEqualTo(303);
    assertThat(gateway.latest(OperateLaunch.class))
        .isEqualTo(
            new OperateLaunch("game", LaunchState.LIVE, LaunchState.SUSPENDED, "complaints"));
    gateway.answers(CloseApp.class, Outcome.Invalid.of("app", "has-money", "12.5 usdt"));
    HttpResponse<String> rich =
        console.post(
            "/console/operator/apps/game",
            "/console/operator/apps/game/state",
            Map.of("move", "SUSPENDED-CLOSED", "reason", "it ends"));
    assertThat(rich.statusCode()).isEqualTo(422);
    assertThat(rich.body()).contains("The account of the app still holds 12.5 usdt.");
    assertThat(gateway.latest(CloseApp.class)).isEqualTo(new CloseApp("game", "it ends"));
  }

  @Test
  void anAdjustmentIsAskedForByMailAddressAndDecidedBySomebodyElse() {
    String list = console.get("/console/operator/adjustments").body();
    assertThat(list)
        .contains("action=\"/console/operator/adjustments/1\"", "Another operator has to decide.")
        .doesNotContain("action=\"/console/operator/adjustments/2\"");
    gateway.answers(RequestAdjustment.class, new AdjustmentFound(adjustment(3, SELF)));
    HttpResponse<String> asked =
        console.post(
            "/console/operator/adjustments",
            "/console/operator/adjustments",
            Map.of(
                "key", "k1",
                "side", "DEBIT",
                "uid", "Oscar@Example.com",
                "account", "OPEN",
                "coin", "usdt",
                "amount", "12.5",
                "reason", "mistake"));
    assertThat(asked.statusCode()).isEqualTo(303);
    assertThat(gateway.latest(RequestAdjustment.class))
        .isEqualTo(
            new RequestAdjustment(
                "k1",
                Side.DEBIT,
                OSCAR.uid(),
                AccountKind.OPEN,
                "usdt",
                new BigDecimal("12.5"),
                "mistake"));
    gateway.answers(DecideAdjustment.class, Outcome.Invalid.of("id", "own"));
    assertThat(
            console
                .post(
                    "/console/operator/adjustments",
                    "/console/operator/adjustments/2",
                    Map.of("decision", "approve", "reason", "mine"))
                .body())
        .contains("You cannot decide on your own request.");
  }

  @Test
  void theAuditLogIsOneNewestFirstAndGoesOnWhereThePageEnded() {
    gateway.answers(
        ReadDidAudit.class,
        asked -> new AuditPage(entries(asked.filter().before(), asked.filter().limit(), 1001)));
    gateway.answers(
        ReadPayAudit.class,
        asked -> new AuditPage(entries(asked.filter().before(), asked.filter().limit(), 1000)));
    gateway.answers(ReadCallbackAudit.class, new AuditPage(List.of()));
    String csv = console.get("/console/operator/audit.csv").body();
    assertThat(csv).startsWith("\uFEFFtime,service,id,");
    List<String> times =
        csv.lines().skip(1).map(line -> line.substring(0, line.indexOf(','))).toList();
    assertThat(times).hasSize(1001);
    List<Instant> instants = times.stream().map(Instant::parse).toList();
    assertThat(instants).isSortedAccordingTo((a, b) -> b.compareTo(a));
    assertThat(csv).contains("\"'=HYPERLINK(\"\"evil\"\")\"");

    String page = console.get("/console/operator/audit").body();
    assertThat(page).contains("rel=\"next\"", "did=", "pay=");
  }

  /** Even ids are one service's, odd ones the other's. */
  private static List<AuditEntry> entries(@Nullable Long before, int limit, long highest) {
    long start = Objects.requireNonNullElse(before, highest + 2);
    return LongStream.iterate(start - 2, id -> id > 0, id -> id - 2)
        .limit(limit)
        .mapToObj(id -> entry(id, "app.freeze"))
        .toList();
  }

  @Test
  void aFullPassIsStartedAndADifferenceIsCorrectedByTwo() {
    String page = console.get("/console/operator/books").body();
    assertThat(page)
        .contains("Entry 7 is missing.", "7350123456789", "105.5", "100.5")
        .contains("action=\"/console/operator/books/4711\"", "Add up every entry now");
    gateway.answers(StartAudit.class, new Outcome.Done());
    assertThat(
            console
                .post("/console/operator/books", "/console/operator/books", Map.of())
                .statusCode())
        .isEqualTo(303);
    gateway.answers(CorrectBooks.class, new ChangeOutcome.ChangeWaiting(12, null, null));
    assertThat(
            console
                .post(
                    "/console/operator/books",
                    "/console/operator/books/4711",
                    Map.of("decision", "restore", "reason", "changed by hand"))
                .statusCode())
        .isEqualTo(303);
    assertThat(gateway.latest(CorrectBooks.class))
        .isEqualTo(new CorrectBooks(4711, false, "changed by hand"));
    gateway.answers(ReadAuditReport.class, new AuditReport(REPORT.passes(), true, List.of()));
    assertThat(console.get("/console/operator/books").body())
        .contains("A full pass is in progress")
        .doesNotContain("Add up every entry now");
  }

  @Test
  void aDeadLetterIsHandledAgainOrDropped() {
    assertThat(console.get("/console/operator/dead-letters").body())
        .contains("missing property kind", "not genuine: unsigned", "repeat-3-1234567")
        .doesNotContain("repeat-0-9");
    gateway.answers(RepeatDeadLetter.class, new Outcome.Done());
    gateway.answers(DropDeadLetter.class, Outcome.Invalid.of("record", "unknown"));
    assertThat(
            console
                .post(
                    "/console/operator/dead-letters",
                    "/console/operator/dead-letters/3/1234567",
                    Map.of("decision", "repeat", "reason", "a new release reads it"))
                .statusCode())
        .isEqualTo(303);
    assertThat(gateway.latest(RepeatDeadLetter.class))
        .isEqualTo(new RepeatDeadLetter(3, 1_234_567, "a new release reads it"));
    assertThat(
            console
                .post(
                    "/console/operator/dead-letters",
                    "/console/operator/dead-letters/0/9",
                    Map.of("decision", "drop", "reason", "forged"))
                .body())
        .contains("This does not exist.");
  }

  @Test
  void onlyOperatorsSeeAnyOfIt() {
    gateway.forget();
    for (String path :
        List.of(
            "",
            "/apps",
            "/users",
            "/coins",
            "/adjustments",
            "/audit",
            "/audit.csv",
            "/books",
            "/dead-letters",
            "/keys")) {
      assertThat(console.get("/console/operator" + path).statusCode()).as(path).isEqualTo(403);
    }
  }
}
