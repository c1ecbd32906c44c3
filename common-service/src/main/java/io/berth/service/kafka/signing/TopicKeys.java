package io.berth.service.kafka.signing;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys of one topic's records, as configured.
 *
 * @param active Id of the key that signs a topic's records; required of services that write the
 *     topic.
 * @param keys Keys of a topic's records by id, each at least 32 bytes in Base64; all of them
 *     verify.
 */
public record TopicKeys(@Nullable String active, @DefaultValue Map<String, String> keys) {

  public TopicKeys {
    keys = Map.copyOf(keys);
  }

  @Override
  public String toString() {
    return "TopicKeys[active=" + active + ", keys=" + keys.keySet() + "]";
  }
}
