package io.berth.dialect.fomo;

import io.berth.dialect.api.App;
import io.berth.dialect.api.Secret;
import io.berth.dialect.http.HttpUrl;
import io.berth.dialect.setting.Setting;
import io.berth.signing.ConstantTime;
import io.berth.signing.TimestampSignature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Settings of an app of this dialect, and the check of a request's secret. */
final class FomoSettings {
  private static final Pattern SECRET = Pattern.compile("[0-9a-f]{40}");
  static final Setting CLIENT_SECRET =
      new Setting(
          "client_secret",
          Setting.Kind.TEXT,
          true,
          true,
          value ->
              value.isString() && SECRET.matcher(value.stringValue()).matches()
                  ? null
                  : "must be 40 lower-case hex characters");
  private static final Setting REDIRECT_URI =
      new Setting(
          "redirect_uri",
          Setting.Kind.TEXT,
          false,
          true,
          value ->
              value.isString() && isAddress(value.stringValue())
                  ? null
                  : "must be a web address, with or without http:// or https://");

  static final List<Setting> ALL = List.of(CLIENT_SECRET, REDIRECT_URI);

  private FomoSettings() {}

  /** Real addresses lack a scheme now and then: {@code wenjing.com/back.php}. */
  static boolean isAddress(String text) {
    return HttpUrl.parseWithOptionalScheme(text) != null;
  }

  /** Repeated exactly, or not the app's. */
  static boolean isRedirectUri(App app, String presented) {
    JsonNode registered = app.credentials().settings().get(REDIRECT_URI.name());
    return registered != null && registered.stringValue("").equals(presented);
  }

  static boolean isClientSecret(App app, String presented, Instant now) {
    return anySecret(app, now, secret -> ConstantTime.equal(secret, presented));
  }

  static boolean isSignature(App app, String timestamp, String presented, Instant now) {
    return anySecret(app, now, secret -> TimestampSignature.matches(secret, timestamp, presented));
  }

  /** The app's current secret; null where it has none. */
  static @Nullable String secret(App app) {
    App.@Nullable RotatingSecret secret = app.credentials().secrets().get(CLIENT_SECRET.name());
    return secret == null ? null : secret.current().reveal();
  }

  /** While a secret's grace period lasts, the former one is as good. */
  private static boolean anySecret(App app, Instant now, Predicate<String> test) {
    App.@Nullable RotatingSecret secret = app.credentials().secrets().get(CLIENT_SECRET.name());
    if (secret == null) {
      return false;
    }
    List<String> good = new ArrayList<>();
    good.add(secret.current().reveal());
    Secret previous = secret.previousAt(now);
    if (previous != null) {
      good.add(previous.reveal());
    }
    return good.stream().anyMatch(test);
  }
}
