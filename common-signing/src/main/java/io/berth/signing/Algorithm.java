package io.berth.signing;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Algorithms that protocols sign with, and those used by mistake. */
public enum Algorithm {
  HMAC_SHA1("HmacSHA1", true),
  HMAC_SHA256("HmacSHA256", true),
  HMAC_MD5("HmacMD5", true),
  SHA1("SHA-1", false),
  SHA256("SHA-256", false),
  MD5("MD5", false);

  private final String name;
  private final boolean keyed;

  Algorithm(String name, boolean keyed) {
    this.name = name;
    this.keyed = keyed;
  }

  /** Usual name. */
  public String ownName() {
    return keyed ? name.replace("Hmac", "HMAC-") : name;
  }

  /** Whether the key is beside the text, not in it. */
  public boolean isKeyed() {
    return keyed;
  }

  /** An HMAC under the key; a digest has no key, and the text holds the secret. */
  public byte[] of(String key, byte[] text) {
    try {
      if (!keyed) {
        return MessageDigest.getInstance(name).digest(text);
      }
      Mac mac = Mac.getInstance(name);
      mac.init(new SecretKeySpec(Octets.of(key.isEmpty() ? "\0" : key), name));
      return mac.doFinal(text);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Text that came over the wire has one character per byte. */
  public byte[] of(String key, String text) {
    return of(key, Octets.of(text));
  }
}
