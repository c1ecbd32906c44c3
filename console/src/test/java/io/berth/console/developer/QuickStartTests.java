package io.berth.console.developer;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.berth.api.Permission;
import io.berth.api.app.AppCommand.ReadApp;
import io.berth.api.app.AppCommand.ReadHead;
import io.berth.api.app.AppOutcome.AppFound;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.app.AppOutcome.KeyState;
import io.berth.api.company.CompanyOutcome.AppLine;
import io.berth.api.launch.LaunchState;
import io.berth.console.RunningConsole;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.WithBrowser;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@WithBrowser
class QuickStartTests {

  private static final String PATH = "/console/apps/game/quick-start";

  private final RunningConsole console = RunningConsole.get();

  @Test
  void everyLanguageHasAProgramWithTheAppsIds() {
    app("dragonex", "key1");
    for (String language : List.of("CURL", "JAVA", "NODE", "PHP", "PYTHON", "GO")) {
      assertThat(console.get(PATH + "?language=" + language).body())
          .as(language)
          .contains(console.origin(), "game", "key1", "SECRET_KEY=&#39;…&#39; ")
          .doesNotContain("{{");
    }
  }

  @Test
  void aProgramCanBeDownloaded() {
    app("egret", null);
    HttpResponse<String> file = console.get(PATH + "/request.py");
    assertThat(file.body()).startsWith("#").contains("'appId': 'game'").doesNotContain("{{");
    assertThat(file.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"request.py\"");
    assertThat(console.get(PATH + "/request.rb").statusCode()).isEqualTo(404);
  }

  @Test
  void whereKeysAreNeededAndThereIsNoneItSaysSo() {
    app("ones", null);
    assertThat(console.get(PATH).body()).contains("href=\"/console/apps/game/keys\"");
    app("fomo", null);
    assertThat(console.get(PATH).body()).doesNotContain("href=\"/console/apps/game/keys\">Create");
  }

  @Test
  void isUsableByEverybody(Page page) {
    app("dragonex", "key1");
    console.signedIn(page).navigate(console.origin() + PATH);
    assertThat(page.locator("nav.tabs a[aria-current]").textContent()).isEqualTo("curl");
    Accessibility.check(page);
  }

  private void app(String dialect, @Nullable String accessKey) {
    AppLine line =
        new AppLine("game", "acme", Map.of("en", "Game"), dialect, LaunchState.LIVE, true);
    Set<Permission> all = Set.of(Permission.values());
    console.gateway().answers(ReadHead.class, new Head(line, Map.of("en", "Acme"), all));
    List<KeyState> keys =
        accessKey == null
            ? List.of()
            : List.of(new KeyState(accessKey, "first", true, List.of(), Instant.EPOCH, null));
    console
        .gateway()
        .answers(
            ReadApp.class,
            new AppFound(
                "game",
                1,
                true,
                Map.of("en", "Game"),
                dialect,
                List.of(),
                null,
                null,
                Set.of(),
                Set.of(),
                Set.of(),
                BigDecimal.ZERO,
                Map.of(),
                Map.of(),
                List.of(),
                keys,
                true));
  }
}
