package io.berth.test.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Opens what {@link WithBrowser} promises; what a test opened closes with it. */
final class BrowserExtension implements ExecutionCondition, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(BrowserExtension.class);
  private static final Set<Class<?>> TYPES =
      Set.of(Browser.class, BrowserContext.class, Page.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Chromium.executable().isPresent()) {
      return ConditionEvaluationResult.enabled("Chromium is installed");
    }
    if ("true".equalsIgnoreCase(System.getenv("CI"))) {
      throw new IllegalStateException(
          "No Chromium on the PATH: in CI, browser tests must not be skipped");
    }
    System.err.printf(
        "%n**** SKIPPED for want of Chromium: %s%n**** (Debian: apt-get install chromium)%n%n",
        context.getDisplayName());
    return ConditionEvaluationResult.disabled("no Chromium on the PATH");
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return TYPES.contains(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (type == Browser.class) {
      return browser(context);
    }
    OpenContext open =
        context
            .getStore(NAMESPACE)
            .computeIfAbsent(
                OpenContext.class,
                key -> OpenContext.open(browser(context), options(context)),
                OpenContext.class);
    return type == Page.class ? open.page() : open.context();
  }

  private static Browser browser(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Chromium.class, key -> Chromium.start(), Chromium.class)
        .browser();
  }

  private static Browser.NewContextOptions options(ExtensionContext context) {
    WithBrowser wish =
        AnnotatedElementUtils.findMergedAnnotation(
            context.getRequiredTestMethod(), WithBrowser.class);
    if (wish == null) {
      wish =
          TestContextAnnotationUtils.findMergedAnnotation(
              context.getRequiredTestClass(), WithBrowser.class);
    }
    Browser.NewContextOptions options = new Browser.NewContextOptions();
    if (wish == null) {
      return options;
    }
    options.setLocale(wish.locale()).setJavaScriptEnabled(wish.javaScript());
    return wish.phone() ? options.setViewportSize(390, 844).setIsMobile(true) : options;
  }

  private record OpenContext(BrowserContext context, Page page) implements AutoCloseable {

    static OpenContext open(Browser browser, Browser.NewContextOptions options) {
      BrowserContext context = browser.newContext(options);
      return new OpenContext(context, context.newPage());
    }

    /** A request that is intercepted while its page closes would fail the test. */
    @Override
    public void close() {
      page.unrouteAll();
      context.unrouteAll();
      context.close();
    }
  }
}
