package io.berth.console.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.berth.console.RunningConsole;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.Screenshots;
import io.berth.test.browser.WithBrowser;
import java.net.http.HttpResponse;
import java.util.Locale;
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

  @ParameterizedTest
  @CsvSource({
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
