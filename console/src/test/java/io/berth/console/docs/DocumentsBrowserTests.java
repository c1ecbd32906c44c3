package io.berth.console.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.berth.api.company.CompanyCommand.ReadMine;
import io.berth.api.company.CompanyOutcome.AppLine;
import io.berth.api.company.CompanyOutcome.Mine;
import io.berth.api.launch.LaunchState;
import io.berth.console.RunningConsole;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.Screenshots;
import io.berth.test.browser.WithBrowser;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that public pages are usable on a phone, in the dark, and by everybody. */
@WithBrowser
class DocumentsBrowserTests {

  private final RunningConsole console = RunningConsole.get();

  @ParameterizedTest
  @CsvSource({
    "home, /",
    "services, /console/services",
    "docs, /docs/",
    "guide, /docs/guides/dragonex.md",
    "translated, /docs/guides/callbacks.md?lang=zh-CN",
    "codes, /docs/errors/access-key.md",
    "reference, /docs/api/dragonex.md",
    "folder, /docs/decisions/",
    "found, /docs/search?q=11015&lang=ko",
    "nothing-found, /docs/search?q=nosuchword&lang=zh-CN",
    "missing, /docs/nothing.md"
  })
  void isUsableOnAPhoneAndInTheDark(String name, String path, Page page) {
    console.signedIn(page).navigate(console.origin() + path);
    for (int width : new int[] {1280, 360}) {
      page.setViewportSize(width, 800);
      for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
        page.emulateMedia(
            new Page.EmulateMediaOptions()
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE));
        Screenshots.ofWindow(
            page, String.format(Locale.ROOT, "docs-%s-%d-%s", name, width, scheme));
        Accessibility.check(page);
      }
      assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
          .as("%s at %s", path, width)
          .isLessThanOrEqualTo(width);
    }
  }

  @Test
  void coloursCodeAndCopiesIt(Page page) {
    page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    console.signedIn(page).navigate(console.origin() + "/docs/guides/fomo.md?lang=ko");
    assertThat(page.locator("article.prose").getAttribute("lang")).isEqualTo("ko");
    assertThat(page.locator("article h1").textContent()).isEqualTo("FOMO 연동");

    Locator program = page.locator(".docs-code:has(code.language-python)");
    assertThat(program.locator(".hljs-keyword").allTextContents()).contains("def", "return");
    program.getByRole(AriaRole.BUTTON).click();
    program.getByText("복사됨").waitFor();
    assertThat((String) page.evaluate("navigator.clipboard.readText()"))
        .startsWith("import hashlib\nimport hmac\n")
        .endsWith("proof.encode())");
    for (int width : new int[] {1280, 360}) {
      page.setViewportSize(width, 800);
      program.scrollIntoViewIfNeeded();
      Screenshots.ofWindow(page, "docs-code-" + width);
    }
  }

  @Test
  void showsTheReadersOwnApps(Page page) {
    console
        .gateway()
        .answers(
            ReadMine.class,
            new Mine(
                List.of(),
                List.of(app("com.tea", "fomo"), app("com.cup", "fomo"), app("kite", "ones")),
                false));
    console.signedIn(page).navigate(console.origin() + "/docs/api/fomo.md");
    assertThat(page.locator("article").textContent())
        .contains("POST " + console.origin() + "/fomo/", "client_id=com.tea&");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("My com.cup")).click();
    assertThat(page.locator("article").textContent())
        .contains("client_id=com.cup&")
        .doesNotContain("com.wenjing_1");
    Accessibility.check(page);
    Screenshots.ofWindow(page, "docs-own-app");
  }

  private static AppLine app(String appId, String dialect) {
    return new AppLine(appId, "acme", Map.of("en", "My " + appId), dialect, LaunchState.LIVE, true);
  }

  @Test
  void leadsFromTheFileOfATranslationToThePage() {
    HttpResponse<String> answer = console.get("/docs/guides/fomo.ko.md?format=markdown");
    assertThat(answer.statusCode()).isEqualTo(308);
    assertThat(answer.headers().firstValue("location"))
        .hasValue("/docs/guides/fomo.md?format=markdown&lang=ko");
  }

  @ParameterizedTest
  @CsvSource({
    "'/docs/guides/fomo.md?lang=zh-CN&format=markdown', '# 接入 FOMO'",
    "/docs/guides/dragonex.md?format=markdown, '# Docking with DragonEx'",
    "/llms.txt, '# Berth'"
  })
  void servesMarkdown(String path, String start) {
    HttpResponse<String> answer = console.get(path);
    assertThat(answer.headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/markdown"));
    assertThat(answer.body()).startsWith(start);
  }
}
