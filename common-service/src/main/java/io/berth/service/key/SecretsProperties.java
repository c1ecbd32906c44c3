package io.berth.service.key;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code berth.secrets}: bound when a {@link SecretBox} is asked for, so that a service without
 * secrets needs none of it.
 *
 * @param active Id of the key that encrypts; required where secrets are stored.
 * @param keys AES-256 keys by id, each 32 bytes in Base64; the active one encrypts, all of them
 *     decrypt.
 */
@ConfigurationProperties(SecretsProperties.PREFIX)
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
