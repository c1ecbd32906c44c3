package io.berth.service.kafka.signing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Verifies the records of one topic with every key that the topic has now. */
public final class RecordVerifier {
  private final @Nullable Supplier<Map<String, RecordMac>> keys;

  RecordVerifier(@Nullable Supplier<Map<String, RecordMac>> keys) {
    this.keys = keys;
  }

  /** For a topic whose values carry a signature of their own, which its handler verifies. */
  public static RecordVerifier leftToTheHandler() {
    return new RecordVerifier(null);
  }

  /** Verifies a record whose key is text. */
  public RecordVerdict verify(ConsumerRecord<String, byte[]> record) {
    String key = record.key();
    return verify(
        record.topic(),
        key == null ? null : key.getBytes(StandardCharsets.UTF_8),
        record.value(),
        record.headers());
  }

  /** Verifies a record by its parts. */
  public RecordVerdict verify(
      String topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    if (keys == null) {
      return RecordVerdict.GENUINE;
    }
    byte[] keyId = value(headers, RecordMac.KEY_ID);
    byte[] signature = value(headers, RecordMac.SIGNATURE);
    if (keyId == null || signature == null) {
      return RecordVerdict.UNSIGNED;
    }
    RecordMac mac = keys.get().get(new String(keyId, StandardCharsets.US_ASCII));
    if (mac == null) {
      return RecordVerdict.UNKNOWN_KEY;
    }
    return MessageDigest.isEqual(mac.of(topic, key, value), signature)
        ? RecordVerdict.GENUINE
        : RecordVerdict.WRONG_SIGNATURE;
  }

  public static boolean isSigned(Headers headers) {
    return headers.lastHeader(RecordMac.SIGNATURE) != null;
  }

  private static byte @Nullable [] value(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null ? null : header.value();
  }
}
