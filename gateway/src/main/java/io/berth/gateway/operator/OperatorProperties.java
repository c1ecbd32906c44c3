package io.berth.gateway.operator;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Tokens of the platform's operator.
 *
 * @param operatorToken Bearer token of whoever runs the platform, 32 to 512 characters without
 *     comma; two with a comma between while it is changed. Without it {@code /operator/commands}
 *     does not exist.
 * @param ownerToken Bearer token of the owner of the machine that everything runs on, 32 to 512
 *     characters; commands that carry it wait for no second operator. Only {@code ./berth up} sets
 *     it, for its bootstrap files.
 */
@Validated
@ConfigurationProperties("berth.gateway")
record OperatorProperties(
    @Nullable @Size(max = 2) List<@Size(min = 32, max = 512) String> operatorToken,
    @Nullable @Size(min = 32, max = 512) String ownerToken) {

  /** Shows no token. */
  @Override
  public String toString() {
    return "OperatorProperties[operatorToken=%s, ownerToken=%s]"
        .formatted(operatorToken != null, ownerToken != null);
  }
}
