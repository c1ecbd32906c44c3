package io.berth.test.kafka;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Signs records as the services do, written from the decision record: what the services accept here
 * is what is documented.
 */
public final class TestRecordKeys {

  /** Id of the key that all services of a test have for every topic. */
  public static final String KEY_ID = "test";

  public static final byte[] KEY =
      "a-key-for-the-records-of-tests-only".getBytes(StandardCharsets.US_ASCII);

  /** Topics whose records carry their signature in headers, without {@code berth.}. */
  public static final List<String> TOPICS =
      List.of("orders", "deliveries", "identities", "revocations", "refusals");

  private TestRecordKeys() {}

  /** What a service needs to sign and verify with this key. */
  public static Map<String, Object> springProperties() {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (String topic : TOPICS) {
      properties.put("berth.events." + topic + ".active", KEY_ID);
      properties.put(
          "berth.events." + topic + ".keys." + KEY_ID, Base64.getEncoder().encodeToString(KEY));
    }
    return properties;
  }

  static boolean concerns(String topic) {
    return topic.startsWith("berth.") && TOPICS.contains(topic.substring("berth.".length()));
  }

  /** Adds the headers that make it genuine, or what they would be with another key. */
  public static ProducerRecord<String, String> signed(
      ProducerRecord<String, String> record, String keyId, byte[] key) {
    record.headers().add("berth-key", keyId.getBytes(StandardCharsets.US_ASCII));
    record
        .headers()
        .add("berth-signature", signature(key, record.topic(), record.key(), record.value()));
    return record;
  }

  static ProducerRecord<String, String> signed(ProducerRecord<String, String> record) {
    return signed(record, KEY_ID, KEY);
  }

  /** What somebody can send who reaches the broker, and may read it, but has no key. */
  public static List<ProducerRecord<String, String>> forgeries(
      String topic, String key, String value) {
    Headers otherTopic = signed(new ProducerRecord<>(topic + "s", key, value)).headers();
    Headers otherKey = signed(new ProducerRecord<>(topic, key + "0", value)).headers();
    Headers otherValue = signed(new ProducerRecord<>(topic, key, value + " ")).headers();
    return List.of(
        new ProducerRecord<>(topic, key, value),
        signed(new ProducerRecord<>(topic, key, value), KEY_ID, new byte[32]),
        signed(new ProducerRecord<>(topic, key, value), "stranger", KEY),
        new ProducerRecord<>(topic, null, key, value, otherTopic),
        new ProducerRecord<>(topic, null, key, value, otherKey),
        new ProducerRecord<>(topic, null, key, value, otherValue));
  }

  /** Whether a service has signed it with this key. */
  public static boolean isGenuine(ConsumerRecord<String, String> record) {
    Header keyId = record.headers().lastHeader("berth-key");
    Header signature = record.headers().lastHeader("berth-signature");
    return keyId != null
        && signature != null
        && KEY_ID.equals(new String(keyId.value(), StandardCharsets.US_ASCII))
        && MessageDigest.isEqual(
            signature(KEY, record.topic(), record.key(), record.value()), signature.value());
  }

  /** HMAC-SHA256 of the purpose, then topic, key and value, each after its length. */
  public static byte[] signature(
      byte[] signingKey, String topic, @Nullable String key, @Nullable String value) {
    try {
      ByteArrayOutputStream signed = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(signed);
      out.writeBytes("berth-record-1");
      write(out, topic);
      write(out, key);
      write(out, value);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(signingKey, "HmacSHA256"));
      return mac.doFinal(signed.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(DataOutputStream out, @Nullable String part) throws IOException {
    if (part == null) {
      out.writeInt(-1);
      return;
    }
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
