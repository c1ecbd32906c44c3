package io.berth.console.developer;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.berth.api.TimeSpan;
import io.berth.api.order.OrderCommand.SearchOrders;
import io.berth.api.order.OrderOutcome.OrderList;
import io.berth.api.order.OrderStatus;
import io.berth.console.RunningConsole;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.Screenshots;
import io.berth.test.browser.WithBrowser;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The developer's pages are usable on a phone and in the dark, by everybody. */
@WithBrowser
class DeveloperBrowserTests {
  private static final int PHONE = 360;

  private final RunningConsole console = RunningConsole.get();

  @BeforeEach
  void script() {
    ScriptedDeveloper.script(console.gateway(), "dragonex");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console",
        "/console/companies/acme",
        "/console/companies/acme/overview",
        "/console/companies/acme/audit",
        "/console/companies/acme/members/1000001/remove",
        "/console/companies/acme/apps/new",
        "/console/companies/acme/apps/new?dialect=dragonex",
        "/console/invitations/abc",
        "/console/apps/game1",
        "/console/apps/game1/keys",
        "/console/apps/game1/launch",
        "/console/apps/game1/quick-start",
        "/console/apps/game1/settings"
      })
  void isUsableOnAPhoneAndInTheDark(String path, Browser browser) {
    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
      for (int width : new int[] {PHONE, 1280}) {
        try (var context =
            browser.newContext(
                new Browser.NewContextOptions()
                    .setColorScheme(scheme)
                    .setViewportSize(width, 800))) {
          Page page = console.signedIn(context.newPage());
          page.navigate(console.origin() + path);
          Accessibility.check(page);
          assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
              .as("%s at %s", path, width)
              .isLessThanOrEqualTo(width);
          Screenshots.ofPage(page, name(path, width, scheme));
        }
      }
    }
  }

  @Test
  void threeClicksLeadToTheOrdersThatFailedInAnHour(Page page) {
    console.gateway().answers(SearchOrders.class, new OrderList(List.of(), null));
    console.signedIn(page).navigate(console.origin() + "/console");
    page.getByText("Sky Game").click();
    Locator fallen = page.locator("[data-chart=payments] svg a").nth(21);
    String hour = fallen.getAttribute("href").replaceAll(".*at=(.*)#causes", "$1");
    fallen.click();
    Locator causes = page.locator("section[aria-labelledby=causes]");
    assertThat(causes.locator("dl").textContent()).contains("Paid 5", "Not paid 5");
    assertThat(page.locator("[data-chart=payments] svg a.chosen").count()).isOne();
    Accessibility.check(page);
    Screenshots.ofWindow(page, "overview-hour");
    causes.getByText("Expired").click();
    assertThat(page.title()).startsWith("Orders");
    assertThat(console.gateway().latest(SearchOrders.class))
        .extracting(SearchOrders::status, SearchOrders::ended)
        .containsExactly(OrderStatus.EXPIRED, TimeSpan.read(hour + "/PT1H"));
  }

  @Test
  void menusCloseByEscapeAndByWhatHappensOutside(Page page) {
    console.signedIn(page).navigate(console.origin() + "/console");
    Locator menu = page.locator("details.languages");
    Locator button = menu.locator("summary");
    assertThat(button.textContent().strip()).isEqualTo("English");
    assertThat(button.getAttribute("aria-label")).as("its words are its name").isNull();
    assertThat(menu.getAttribute("aria-label")).isEqualTo("Language");

    button.click();
    assertThat(menu.getAttribute("open")).isNotNull();
    page.keyboard().press("Tab");
    page.keyboard().press("Escape");
    assertThat(menu.getAttribute("open")).isNull();
    assertThat(page.evaluate("document.activeElement.textContent.trim()")).isEqualTo("English");

    button.click();
    page.locator("h1").click();
    assertThat(menu.getAttribute("open")).isNull();
  }

  @Test
  void everyLinkOfTheHomePageHasANameOfItsOwn(Page page) {
    console.signedIn(page).navigate(console.origin() + "/");
    List<?> names =
        (List<?>)
            page.evaluate(
                """
                [...document.querySelectorAll('main a')].map(link =>
                  link.getAttribute('aria-labelledby').split(' ')
                    .map(id => document.getElementById(id).textContent).join(' '))
                """);
    assertThat(names).hasSizeGreaterThan(4).doesNotHaveDuplicates();
    assertThat(names).anySatisfy(name -> assertThat(name).isEqualTo("Open Your account"));
    assertThat(page.title()).isEqualTo("Berth");
    Accessibility.check(page);
    Screenshots.ofPage(page, "home-1280");
  }

  private static String name(String path, int width, ColorScheme scheme) {
    return String.format(
            Locale.ROOT,
            "%s-%d-%s",
            path.replaceAll("[^a-z0-9]+", "-"),
            width,
            scheme.name().toLowerCase(Locale.ROOT))
        .substring(1);
  }
}
