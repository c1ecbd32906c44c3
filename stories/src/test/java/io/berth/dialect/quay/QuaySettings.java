package io.berth.dialect.quay;

import io.berth.dialect.api.App;
import io.berth.dialect.setting.Setting;
import io.berth.signing.SortedMd5;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Settings of an app of this dialect. */
final class QuaySettings {
  static final Setting SECRET = Setting.requiredSecret("quay_secret");
  static final Setting HARBOUR =
      new Setting(
          "harbour",
          Setting.Kind.TEXT,
          false,
          false,
          value ->
              value.isString() && value.stringValue().matches("[a-z]{1,32}")
                  ? null
                  : "must be 1 to 32 lower-case letters");

  private QuaySettings() {}

  static String harbour(App app) {
    JsonNode harbour = app.credentials().settings().get(HARBOUR.name());
    return harbour == null ? "home" : harbour.stringValue();
  }

  static String sign(App app, Map<String, String> fields) {
    return SortedMd5.KEY_APPENDED.sign(fields, secret(app).current().reveal());
  }

  /** Also with the former secret, while a change is on its way to the merchant. */
  static boolean isSigned(App app, Map<String, String> fields, String presented, Instant now) {
    App.RotatingSecret secret = secret(app);
    return Stream.of(secret.current(), secret.previousAt(now))
        .anyMatch(
            key -> key != null && SortedMd5.KEY_APPENDED.matches(fields, key.reveal(), presented));
  }

  /** There always is one, because it is required. */
  private static App.RotatingSecret secret(App app) {
    App.RotatingSecret secret = app.credentials().secrets().get(SECRET.name());
    if (secret == null) {
      throw new IllegalStateException(app.appId() + " has no " + SECRET.name());
    }
    return secret;
  }
}
