package io.berth.console.display;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.Media;
import io.berth.api.Permission;
import io.berth.api.app.AppCommand.ReadHead;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.company.CompanyCommand.ReadCurrentUser;
import io.berth.api.company.CompanyCommand.Role;
import io.berth.api.company.CompanyOutcome.AppLine;
import io.berth.api.company.CompanyOutcome.Company;
import io.berth.api.company.CompanyOutcome.CurrentUser;
import io.berth.api.launch.LaunchState;
import io.berth.api.order.OrderCommand.SearchOrders;
import io.berth.api.order.OrderOutcome.OrderList;
import io.berth.console.RunningConsole;
import io.berth.console.page.Display;
import io.berth.console.page.DisplayedList;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.WithBrowser;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithBrowser
class DisplayPagesTests {

  private static final Company ACME = new Company("acme", Map.of("en", "Acme"), true, Role.OWNER);
  private static final Company MOON = new Company("moon", Map.of("en", "Moon"), true, Role.FINANCE);

  private final RunningConsole console = RunningConsole.get();

  @BeforeEach
  void script() {
    AppLine app =
        new AppLine("game", "acme", Map.of("en", "Sky"), "dragonex", LaunchState.LIVE, true);
    console
        .gateway()
        .answers(
            ReadCurrentUser.class,
            new CurrentUser("alice@example.com", "Alice", false, List.of(ACME, MOON)))
        .answers(
            ReadHead.class, new Head(app, Map.of("en", "Acme"), EnumSet.allOf(Permission.class)))
        .answers(SearchOrders.class, new OrderList(List.of(), null));
  }

  @Test
  void choicesAreKeptInTheBrowser(Page page) {
    console.signedIn(page).navigate(console.origin() + "/console/display");
    page.selectOption("#zone", "Asia/Seoul");
    page.check("[value=compact]");
    page.click("main [type=submit]");
    assertThat(page.textContent(".toast")).contains("Saved in this browser.");
    assertThat(page.inputValue("#zone")).isEqualTo("Asia/Seoul");
    assertThat(page.getAttribute("body", "class")).contains("compact");
    Accessibility.check(page);
    page.click(".toast [data-close]");
    assertThat(page.locator(".toast").count()).isZero();

    page.navigate(console.origin() + "/console/apps/game/orders");
    page.click(".column-menu summary");
    page.uncheck("[name=column][value=kind]");
    Accessibility.check(page);
    page.click(".column-menu button");
    page.click(".column-menu summary");
    assertThat(page.isChecked("[name=column][value=kind]")).isFalse();
    assertThat(page.isChecked("[name=column][value=payer]")).isTrue();
    assertThat(page.textContent(".empty")).contains("as soon as your server asks");
  }

  @Test
  void companiesAreSwitchedFromEveryPage(Page page) {
    console.signedIn(page).navigate(console.origin() + "/console/apps/game/orders");
    page.click(".companies summary");
    assertThat(page.locator(".companies a[aria-current]").textContent()).contains("Acme", "Owner");
    assertThat(page.locator(".companies a[href='/console/companies/moon']").isVisible()).isTrue();
    Accessibility.check(page);
    page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
    Accessibility.check(page);
  }

  @Test
  void paperShowsTheMatterAlone(Page page) {
    console.signedIn(page).navigate(console.origin() + "/console/apps/game/orders");
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    for (String beside : List.of(".side", ".find", "form.filters", ".top-links", ".foot")) {
      assertThat(page.isVisible(beside)).as(beside).isFalse();
    }
    assertThat(page.isVisible("h1")).isTrue();
  }

  @Test
  void aForgedCookieChangesNothing() {
    Display chosen = new Display(true, Set.of("orders-fee", "elsewhere-kind"));
    assertThat(chosen.columns(DisplayedList.ORDERS)).doesNotContainValue(false);
    assertThat(
            chosen
                .withColumns(DisplayedList.CALLBACKS, Set.of("last"))
                .columns(DisplayedList.CALLBACKS))
        .containsExactly(
            Map.entry("state", false), Map.entry("last", true), Map.entry("next", false));
  }
}
