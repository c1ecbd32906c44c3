package io.berth.service.kafka.signing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * HMAC-SHA256 over a record's topic, key and value, each with its length, so that a genuine record
 * is worth nothing on another topic or under another key. What orders the records of a key (version
 * or time) stands in the value.
 */
final class RecordMac {
  /** Header that names the key. */
  static final String KEY_ID = "berth-key";

  /** Header with the 32 bytes of the signature. */
  static final String SIGNATURE = "berth-signature";

  private static final byte[] PURPOSE = "berth-record-1".getBytes(StandardCharsets.US_ASCII);
  private static final String ALGORITHM = "HmacSHA256";
  private static final int ABSENT = -1;

  // Cloned for each record: looking the algorithm up takes longer than computing it.
  private final Mac keyed;

  RecordMac(byte[] key) {
    try {
      keyed = Mac.getInstance(ALGORITHM);
      keyed.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC does not work here", e);
    }
  }

  byte[] of(String topic, byte @Nullable [] key, byte @Nullable [] value) {
    try {
      Mac mac = (Mac) keyed.clone();
      mac.update(PURPOSE);
      update(mac, topic.getBytes(StandardCharsets.UTF_8));
      update(mac, key);
      update(mac, value);
      return mac.doFinal();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("HMAC does not work here", e);
    }
  }

  private static void update(Mac mac, byte @Nullable [] part) {
    mac.update(
        ByteBuffer.allocate(Integer.BYTES).putInt(part == null ? ABSENT : part.length).flip());
    if (part != null) {
      mac.update(part);
    }
  }
}
