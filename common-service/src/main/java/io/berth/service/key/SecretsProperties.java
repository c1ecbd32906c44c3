package io.berth.service.key;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param active id of the key that seals; every key of {@code keys} opens
 * @param keys by id, 32 bytes in Base64 each
 */
@Validated
@ConfigurationProperties("berth.secrets")
public record SecretsProperties(
    @NotBlank String active, @NotEmpty Map<String, @NotBlank String> keys) {
  @Override
  public String toString() {
    return "SecretsProperties[active=" + active + ", keys=" + keys.keySet() + "]";
  }
}
