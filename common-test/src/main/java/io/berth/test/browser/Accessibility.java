package io.berth.test.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Looks for what keeps people with disabilities from using a page, by axe-core's rules. */
public final class Accessibility {

  /** Colours are what they will be once nothing moves any more. */
  private static final String QUIET_TIME =
      """
      () => document.getAnimations()
        .filter(animation => animation.effect.getComputedTiming().endTime < Infinity)
        .forEach(animation => animation.finish())
      """;

  /** WCAG 2.2, levels A and AA, and what is held to be good beyond. */
  private static final String RUN =
      """
      () => axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        resultTypes: ['violations'], selectors: false
      }).then(result => result.violations
        .filter(violation => ['serious', 'critical', 'moderate'].includes(violation.impact))
        .flatMap(violation => violation.nodes.map(node =>
          violation.impact + ' ' + violation.id + ': ' + node.html.slice(0, 200)
            + ' (' + node.failureSummary.replace(/\\s+/g, ' ').slice(0, 300) + ')')))
      """;

  private static final String STATUS =
      "() => performance.getEntriesByType('navigation')[0]?.responseStatus ?? 0";

  private static final String AXE = library();

  private Accessibility() {}

  /**
   * @throws AssertionError naming every element that something moderate or worse is wrong with, or
   *     where the server failed, so that its page for that would be judged
   */
  public static void check(Page page) {
    int status = ((Number) page.evaluate(STATUS)).intValue();
    if (status >= 500) {
      throw new AssertionError(page.url() + " was answered with " + status);
    }
    if (!(boolean) page.evaluate("() => typeof axe === 'object'")) {
      page.evaluate(AXE);
    }
    page.evaluate(QUIET_TIME);
    List<?> violations = (List<?>) page.evaluate(RUN);
    if (!violations.isEmpty()) {
      throw new AssertionError(
          page.url()
              + " is not accessible:\n"
              + violations.stream().map(String::valueOf).collect(Collectors.joining("\n")));
    }
  }

  private static String library() {
    try (InputStream script = Accessibility.class.getResourceAsStream("/axe.min.js")) {
      if (script == null) {
        throw new IllegalStateException("axe-core is not on the class path");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
