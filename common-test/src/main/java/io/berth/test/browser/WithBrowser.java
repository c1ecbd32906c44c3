package io.berth.test.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a real browser, Debian's Chromium: test methods may take a Playwright
 * {@code Page}, {@code BrowserContext} (both new for each test) or {@code Browser} as parameter.
 *
 * <p>Where there is no Chromium, the tests are skipped and say so loudly; with {@code CI=true} in
 * the environment they fail.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(BrowserExtension.class)
public @interface WithBrowser {

  /** The language that the browser asks for, such as {@code zh-CN}. */
  String locale() default "en";

  boolean javaScript() default true;

  /** Whether the window is as small as a phone's. */
  boolean phone() default false;
}
