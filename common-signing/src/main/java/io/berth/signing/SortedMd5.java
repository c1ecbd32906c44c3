package io.berth.signing;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * MD5 over parameters sorted by name, values raw, with a key. The variants differ in the separator
 * and in the place of the key.
 */
public enum SortedMd5 {
  /** {@code a=1&secret_key=KEY&z=2}: the key is sorted in ({@code protocols/wancms.md}, pay). */
  KEY_SORTED_IN {
    @Override
    String stringToSign(TreeMap<String, String> parameters, String key) {
      parameters.put("secret_key", key);
      return join(parameters, "&");
    }
  },

  /** {@code a=1&z=2&key=KEY}: the key comes last ({@code protocols/wancms.md}, login). */
  KEY_LAST {
    @Override
    String stringToSign(TreeMap<String, String> parameters, String key) {
      return join(parameters, "&") + "&key=" + key;
    }
  },

  /** {@code a=1z=2KEY}: nothing between, the key appended ({@code protocols/egret.md}). */
  KEY_APPENDED {
    @Override
    String stringToSign(TreeMap<String, String> parameters, String key) {
      return join(parameters, "") + key;
    }
  };

  /**
   * Lower-case hex.
   *
   * @param parameters those that are covered; never the signature itself. One that is called {@code
   *     secret_key} gives way to a key that is sorted in
   */
  public String sign(Map<String, String> parameters, String key) {
    String text = stringToSign(new TreeMap<>(parameters), key);
    return Digests.md5Hex(text.getBytes(StandardCharsets.UTF_8));
  }

  public boolean matches(Map<String, String> parameters, String key, String presented) {
    return ConstantTime.equalHex(sign(parameters, key), presented);
  }

  /** The string that was signed, with the key replaced. */
  public String redactedStringToSign(Map<String, String> parameters) {
    return stringToSign(new TreeMap<>(parameters), Redaction.MARK);
  }

  /**
   * @param parameters a copy that may be changed
   */
  abstract String stringToSign(TreeMap<String, String> parameters, String key);

  private static String join(TreeMap<String, String> parameters, String separator) {
    StringBuilder text = new StringBuilder(128);
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      if (!text.isEmpty()) {
        text.append(separator);
      }
      text.append(parameter.getKey()).append('=').append(parameter.getValue());
    }
    return text.toString();
  }
}
