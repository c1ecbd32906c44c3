package io.berth.standalone.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.berth.standalone.demo.Demo;
import io.berth.test.Accessibility;
import io.berth.test.WithBrowser;
import org.junit.jupiter.api.Test;

/** Developers in the console of a whole suite. */
@WithBrowser
class ConsoleStoryTests {

  private final RunningBerth berth = RunningBerth.get();

  @Test
  void whoHasNoAppYetIsToldWhatOneIs(Page page) {
    page.navigate(berth.origin() + "/console");
    page.locator("[name=login]").fill("dave@example.com");
    page.locator("[name=password]").fill(Demo.PASSWORD);
    page.locator("form[action='/account/sign-in'] button[type=submit]").click();
    assertThat(page).hasURL(berth.origin() + "/console");
    assertThat(page.locator(".empty h2")).hasText("You have no app yet.");
    Accessibility.check(page);
  }
}
