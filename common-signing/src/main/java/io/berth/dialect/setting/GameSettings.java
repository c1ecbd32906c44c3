package io.berth.dialect.setting;

import io.berth.dialect.api.App;
import io.berth.dialect.http.HttpUrl;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Settings of a framed game's address ({@code protocols/wancms.md}, {@code protocols/egret.md}).
 */
public final class GameSettings {
  private static final int MOST_ORIGINS = 16;

  public static final Setting URL = Setting.url("game_url");

  /** Further origins of the game's pages, beside its own. */
  public static final Setting ORIGINS =
      new Setting("game_origins", Setting.Kind.LIST, false, false, value -> originsProblem(value));

  private GameSettings() {}

  /** Null where the app has no game. */
  public static @Nullable HttpUrl url(App app) {
    JsonNode url = app.credentials().settings().get(URL.name());
    return url == null || !url.isString() ? null : HttpUrl.parse(url.stringValue());
  }

  /** Origins that the frame may show and that are listened to, in the browsers' notation. */
  public static List<String> origins(App app) {
    JsonNode given = app.credentials().settings().get(ORIGINS.name());
    List<String> origins = new ArrayList<>();
    if (given != null && given.isArray() && !given.isEmpty()) {
      given.forEach(origin -> add(HttpUrl.parse(origin.stringValue("")), origins));
    } else {
      add(url(app), origins);
    }
    return origins;
  }

  private static void add(@Nullable HttpUrl url, List<String> origins) {
    if (url != null) {
      origins.add(url.origin());
    }
  }

  private static @Nullable String originsProblem(JsonNode value) {
    String rule = "must be a list of at most " + MOST_ORIGINS + " origins: http(s)://host[:port]";
    if (!value.isArray() || value.size() > MOST_ORIGINS) {
      return rule;
    }
    for (JsonNode origin : value) {
      HttpUrl url = origin.isString() ? HttpUrl.parse(origin.stringValue()) : null;
      if (url == null || !url.isOrigin()) {
        return rule;
      }
    }
    return null;
  }
}
