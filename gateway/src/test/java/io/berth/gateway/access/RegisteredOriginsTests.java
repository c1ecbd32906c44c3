package io.berth.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.app.AppAccounts;
import io.berth.api.app.AppCompany;
import io.berth.api.app.AppLinks;
import io.berth.api.app.AppPolicy;
import io.berth.api.app.AppProfile;
import io.berth.dialect.api.App;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RegisteredOriginsTests {

  private final RegisteredOrigins origins = new RegisteredOrigins();

  private static App app(boolean enabled, @Nullable String entry, String... redirects) {
    return new App(
        "app",
        "dragonex",
        new AppProfile(1, enabled, Map.of(), new AppCompany("c", true, Map.of())),
        new AppAccounts(1, null),
        new AppLinks(List.of(redirects), entry, null),
        new AppPolicy(Set.of(), Set.of(), Set.of(), BigDecimal.ZERO, Map.of(), false, false),
        new App.Credentials(List.of(), Map.of(), Map.of()));
  }

  @Test
  void originsAreAsBrowsersWriteThem() {
    origins.changed(
        null,
        app(true, "http://Game.Example:80/x", "https://a.example:443/", "http://b.example:8080/y"));
    assertThat(origins.contains("http://game.example")).isTrue();
    assertThat(origins.contains("https://a.example")).isTrue();
    assertThat(origins.contains("http://b.example:8080")).isTrue();
    assertThat(origins.contains("http://b.example")).isFalse();
    assertThat(origins.contains("null")).isFalse();
  }

  @Test
  void originStaysUntilItsLastAppHasGone() {
    App one = app(true, "http://shared.example/", "not a url");
    App two = app(true, null, "http://shared.example/other", "http://shared.example/again");
    origins.changed(null, one);
    origins.changed(null, two);
    origins.changed(one, null);
    assertThat(origins.contains("http://shared.example")).isTrue();
    origins.changed(two, app(false, null, "http://shared.example/other"));
    assertThat(origins.contains("http://shared.example")).isFalse();
  }

  @Test
  void changeThatKeepsAnOriginKeepsIt() {
    App before = app(true, "http://kept.example/");
    App after = app(true, "http://kept.example/new");
    origins.changed(null, before);
    origins.changed(before, after);
    assertThat(origins.contains("http://kept.example")).isTrue();
  }
}
