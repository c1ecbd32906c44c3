package io.berth.console.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.berth.api.AccountKind;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Outcome.SecondFactorNeeded;
import io.berth.api.audit.AuditFilter;
import io.berth.api.audit.AuditOutcome.AuditEntry;
import io.berth.api.audit.AuditOutcome.AuditPage;
import io.berth.api.company.CompanyCommand.ReadCompany;
import io.berth.api.company.CompanyCommand.ReadCurrentUser;
import io.berth.api.company.CompanyCommand.ReadMine;
import io.berth.api.company.CompanyCommand.Role;
import io.berth.api.company.CompanyOutcome.AppLine;
import io.berth.api.company.CompanyOutcome.Company;
import io.berth.api.company.CompanyOutcome.CompanyFound;
import io.berth.api.company.CompanyOutcome.CurrentUser;
import io.berth.api.company.CompanyOutcome.Mine;
import io.berth.api.delivery.DeadLetterCommand.ReadCallbackAudit;
import io.berth.api.launch.LaunchState;
import io.berth.api.operator.OperatorDidCommand.ReadDidAudit;
import io.berth.api.operator.OperatorDidCommand.SearchApps;
import io.berth.api.operator.OperatorDidCommand.SearchCompanies;
import io.berth.api.operator.OperatorDidCommand.SearchUsers;
import io.berth.api.operator.OperatorDidOutcome.Account;
import io.berth.api.operator.OperatorDidOutcome.Companies;
import io.berth.api.operator.OperatorDidOutcome.OperatedApps;
import io.berth.api.operator.OperatorDidOutcome.Users;
import io.berth.api.operator.OperatorPayCommand.ReadPayAudit;
import io.berth.api.order.Direction;
import io.berth.api.order.Order;
import io.berth.api.order.OrderCommand.FindCompanyOrders;
import io.berth.api.order.OrderCommand.FindOrders;
import io.berth.api.order.OrderOutcome.OrderList;
import io.berth.api.order.OrderStatus;
import io.berth.api.search.SearchCommand.FindInMyCompanies;
import io.berth.api.search.SearchCommand.FindKeys;
import io.berth.api.search.SearchOutcome.Found;
import io.berth.api.search.SearchOutcome.Hit;
import io.berth.api.search.SearchOutcome.Kind;
import io.berth.console.RunningConsole;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.Screenshots;
import io.berth.test.browser.WithBrowser;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithBrowser
class SearchPagesTests {

  private static final Company ACME =
      new Company("acme", Map.of("en", "Acme", "ko", "아크메"), true, Role.OWNER);
  private static final Company READ =
      new Company("moon", Map.of("en", "Moon"), true, Role.READ_ONLY);
  private static final AppLine SKY =
      new AppLine("game", "acme", Map.of("en", "Sky"), "dragonex", LaunchState.LIVE, true);

  private final RunningConsole console = RunningConsole.get();

  @BeforeEach
  void script() {
    mine(false);
    console
        .gateway()
        .answers(FindInMyCompanies.class, new Found(List.of()))
        .answers(FindCompanyOrders.class, new OrderList(List.of(), null));
  }

  private void mine(boolean operator) {
    console
        .gateway()
        .answers(ReadMine.class, new Mine(List.of(ACME, READ), List.of(SKY), operator))
        .answers(
            ReadCurrentUser.class,
            new CurrentUser("alice@example.com", "Alice", operator, List.of(ACME, READ)));
  }

  private static Order order(String appId, long id) {
    return new Order(
        id,
        appId,
        "trade-1",
        null,
        null,
        1,
        "usdt",
        BigDecimal.ONE,
        BigDecimal.ZERO,
        Direction.USER_TO_APP,
        AccountKind.COIN,
        OrderStatus.PAID,
        Instant.EPOCH,
        null,
        null,
        Map.of());
  }

  private HttpResponse<String> search(String text) {
    return console.get("/console/search?q=" + text);
  }

  private static String location(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(303);
    return response.headers().firstValue("Location").orElseThrow();
  }

  @Test
  void opensTheOneThingThatWasMeantAndListsSeveral() {
    console
        .gateway()
        .answers(FindCompanyOrders.class, new OrderList(List.of(order("game", 7)), null));
    assertThat(location(search("trade-1"))).isEqualTo("/console/apps/game/orders/7");
    assertThat(console.gateway().asked())
        .as("a read-only member reads no orders")
        .extracting(request -> request.command())
        .contains(new FindCompanyOrders("acme", "trade-1"))
        .doesNotContain(new FindCompanyOrders("moon", "trade-1"));

    console
        .gateway()
        .answers(
            FindInMyCompanies.class,
            new Found(
                List.of(
                    new Hit(Kind.KEY, "game", "trade-1"), new Hit(Kind.USER, "game", "trade-1"))));
    assertThat(search("trade-1").body())
        .containsSubsequence(
            "Orders</h2>",
            "href=\"/console/apps/game/orders/7\"",
            "Users</h2>",
            "href=\"/console/apps/game/orders?user=trade-1\"",
            "Access keys</h2>",
            "href=\"/console/apps/game/keys\"");
    console.gateway().answers(FindCompanyOrders.class, new OrderList(List.of(), null));
    console.gateway().answers(FindInMyCompanies.class, new Found(List.of()));
    assertThat(location(search("game"))).isEqualTo("/console/apps/game");
    assertThat(search("sk").body()).contains("href=\"/console/apps/game\"");
    assertThat(search("%EC%95%84%ED%81%AC").body()).contains("href=\"/console/companies/acme\"");
    assertThat(search("stranger").body()).contains("Nothing was found for “stranger”.");
  }

