package io.berth.standalone.bootstrap;

import io.berth.dialect.http.HttpUrl;
import java.net.InetAddress;
import java.util.regex.Pattern;

/** Rules for single values. */
final class ValueRules {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,63}");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");
  private static final Pattern COIN = Pattern.compile("[a-z0-9]{1,20}");
  private static final Pattern MAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s.]+(\\.[^@\\s.]+)*");
  private static final Pattern OPEN_ID = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");
  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
  private static final Pattern CREDENTIAL = Pattern.compile("[\\x21-\\x7e]{1,128}");

  private ValueRules() {}

  static boolean companyId(String text) {
    return NAME.matcher(text).matches();
  }

  static boolean digits(String text) {
    return DIGITS.matcher(text).matches();
  }

  static boolean coin(String text) {
    return COIN.matcher(text).matches();
  }

  static boolean mail(String text) {
    return text.length() <= 254 && MAIL.matcher(text).matches();
  }

  static boolean openId(String text) {
    return OPEN_ID.matcher(text).matches();
  }

  static boolean language(String text) {
    return LANGUAGE.matcher(text).matches();
  }

  /** Of day. */
  static boolean time(String text) {
    return TIME.matcher(text).matches();
  }

  /** Access and secret keys, as they stand in headers. */
  static boolean credential(String text) {
    return CREDENTIAL.matcher(text).matches() && !text.contains(":");
  }

  static boolean present(String text) {
    return !text.isBlank() && text.length() <= 200;
  }

  static boolean url(String text) {
    HttpUrl url = HttpUrl.parse(text);
    return url != null && url.fragment() == null;
  }

  /** A URL that the platform calls itself. */
  static boolean calledUrl(String text) {
    HttpUrl url = HttpUrl.parse(text);
    return url != null && url.fragment() == null && url.hasCallablePort();
  }

  static boolean addressRange(String text) {
    int slash = text.indexOf('/');
    try {
      InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
      if (slash < 0) {
        return true;
      }
      int bits = Integer.parseInt(text.substring(slash + 1));
      return bits >= 0 && bits <= address.getAddress().length * 8;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
