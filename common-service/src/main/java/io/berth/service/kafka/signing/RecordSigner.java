package io.berth.service.kafka.signing;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Signs the records of one topic with the topic's active key. */
public final class RecordSigner {
  private final Supplier<Key> active;

  /** A key with its id as records carry it. */
  record Key(byte[] id, RecordMac mac) {

    static Key of(String id, RecordMac mac) {
      return new Key(id.getBytes(StandardCharsets.US_ASCII), mac);
    }
  }

  RecordSigner(Supplier<Key> active) {
    this.active = active;
  }

  /** Adds the key's id and the signature to the record's headers. */
  public void sign(ProducerRecord<String, byte[]> record) {
    Key signing = active.get();
    byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
    record
        .headers()
        .add(RecordMac.KEY_ID, signing.id())
        .add(RecordMac.SIGNATURE, signing.mac().of(record.topic(), key, record.value()));
  }
}
