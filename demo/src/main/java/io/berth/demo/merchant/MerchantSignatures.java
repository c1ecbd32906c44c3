package io.berth.demo.merchant;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests and checks responses as a merchant would from the protocol's text. The suite's own
 * signing is not used, so that a mistake in it is found.
 */
public final class MerchantSignatures {

  private MerchantSignatures() {}

  /**
   * {@code protocols/dragonex.md}, Server-to-server requests; no further headers signed.
   *
   * @param text method, hash, content type, date and path, one per line
   */
  public static String sign(String secretKey, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secretKey.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code protocols/dragonex.md}, Answers. */
  public static String responseSignature(byte[] body, String seconds, String key) {
    MessageDigest md5 = digest("MD5");
    md5.update(body);
    md5.update(seconds.getBytes(StandardCharsets.UTF_8));
    md5.update(key.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(md5.digest()).substring(0, 8);
  }

  /** Joins sorted parameters as {@code name=value}, as both md5 rules need them. */
  public static String joined(Map<String, String> sorted, String separator) {
    return sorted.entrySet().stream()
        .map(parameter -> parameter.getKey() + '=' + parameter.getValue())
        .collect(Collectors.joining(separator));
  }

  /** {@code protocols/wancms.md} and {@code protocols/egret.md}, Signature. */
  public static String md5(String text) {
    return HexFormat.of().formatHex(digest("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** {@code protocols/fomo.md}: {@code sha1(client_secret + timestamp)}. */
  public static String timestampSign(String clientSecret, String timestamp) {
    return sha1((clientSecret + timestamp).getBytes(StandardCharsets.UTF_8));
  }

  static String sha1(byte[] body) {
    return HexFormat.of().formatHex(digest("SHA-1").digest(body));
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
