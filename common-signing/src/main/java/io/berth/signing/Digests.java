package io.berth.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The JDK's digests without its checked exceptions; copies of a prototype save the look-up. */
final class Digests {
  private static final String HMAC_SHA1 = "HmacSHA1";
  private static final Mac HMAC_SHA1_PROTOTYPE = macPrototype();
  private static final MessageDigest SHA1_PROTOTYPE = digestPrototype("SHA-1");
  private static final MessageDigest MD5_PROTOTYPE = digestPrototype("MD5");
  private static final HexFormat HEX = HexFormat.of();

  private Digests() {}

  static byte[] hmacSha1(String key, byte[] content) {
    try {
      Mac mac = (Mac) HMAC_SHA1_PROTOTYPE.clone();
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), HMAC_SHA1));
      return mac.doFinal(content);
    } catch (GeneralSecurityException | CloneNotSupportedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String sha1Hex(byte[] content) {
    return HEX.formatHex(copy(SHA1_PROTOTYPE).digest(content));
  }

  static String md5Hex(byte[]... parts) {
    MessageDigest digest = copy(MD5_PROTOTYPE);
    for (byte[] part : parts) {
      digest.update(part);
    }
    return HEX.formatHex(digest.digest());
  }

  private static MessageDigest copy(MessageDigest prototype) {
    try {
      return (MessageDigest) prototype.clone();
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static MessageDigest digestPrototype(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Mac macPrototype() {
    try {
      return Mac.getInstance(HMAC_SHA1);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
