package io.berth.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.app.AppLinks;
import io.berth.dialect.api.App;
import io.berth.dialect.api.Endpoint.PlatformUrls;
import io.berth.dialect.page.Pages;
import io.berth.dialect.parameter.Parsed;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code protocols/originals/ones.txt}, authorization step 2: the platform's list of apps. */
class PlatformEntryTests {
  private static final PlatformUrls HERE = new PlatformUrls("https://berth.example");
  private static final String BACK = "https://game.example/back?a=1";

  private static App app(String dialect, @Nullable String scopes, String... redirectUrls) {
    App app = TestApps.app(dialect);
    return new App(
        app.appId(),
        dialect,
        app.profile(),
        app.accounts(),
        new AppLinks(List.of(redirectUrls), "https://game.example/entry", null),
        app.policy(),
        new App.Credentials(
            List.of(),
            scopes == null
                ? Map.of()
                : Map.of("list_scopes", JsonNodeFactory.instance.stringNode(scopes)),
            Map.of()));
  }

  private static @Nullable String entry(App app) {
    Pages pages = Dialects.installed().byId(app.dialect()).pages();
    return pages.entry(app, new Pages.EntryRequest(true, Locale.KOREAN, null), HERE);
  }

  @Test
  void anAppWithScopesIsOpenedThroughTheAuthorizationPage() {
    assertThat(entry(app("dragonex", "1,7", BACK, "https://game.example/other")))
        .isEqualTo(
            "https://berth.example/oauth/login/?app_id=appidfortest&scopes=1,7&state=platform"
                + "&device=platform&redirect_url=https%3A%2F%2Fgame.example%2Fback%3Fa%3D1"
                + "%26orientation%3Dportrait%26reinit%3D1%26domain%3Dberth.example%26lang%3Dko");
  }

  /** Its redirect adds {@code domain} itself, and refuses one that is there before. */
  @Test
  void onesAddsTheDomainLater() {
    assertThat(entry(app("ones", "1", BACK)))
        .startsWith("https://berth.example/oauth/login?app_id=")
        .endsWith("%26reinit%3D1%26lang%3Dko");
  }

  @Test
  void itsLinkIsOneThatThePageTakes() {
    for (String dialect : List.of("dragonex", "ones")) {
      String url = entry(app(dialect, "1", BACK));
      assertThat(Dialects.installed().byId(dialect).pages().login().read(url.split("\\?", 2)[1]))
          .isInstanceOf(Parsed.Read.class);
    }
  }

  @Test
  void othersAreOpenedAtTheirEntryWithoutACode() {
    assertThat(entry(app("dragonex", null, BACK))).startsWith("https://game.example/entry?");
    assertThat(entry(app("dragonex", "1,7"))).startsWith("https://game.example/entry?");
  }
}
