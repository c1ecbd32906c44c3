package io.berth.did.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppRulesTests {
  private static final Dialect DIALECT =
      Objects.requireNonNull(Dialects.installed().byId("dragonex"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTPS://game.example",
        "http://host_with_underscore:8080/a b?c=1|2",
        "http://例子.测试/回来",
        "http://h.example/p?u=http://elsewhere.example/"
      })
  void oddUrlsAreTaken(String url) {
    assertThat(problem(url, null, null)).isNull();
    assertThat(problem(null, url, null)).isNull();
    assertThat(problem(null, null, url)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h.example/p",
        "http:/h.example/p",
        "http://h.example:65536/",
        "http://user@h.example/",
        "http://h.example/#/page",
        "http://h.example\\@elsewhere.example/",
        "http://127.1/",
        "http://h.example/\n"
      })
  void brokenUrlsAreRefusedWhenTheyAreGiven(String url) {
    assertThat(problem(url, null, null)).startsWith("redirect_urls: ");
    assertThat(problem(null, url, null)).startsWith("entry: ");
    assertThat(problem(null, null, url)).startsWith("callback_url: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://h.example:25/", "https://h.example:22/"})
  void noCallbackGoesToPortsThatAreNeverCalled(String url) {
    assertThat(problem(url, url, null)).as("a browser may go there").isNull();
    assertThat(problem(null, null, url)).startsWith("callback_url: only ports");
  }

  private static @Nullable String problem(
      @Nullable String redirect, @Nullable String entry, @Nullable String callback) {
    PutApp put =
        PutApp.of("company", "appid")
            .redirectUrls(redirect == null ? null : List.of(redirect))
            .entry(entry)
            .callbackUrl(callback)
            .build();
    return AppRules.problem(put, DIALECT);
  }
}
