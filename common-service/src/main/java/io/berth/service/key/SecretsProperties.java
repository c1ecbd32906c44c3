package io.berth.service.key;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code berth.secrets}: bound when a {@link SecretBox} is asked for, so that a service without
 * secrets needs none of it.
 *
 * @param active id of the key that seals; every key of {@code keys} opens
 * @param keys by id, 32 bytes in Base64 each
 */
public record SecretsProperties(String active, Map<String, String> keys) {
  static final String PREFIX = "berth.secrets";

  /**
   * @throws IllegalArgumentException naming the property that is missing
   */
  public SecretsProperties(@Nullable String active, @Nullable Map<String, String> keys) {
    if (active == null || active.isBlank()) {
      throw new IllegalArgumentException(PREFIX + ".active is missing");
    }
    if (keys == null || keys.isEmpty()) {
      throw new IllegalArgumentException(PREFIX + ".keys." + active + " is missing");
    }
    this.active = active;
    this.keys = Map.copyOf(keys);
  }

  @Override
  public String toString() {
    return "SecretsProperties[active=" + active + ", keys=" + keys.keySet() + "]";
  }
}
