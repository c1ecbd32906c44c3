package io.berth.service.kafka.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A topic that this service creates. Declare one bean for each; {@link OwnedTopics} does the rest.
 *
 * @param settings of the topic, as Kafka names them; verified at every start
 */
public record OwnedTopic(String name, int partitions, Map<String, String> settings) {

  private static final Duration SEGMENT = Duration.ofDays(7);
  private static final Duration COMPACTED_WITHIN = Duration.ofDays(30);

  /** Keeps the last value per key for good; a removed key's tombstone for a day. */
  public static OwnedTopic compacted(String name, int partitions) {
    return new OwnedTopic(
        name,
        partitions,
        Map.of("cleanup.policy", "compact", "delete.retention.ms", millis(Duration.ofDays(1))));
  }

  /** Keeps everything for so long. */
  public static OwnedTopic retained(String name, int partitions, Duration retention) {
    return new OwnedTopic(
        name, partitions, Map.of("cleanup.policy", "delete", "retention.ms", millis(retention)));
  }

  public OwnedTopic {
    settings = Map.copyOf(settings);
  }

  /** The same with one more setting. */
  public OwnedTopic with(String setting, String value) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(setting, value);
    return new OwnedTopic(name, partitions, more);
  }

  /**
   * How long a record may be in the topic that is out of date or replaced by a newer one of its
   * key. Kafka deletes a whole segment at a time, and begins one each week.
   */
  public Duration longestKept() {
    String retention = settings.get("retention.ms");
    return retention == null
        ? COMPACTED_WITHIN
        : Duration.ofMillis(Long.parseLong(retention)).plus(SEGMENT);
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
