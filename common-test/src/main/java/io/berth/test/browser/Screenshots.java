package io.berth.test.browser;

import com.microsoft.playwright.Page;
import java.nio.file.Path;

/**
 * Pictures of pages in the module's {@code target/screenshots}, for people to look at. In CI, where
 * nobody does, none are taken.
 */
public final class Screenshots {

  private static final Path DIRECTORY = Path.of("target", "screenshots");
  private static final boolean WANTED = !"true".equalsIgnoreCase(System.getenv("CI"));

  private Screenshots() {}

  /** All of the page, however far it has to be scrolled. */
  public static void ofPage(Page page, String name) {
    take(page, name, true);
  }

  /** What the window shows. */
  public static void ofWindow(Page page, String name) {
    take(page, name, false);
  }

  private static void take(Page page, String name, boolean fullPage) {
    if (WANTED) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(DIRECTORY.resolve(name + ".png"))
              .setFullPage(fullPage));
    }
  }
}
