package io.berth.service.kafka.signing;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Signs the records of one topic with the topic's active key. */
public final class RecordSigner {
  private final byte[] keyId;
  private final RecordMac mac;

  RecordSigner(String keyId, RecordMac mac) {
    this.keyId = keyId.getBytes(StandardCharsets.US_ASCII);
    this.mac = mac;
  }

  /** Adds the key's id and the signature to the record's headers. */
  public void sign(ProducerRecord<String, byte[]> record) {
    byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
    record
        .headers()
        .add(RecordMac.KEY_ID, keyId)
        .add(RecordMac.SIGNATURE, mac.of(record.topic(), key, record.value()));
  }
}
