package io.berth.service.kafka.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.test.kafka.TestRecordKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordKeysTests {
  private static final String ORDERS = "berth.orders";
  private static final String OLD = key(1);
  private static final String NEW = key(2);

  private static String key(int seed) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) seed);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static RecordKeys keys(@Nullable String active, Map<String, String> keys) {
    return new RecordKeys(Map.of("orders", new TopicKeys(active, keys)));
  }

  private static Headers signed(RecordKeys keys, String topic, String key, @Nullable String value) {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, bytes(value));
    keys.signer(ORDERS).sign(record);
    return record.headers();
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private static RecordVerdict verdict(
      RecordKeys keys,
      String topic,
      @Nullable String key,
      @Nullable String value,
      Headers headers) {
    return keys.verifier(ORDERS).verify(topic, bytes(key), bytes(value), headers);
  }

  @Test
  void signsAsTheDecisionRecordSays() {
    Headers headers = signed(keys("k1", Map.of("k1", OLD)), ORDERS, "7", "{\"ä\":1}");
    assertThat(headers.lastHeader("berth-key").value()).asString().isEqualTo("k1");
    assertThat(headers.lastHeader("berth-signature").value())
        .isEqualTo(
            TestRecordKeys.signature(Base64.getDecoder().decode(OLD), ORDERS, "7", "{\"ä\":1}"));
  }

  @Test
  void aSignatureIsGoodForItsOwnTopicKeyAndValueOnly() {
    RecordKeys keys = keys("k1", Map.of("k1", OLD));
    Headers headers = signed(keys, ORDERS, "7", "value");
    assertThat(verdict(keys, ORDERS, "7", "value", headers)).isEqualTo(RecordVerdict.GENUINE);
    assertThat(verdict(keys, "berth.deliveries", "7", "value", headers))
        .isEqualTo(RecordVerdict.WRONG_SIGNATURE);
    assertThat(verdict(keys, ORDERS, "8", "value", headers))
        .isEqualTo(RecordVerdict.WRONG_SIGNATURE);
    assertThat(verdict(keys, ORDERS, null, "value", headers))
        .isEqualTo(RecordVerdict.WRONG_SIGNATURE);
    assertThat(verdict(keys, ORDERS, "7", "valuf", headers))
        .isEqualTo(RecordVerdict.WRONG_SIGNATURE);
    assertThat(verdict(keys, ORDERS, "7", null, headers)).isEqualTo(RecordVerdict.WRONG_SIGNATURE);
    // The border between key and value is signed as well.
    assertThat(verdict(keys, ORDERS, "7v", "alue", headers))
        .isEqualTo(RecordVerdict.WRONG_SIGNATURE);
  }

  @Test
  void anEmptyValueIsNoTombstone() {
    RecordKeys keys = keys("k1", Map.of("k1", OLD));
    assertThat(verdict(keys, ORDERS, "7", null, signed(keys, ORDERS, "7", null)))
        .isEqualTo(RecordVerdict.GENUINE);
    assertThat(verdict(keys, ORDERS, "7", "", signed(keys, ORDERS, "7", null)))
        .isEqualTo(RecordVerdict.WRONG_SIGNATURE);
  }

  @Test
  void tellsUnsignedRecordsAndUnknownKeysFromForgedOnes() {
    RecordKeys keys = keys("k1", Map.of("k1", OLD));
    Headers stranger = signed(keys("k9", Map.of("k9", OLD)), ORDERS, "7", "value");
    Headers forged = signed(keys("k1", Map.of("k1", NEW)), ORDERS, "7", "value");
    Headers halved = new RecordHeaders().add("berth-key", bytes("k1"));
    Headers empty =
        new RecordHeaders().add("berth-key", bytes("k1")).add("berth-signature", new byte[0]);
    Headers absent = new RecordHeaders().add("berth-key", null).add("berth-signature", null);
    assertThat(verdict(keys, ORDERS, "7", "value", new RecordHeaders()))
        .isEqualTo(RecordVerdict.UNSIGNED);
    assertThat(verdict(keys, ORDERS, "7", "value", halved)).isEqualTo(RecordVerdict.UNSIGNED);
    assertThat(verdict(keys, ORDERS, "7", "value", absent)).isEqualTo(RecordVerdict.UNSIGNED);
    assertThat(verdict(keys, ORDERS, "7", "value", stranger)).isEqualTo(RecordVerdict.UNKNOWN_KEY);
    assertThat(verdict(keys, ORDERS, "7", "value", forged))
        .isEqualTo(RecordVerdict.WRONG_SIGNATURE);
    assertThat(verdict(keys, ORDERS, "7", "value", empty)).isEqualTo(RecordVerdict.WRONG_SIGNATURE);
  }

  @Test
  void aKeyIsRotatedWithOverlap() {
    RecordKeys before = keys("k1", Map.of("k1", OLD));
    RecordKeys both = keys("k2", Map.of("k1", OLD, "k2", NEW));
    RecordKeys after = keys("k2", Map.of("k2", NEW));
    Headers early = signed(before, ORDERS, "7", "value");
    Headers late = signed(both, ORDERS, "7", "value");
    assertThat(late.lastHeader("berth-key").value()).asString().isEqualTo("k2");
    assertThat(verdict(both, ORDERS, "7", "value", early)).isEqualTo(RecordVerdict.GENUINE);
    assertThat(verdict(both, ORDERS, "7", "value", late)).isEqualTo(RecordVerdict.GENUINE);
    assertThat(verdict(after, ORDERS, "7", "value", late)).isEqualTo(RecordVerdict.GENUINE);
    assertThat(verdict(after, ORDERS, "7", "value", early)).isEqualTo(RecordVerdict.UNKNOWN_KEY);
    assertThat(verdict(before, ORDERS, "7", "value", late)).isEqualTo(RecordVerdict.UNKNOWN_KEY);
  }

  @Test
  void namesThePropertyThatIsMissingOrWrongAndNeverItsValue() {
    RecordKeys none = new RecordKeys(Map.of());
    assertThatThrownBy(() -> none.signer(ORDERS))
        .hasMessage("berth.events.orders.active is missing");
    assertThatThrownBy(() -> none.verifier(ORDERS))
        .hasMessage("berth.events.orders.keys is missing");
    assertThatThrownBy(() -> keys("k2", Map.of("k1", OLD)).signer(ORDERS))
        .hasMessage("berth.events.orders.keys.k2 is missing");
    assertThatThrownBy(() -> keys("k1", Map.of("k1", "c2hvcnQ=")).verifier(ORDERS))
        .hasMessageContaining("berth.events.orders.keys.k1")
        .hasMessageNotContaining("c2hvcnQ=");
    assertThat(new TopicKeys("k1", Map.of("k1", OLD)).toString()).doesNotContain(OLD);
  }

  @Test
  void countsEveryRejectedRecordOfAFlood() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    RejectedRecords rejected = new RejectedRecords(meters, ORDERS);
    assertThat(meters.get("berth.topic.rejected").tag("reason", "unsigned").counter().count())
        .isZero();
    for (int i = 0; i < 10_000; i++) {
      rejected.reject(0, i, RecordVerdict.UNSIGNED.reason());
    }
    assertThat(
            meters
                .get("berth.topic.rejected")
                .tag("topic", ORDERS)
                .tag("reason", "unsigned")
                .counter()
                .count())
        .isEqualTo(10_000);
  }
}
