package io.berth.service.caller;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.validation.annotation.Validated;

/**
 * Names in {@code sends} and {@code accepts} may leave their dashes out, as environment variables
 * must.
 *
 * @param name Name of this service, the issuer of what it sends and the audience of what it
 *     accepts; each service sets its own.
 * @param sends Keys of caller tokens that this service issues, by the service that they are for,
 *     each at least 32 bytes in Base64; the same as the other's in {@code accepts}.
 * @param accepts Keys of caller tokens that this service accepts, by the service that issues them,
 *     each at least 32 bytes in Base64; two, with a comma between, while a key is changed.
 * @param trustedIssuers Services that may speak for merchants, users and operators; all others
 *     speak for themselves alone.
 * @param permits Permissions that another service's own calls may carry, by the service's name.
 * @param openPaths Paths that need no caller token.
 * @param edge Whether this service takes requests from outside and requires no caller tokens; true
 *     for the gateway alone.
 */
@Validated
@ConfigurationProperties("berth.vouch")
public record CallerTokenProperties(
    @NotBlank String name,
    @DefaultValue Map<String, @NotBlank String> sends,
    @DefaultValue Map<String, @NotEmpty List<@NotBlank String>> accepts,
    @Name("relayers") @DefaultValue("gateway") Set<String> trustedIssuers,
    @DefaultValue Map<String, Set<String>> permits,
    @DefaultValue({"/.well-known/jwks.json", "/.well-known/app-directory.json"})
        List<String> openPaths,
    @DefaultValue("false") boolean edge) {

  public CallerTokenProperties {
    sends = canonical(sends);
    accepts = canonical(accepts);
    permits = canonical(permits);
    trustedIssuers =
        trustedIssuers.stream()
            .map(CallerTokenProperties::canonical)
            .collect(Collectors.toUnmodifiableSet());
  }

  static String canonical(String service) {
    return service.replace("-", "");
  }

  private static <T> Map<String, T> canonical(Map<String, T> byService) {
    Map<String, T> canonical = new HashMap<>();
    byService.forEach(
        (service, value) -> {
          if (canonical.put(canonical(service), value) != null) {
            throw new IllegalArgumentException(
                "berth.vouch names " + service + " twice, with and without its dash");
          }
        });
    return Map.copyOf(canonical);
  }

  @Override
  public String toString() {
    return "CallerTokenProperties[name=%s, sends=%s, accepts=%s, openPaths=%s, edge=%s]"
        .formatted(name, sends.keySet(), accepts.keySet(), openPaths, edge);
  }
}
