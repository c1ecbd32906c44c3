package io.berth.dialect.accesskey;

import io.berth.dialect.api.App;
import io.berth.dialect.api.Endpoint.PlatformUrls;
import io.berth.dialect.http.HttpUrl;
import io.berth.dialect.http.RedirectUrl;
import io.berth.dialect.page.Pages.EntryRequest;
import io.berth.dialect.setting.Setting;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Opens an app from the platform's own list of apps ({@code protocols/dragonex.md}, Login). */
public final class PlatformEntry {
  private static final String PORTRAIT = "portrait";
  private static final String LANDSCAPE = "landscape";

  public static final Setting ORIENTATION =
      new Setting(
          "orientation",
          Setting.Kind.CHOICE,
          false,
          false,
          List.of(PORTRAIT, LANDSCAPE),
          value ->
              value.isString() && List.of(PORTRAIT, LANDSCAPE).contains(value.stringValue())
                  ? null
                  : "must be portrait or landscape");

  private PlatformEntry() {}

  /** Null where the app has no entry. */
  public static @Nullable String url(App app, EntryRequest request, PlatformUrls platformUrls) {
    HttpUrl entry = app.links().entry() == null ? null : HttpUrl.parse(app.links().entry());
    if (entry == null) {
      return null;
    }
    JsonNode orientation = app.credentials().settings().get(ORIENTATION.name());
    return RedirectUrl.of(entry)
        .with("orientation", orientation == null ? PORTRAIT : orientation.stringValue(PORTRAIT))
        .with("reinit", request.otherUser() ? 1 : 0)
        .with("domain", domain(platformUrls))
        .with("lang", language(request.language()))
        .toString();
  }

  /** Host of the platform, with the port where it is not the usual one. */
  public static String domain(PlatformUrls platformUrls) {
    return URI.create(platformUrls.publicOrigin()).getRawAuthority();
  }

  private static String language(Locale locale) {
    return switch (locale.getLanguage()) {
      case "zh" -> isTraditional(locale) ? "zh-hant" : "zh-hans";
      case "ko" -> "ko";
      default -> "en-us";
    };
  }

  private static boolean isTraditional(Locale locale) {
    return locale.getScript().equals("Hant")
        || Set.of("TW", "HK", "MO").contains(locale.getCountry());
  }
}
