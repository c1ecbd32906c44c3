package io.berth.dialect.accesskey;

import io.berth.dialect.http.HttpUrl;
import io.berth.dialect.http.RedirectUrl;
import io.berth.dialect.http.WireQuery;
import io.berth.dialect.page.LoginFlow.AuthorizationRequest;
import io.berth.dialect.parameter.Parameter.Text;
import io.berth.dialect.parameter.Params;
import io.berth.dialect.parameter.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The link that brings a browser to a login page ({@code protocols/dragonex.md}, Login).
 *
 * @param device pattern of a device
 * @param urlMayBeRaw whether {@code redirect_url} may come un-encoded with a query of its own
 * @param added parameters that the redirect adds. The URL may not name them: an attacker could
 *     inject an authorization code of their own, and the victim would be signed in as the attacker
 *     (login CSRF)
 */
public record AuthorizationLink(Pattern device, boolean urlMayBeRaw, Set<String> added) {
  private static final Text APP_ID =
      Text.required("app_id", Pattern.compile("[a-z][0-9a-z]{0,63}"), "The app's id");
  private static final Pattern SCOPES_PATTERN = Pattern.compile("[0-9]{1,3}(,[0-9]{1,3}){0,31}");
  private static final Text SCOPES =
      Text.required("scopes", SCOPES_PATTERN, "Scopes to ask for: 1,7");
  private static final Text STATE =
      Text.required("state", 8, 16, "The merchant's own; the redirect repeats it");
  private static final Text REDIRECT_URL =
      Text.required("redirect_url", "One of the app's redirect URLs, its query is free");
  private static final Set<String> NAMES =
      Set.of(APP_ID.name(), SCOPES.name(), STATE.name(), "device", REDIRECT_URL.name());

  /** 2, 3, 4 and 8 are closed: never granted, silently dropped. */
  private static final Set<Integer> OPEN_SCOPES = Set.of(1, 5, 6, 7, 9, 10, 11, 12, 13, 14);

  public @Nullable String appId(String rawQuery) {
    for (WireQuery.Pair pair : WireQuery.pairs(rawQuery)) {
      if (pair.name().equals("app_id")) {
        return WireQuery.decode(pair.rawValue());
      }
    }
    return null;
  }

  public Parsed<AuthorizationRequest> read(String rawQuery) {
    Params params =
        urlMayBeRaw
            ? Params.ofQuery(rawQuery, REDIRECT_URL.name(), NAMES)
            : Params.ofQuery(rawQuery);
    String appId = APP_ID.read(params);
    String scopes = SCOPES.read(params);
    String state = STATE.read(params);
    String deviceName = Text.required("device", device, "Device").read(params);
    String redirectUrl = REDIRECT_URL.read(params);
    if (RedirectUrl.namesAnyOf(HttpUrl.parse(redirectUrl), added)) {
      params.refuse(REDIRECT_URL.name() + ": names a parameter that the redirect adds");
    }
    return params.read(
        () ->
            new AuthorizationRequest(appId, parse(scopes), scopes, state, deviceName, redirectUrl));
  }

  /**
   * A link for trying the page out.
   *
   * @param page its URL
   */
  public static String sample(String page, String appId, String redirectUrl) {
    return url(
        page,
        new AuthorizationRequest(
            appId, List.of(), "1,7", "state_0001", "device_0001", redirectUrl));
  }

  static String url(String page, AuthorizationRequest request) {
    return RedirectUrl.of(page)
        .with(APP_ID.name(), request.appId())
        .with(SCOPES.name(), request.rawScopes())
        .with(STATE.name(), request.state())
        .with("device", request.device())
        .with(REDIRECT_URL.name(), request.redirectUrl())
        .toString();
  }

  static boolean areScopes(String text) {
    return SCOPES_PATTERN.matcher(text).matches() && !parse(text).isEmpty();
  }

  private static List<Integer> parse(String scopes) {
    List<Integer> parsed = new ArrayList<>();
    for (String text : scopes.split(",")) {
      int scope = Integer.parseInt(text);
      if (OPEN_SCOPES.contains(scope) && !parsed.contains(scope)) {
        parsed.add(scope);
      }
    }
    return List.copyOf(parsed);
  }
}
