package io.berth.demo.recording;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks secrets in recorded traffic: passwords and keys completely, tokens after their first
 * characters.
 */
final class SecretMask {

  private static final String HIDDEN = "•••";
  private static final int SHOWN = 6;

  private static final String SECRETS = "pwd|password|wallet_pwd|pay_password|client_secret";
  private static final String TOKENS =
      "access_token|refresh_token|pay_token|session_key|tmp_session|token";
  private static final String NAMES = "(" + SECRETS + "|" + TOKENS + ")";

  private static final Pattern JSON =
      Pattern.compile("(\"" + NAMES + "\"\\s*:\\s*\")([^\"]*)(?=\")");
  private static final Pattern FORM = Pattern.compile("((?:^|[?&])" + NAMES + "=)([^&\\s]*)");
  private static final Pattern MULTIPART =
      Pattern.compile("(name=\"" + NAMES + "\"\\r?\\n\\r?\\n)([^\\r\\n]*)");
  private static final Pattern SECRET_NAME = Pattern.compile(SECRETS);

  private SecretMask() {}

  static String header(String name, String value) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "authorization" ->
          value.startsWith("Bearer ") ? "Bearer " + start(value.substring(7)) : HIDDEN;
      case "at" -> start(value);
      case "cookie", "set-cookie" -> HIDDEN;
      default -> body(value);
    };
  }

  static String body(String text) {
    return masked(MULTIPART, masked(FORM, masked(JSON, text)));
  }

  private static String masked(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .replaceAll(
            found -> {
              boolean secret = SECRET_NAME.matcher(found.group(2)).matches();
              return Matcher.quoteReplacement(
                  found.group(1) + (secret ? HIDDEN : start(found.group(3))));
            });
  }

  private static String start(String token) {
    return token.length() > 2 * SHOWN ? token.substring(0, SHOWN) + "…" : token;
  }
}
