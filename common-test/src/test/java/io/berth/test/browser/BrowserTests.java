package io.berth.test.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

@WithBrowser(locale = "zh-CN")
class BrowserTests {

  private static final String PAGE =
      "data:text/html,<p>here</p><script>document.querySelector('p').textContent = navigator.language</script>";

  @Test
  void speaksTheLanguageThatTheClassAsksFor(Page page) {
    page.navigate(PAGE);
    assertThat(page.textContent("p")).isEqualTo("zh-CN");
  }

  @Test
  @WithBrowser(javaScript = false, phone = true)
  void methodMayAskForSomethingElse(Page page) {
    page.navigate(PAGE);
    assertThat(page.textContent("p")).isEqualTo("here");
    assertThat(page.viewportSize().width).isEqualTo(390);
  }
}
