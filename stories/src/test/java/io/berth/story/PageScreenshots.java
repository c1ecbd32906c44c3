package io.berth.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.Screenshots;
import java.util.Locale;

/**
 * Takes screenshots of a page on a desk and on a phone, by day and by night: for people to look at.
 */
public final class PageScreenshots {

  private static final int[] WIDTHS = {1280, 360};

  private PageScreenshots() {}

  /** Fails where a page has to be moved sideways, or keeps somebody out. */
  public static void check(Page page, String name) {
    for (int width : WIDTHS) {
      page.setViewportSize(width, width == 360 ? 740 : 800);
      for (ColorScheme scheme : new ColorScheme[] {ColorScheme.DARK, ColorScheme.LIGHT}) {
        page.emulateMedia(
            new Page.EmulateMediaOptions()
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE));
        String file =
            String.format(
                Locale.ROOT, "%s-%d-%s", name, width, scheme.name().toLowerCase(Locale.ROOT));
        Screenshots.ofPage(page, file);
        Accessibility.check(page);
      }
      Object beyond =
          page.evaluate(
              "document.documentElement.scrollWidth - document.documentElement.clientWidth");
      assertThat(beyond).as(name + " at " + width + " is too wide by").isEqualTo(0);
    }
    page.setViewportSize(1280, 800);
    Screenshots.ofWindow(page, name);
  }
}
