package io.berth.dialect.accesskey;

import io.berth.dialect.api.App;
import io.berth.dialect.api.Endpoint.PlatformUrls;
import io.berth.dialect.http.HttpUrl;
import io.berth.dialect.http.RedirectUrl;
import io.berth.dialect.page.LoginFlow.AuthorizationRequest;
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
  private static final String DOMAIN = "domain";

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

  /**
   * Scopes that the list asks for; an app that has them is opened with an access code ({@code
   * protocols/originals/ones.txt}, authorization step 2).
   */
  public static final Setting LIST_SCOPES =
      new Setting(
          "list_scopes",
          Setting.Kind.TEXT,
          false,
          false,
          value ->
              value.isString() && AuthorizationLink.areScopes(value.stringValue())
                  ? null
                  : "must be numbers of scopes with commas between, for example 1,7");

  /** The app cannot know a state that it has not made, so that it is told who made it. */
  private static final String STATE = "platform";

  private static final String DEVICE = "platform";

  private PlatformEntry() {}

  /**
   * The app's entry, or the platform's own authorization page, which leads to the app's first
   * redirect URL, where the app is to be opened with an access code. Null where the app has
   * neither.
   *
   * @param page path of the authorization page
   * @param link as the page reads it
   */
  public static @Nullable String url(
      App app,
      EntryRequest request,
      PlatformUrls platformUrls,
      String page,
      AuthorizationLink link) {
    JsonNode scopes = app.credentials().settings().get(LIST_SCOPES.name());
    List<String> redirectUrls = app.links().redirectUrls();
    if (scopes == null || redirectUrls.isEmpty()) {
      return entry(app.links().entry(), app, request, domain(platformUrls));
    }
    String domain = link.added().contains(DOMAIN) ? null : domain(platformUrls);
    String redirectUrl = entry(redirectUrls.getFirst(), app, request, domain);
    return redirectUrl == null
        ? null
        : AuthorizationLink.url(
            platformUrls.publicOrigin() + page,
            new AuthorizationRequest(
                app.publicId(), List.of(), scopes.stringValue(""), STATE, DEVICE, redirectUrl));
  }

  /**
   * @param domain null where it is added later
   */
  private static @Nullable String entry(
      @Nullable String url, App app, EntryRequest request, @Nullable String domain) {
    HttpUrl entry = url == null ? null : HttpUrl.parse(url);
    if (entry == null) {
      return null;
    }
    JsonNode orientation = app.credentials().settings().get(ORIENTATION.name());
    RedirectUrl opened =
        RedirectUrl.of(entry)
            .with("orientation", orientation == null ? PORTRAIT : orientation.stringValue(PORTRAIT))
            .with("reinit", request.otherUser() ? 1 : 0);
    return (domain == null ? opened : opened.with(DOMAIN, domain))
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
