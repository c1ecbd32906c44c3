package io.berth.service.kafka.signing;

import io.berth.service.key.KeyMaterial;
import io.berth.service.keyset.HeldKeys;
import io.berth.service.keyset.KeyKind;
import io.berth.service.keyset.Live;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The keys that sign and verify records, from {@code berth.events.<topic>}, where the topic's name
 * leaves out {@code berth.}: what may write to Kafka must not be able to make another service act.
 * To change a key, its consumers get the new one beside the old one first, then the writer.
 */
public final class RecordKeys {
  public static final String PREFIX = "berth.events";

  private static final String TOPIC_PREFIX = "berth.";
  private static final int LEAST_BYTES = 32;
  private static final Pattern KEY_ID = Pattern.compile("[0-9A-Za-z_-]{1,32}");

  private final Live<Map<String, TopicKeys>> topics;

  /**
   * @param topics by the name of each without {@code berth.}
   */
  public RecordKeys(Map<String, TopicKeys> topics) {
    this(Live.of(topics));
  }

  /** Follows the settings. */
  public RecordKeys(Live<Map<String, TopicKeys>> topics) {
    this.topics = topics.map(Map::copyOf);
  }

  /** Ids of the keys of each topic. */
  public List<HeldKeys> heldKeys() {
    return topics.get().entrySet().stream()
        .map(
            topic ->
                HeldKeys.of(
                    KeyKind.EVENTS,
                    topic.getKey(),
                    topic.getValue().active(),
                    topic.getValue().keys().keySet()))
        .toList();
  }

  /**
   * Signs what this service writes.
   *
   * @throws IllegalStateException naming the property that is missing
   * @throws IllegalArgumentException naming the property that is wrong
   */
  public RecordSigner signer(String topic) {
    return new RecordSigner(topics.map(all -> signing(topic, configured(all, topic))));
  }

  private static RecordSigner.Key signing(String topic, TopicKeys configured) {
    String property = property(topic);
    String active = configured.active();
    if (active == null || active.isBlank()) {
      throw new IllegalStateException(property + ".active is missing");
    }
    RecordMac key = macs(topic, configured).get(active);
    if (key == null) {
      throw new IllegalStateException(property + ".keys." + active + " is missing");
    }
    return RecordSigner.Key.of(active, key);
  }

  /**
   * Verifies what this service reads.
   *
   * @throws IllegalStateException naming the property that is missing
   * @throws IllegalArgumentException naming the property that is wrong
   */
  public RecordVerifier verifier(String topic) {
    return new RecordVerifier(topics.map(all -> verifying(topic, configured(all, topic))));
  }

  private static Map<String, RecordMac> verifying(String topic, TopicKeys configured) {
    Map<String, RecordMac> macs = macs(topic, configured);
    if (macs.isEmpty()) {
      throw new IllegalStateException(property(topic) + ".keys is missing");
    }
    return Map.copyOf(macs);
  }

  private static TopicKeys configured(Map<String, TopicKeys> topics, String topic) {
    return topics.getOrDefault(scope(topic), new TopicKeys(null, Map.of()));
  }

  private static Map<String, RecordMac> macs(String topic, TopicKeys configured) {
    Map<String, RecordMac> macs = new HashMap<>();
    configured
        .keys()
        .forEach(
            (id, base64) -> {
              String property = property(topic) + ".keys." + id;
              if (!KEY_ID.matcher(id).matches()) {
                throw new IllegalArgumentException(property + " is not a usable key id");
              }
              macs.put(id, new RecordMac(KeyMaterial.atLeast(LEAST_BYTES, property, base64)));
            });
    return macs;
  }

  private static String property(String topic) {
    return PREFIX + '.' + scope(topic);
  }

  /** Name of a topic in the settings. */
  public static String scope(String topic) {
    return topic.startsWith(TOPIC_PREFIX) ? topic.substring(TOPIC_PREFIX.length()) : topic;
  }
}