  @Test
  void saysWhichPartDidNotAnswerAndThenOpensNothing() {
    console.gateway().answers(FindCompanyOrders.class, Refusal.of(ErrorCode.TIMEOUT));
    HttpResponse<String> page = search("game");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("There may be more results in:")
        .contains("<span>orders</span>")
        .contains("href=\"/console/apps/game\"");
  }

  @Test
  void operatorsSearchEverythingAfterTheSecondFactor() {
    mine(true);
    console.gateway().answers(FindKeys.class, new SecondFactorNeeded());
    assertThat(location(search("bob"))).startsWith("/account/second-factor?return=");

    Account bob = new Account(1_000_007, "bob@example.com", "Bob", false, List.of(), Instant.EPOCH);
    console
        .gateway()
        .answers(FindKeys.class, new Found(List.of()))
        .answers(FindOrders.class, new OrderList(List.of(order("other", 8)), null))
        .answers(SearchApps.class, new OperatedApps(List.of(), false))
        .answers(SearchCompanies.class, new Companies(List.of(), false))
        .answers(SearchUsers.class, new Users(List.of(bob)));
    assertThat(search("1000007").body())
        .contains("href=\"/console/apps/other/orders/8\"")
        .contains("href=\"/console/operator/users/1000007\"");
    console.gateway().answers(FindOrders.class, new OrderList(List.of(), null));
    assertThat(location(search("Bob@example.com"))).isEqualTo("/console/operator/users/1000007");
    assertThat(search("bob@").statusCode()).as("the beginning alone").isEqualTo(200);
  }

  @Test
  void operatorsFindTheChangesOfARequest() {
    mine(true);
    String requestId = "0af7651916cd43dd8448eb211c80319c";
    AuditFilter filter = new AuditFilter(null, null, null, "request/" + requestId, null, 1);
    AuditEntry frozen =
        new AuditEntry(
            7, Instant.EPOCH, 1L, null, "user.freeze", "user/8", "", Map.of(), null, requestId);
    console
        .gateway()
        .answers(FindKeys.class, new Found(List.of()))
        .answers(FindOrders.class, new OrderList(List.of(), null))
        .answers(SearchApps.class, new OperatedApps(List.of(), false))
        .answers(SearchCompanies.class, new Companies(List.of(), false))
        .answers(SearchUsers.class, new Users(List.of()))
        .answers(ReadDidAudit.class, new AuditPage(List.of(frozen)))
        .answers(ReadPayAudit.class, new AuditPage(List.of()))
        .answers(ReadCallbackAudit.class, new AuditPage(List.of()));
    assertThat(location(search(requestId)))
        .isEqualTo("/console/operator/audit?object=request%2F" + requestId);
    assertThat(console.gateway().latest(ReadDidAudit.class)).isEqualTo(new ReadDidAudit(filter));
  }

  @Test
  void placesArePinnedAndComeBack(Page page) {
    console
        .gateway()
        .answers(ReadCompany.class, new CompanyFound(ACME, List.of(), List.of(), List.of(SKY)));
    console.signedIn(page).navigate(console.origin() + "/console/companies/acme");
    page.click(".pin button");
    assertThat(page.locator(".pin button").getAttribute("aria-pressed")).isEqualTo("true");
    page.navigate(console.origin() + "/console");
    page.keyboard().press("/");
    assertThat(page.evaluate("document.activeElement.id")).isEqualTo("find");
    assertThat(page.locator(".find .places .label").allTextContents()).containsExactly("Pinned");
    Accessibility.check(page);
    Screenshots.ofWindow(page, "search-places");
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    page.waitForURL("**/console/companies/acme");
    page.click(".pin button");
    assertThat(page.locator(".pin button").getAttribute("aria-pressed")).isEqualTo("false");
    page.navigate(console.origin() + "/console/search?q=sk");
    Accessibility.check(page);
    Screenshots.ofWindow(page, "search");
    assertThat(page.locator(".hits a").count()).isEqualTo(1);
  }

  @Test
  void aPersonSearchesSoOftenAMinute() {
    Instant[] now = {Instant.EPOCH};
    InstantSource clock = () -> now[0];
    SearchBudget budget = new SearchBudget(clock);
    for (int search = 0; search < SearchBudget.SEARCHES; search++) {
      assertThat(budget.take(1)).isTrue();
    }
    assertThat(budget.take(1)).isFalse();
    assertThat(budget.take(2)).isTrue();
    now[0] = Instant.EPOCH.plus(Duration.ofMinutes(1));
    assertThat(budget.take(1)).isTrue();
  }
}
