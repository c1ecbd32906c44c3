package io.berth.dialect;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Where a framed game lives ({@code protocols/wancms.md}, {@code protocols/egret.md}). */
public final class GameSettings {
  private static final int MOST_ORIGINS = 16;
  private static final Pattern ORIGIN =
      Pattern.compile("https?://(\\[[0-9a-fA-F:.]+]|[0-9A-Za-z.-]+)(:[0-9]{1,5})?");

  public static final Setting URL = Setting.url("game_url");

  /** Beside the game's own origin, where else its pages may be and speak from. */
  public static final Setting ORIGINS =
      new Setting("game_origins", Setting.Kind.LIST, false, false, value -> originsProblem(value));

  private GameSettings() {}

  /** Null where the app has no game. */
  public static @Nullable String url(App app) {
    JsonNode url = app.settings().get(URL.name());
    return url == null || !url.isString() ? null : url.stringValue();
  }

  /** Origins that the frame may show and that are listened to, in the browsers' notation. */
  public static List<String> origins(App app) {
    JsonNode given = app.settings().get(ORIGINS.name());
    List<String> origins = new ArrayList<>();
    if (given != null && given.isArray() && !given.isEmpty()) {
      given.forEach(origin -> origins.add(origin(origin.stringValue(""))));
    } else {
      String url = url(app);
      if (url != null) {
        origins.add(origin(url));
      }
    }
    return origins;
  }

  /** Scheme, host and port as browsers write them: lower case, without a usual port. */
  public static String origin(String url) {
    URI uri = URI.create(RedirectUrl.of(url).toString());
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    boolean usual = uri.getPort() < 0 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
    return scheme + "://" + host + (usual ? "" : ":" + uri.getPort());
  }

  private static @Nullable String originsProblem(JsonNode value) {
    String rule = "must be a list of at most " + MOST_ORIGINS + " origins: http(s)://host[:port]";
    if (!value.isArray() || value.size() > MOST_ORIGINS) {
      return rule;
    }
    for (JsonNode origin : value) {
      if (!origin.isString()
          || !ORIGIN.matcher(origin.stringValue()).matches()
          || !RedirectUrl.isWebAddress(origin.stringValue())) {
        return rule;
      }
    }
    return null;
  }
}
