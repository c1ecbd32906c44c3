package io.berth.console.deposit;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.berth.api.Permission;
import io.berth.console.RunningConsole;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.Screenshots;
import io.berth.test.browser.WithBrowser;
import java.util.EnumSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages about deposits are usable on a phone, in every language. */
@WithBrowser
class DepositBrowserTests {
  private final RunningConsole console = RunningConsole.get();

  @ParameterizedTest
  @CsvSource({
    "/console/apps/game1/deposit, en",
    "/console/apps/game1/deposit, zh-CN",
    "/console/apps/game1/deposit, ko",
    "/console/operator/deposits/game1, en",
    "/console/operator/deposits/game1, zh-CN",
    "/console/operator/deposits/game1, ko"
  })
  void isUsableOnAPhone(String path, String language, Browser browser) {
    DepositPagesTests.script(console, EnumSet.allOf(Permission.class));
    for (int width : new int[] {360, 1280}) {
      try (var context =
          browser.newContext(
              new Browser.NewContextOptions().setLocale(language).setViewportSize(width, 800))) {
        Page page = console.signedIn(context.newPage());
        page.navigate(console.origin() + path);
        Accessibility.check(page);
        assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
            .as("%s at %s", path, width)
            .isLessThanOrEqualTo(width);
        String side = path.contains("operator") ? "operator" : "owner";
        Screenshots.ofPage(page, "deposit-" + side + '-' + language + '-' + width);
      }
    }
  }
}
