package io.berth.dialect.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An app with its secrets opened, for as long as a service needs them in memory. Fields as in
 * {@link io.berth.api.app.AppRecord}.
 */
public record App(
    String appId,
    long version,
    boolean enabled,
    String companyId,
    boolean companyEnabled,
    Map<String, String> companyName,
    String dialect,
    Map<String, String> name,
    long adminUid,
    @Nullable Long profitUid,
    List<String> redirectUrls,
    @Nullable String entry,
    @Nullable String callbackUrl,
    Set<Integer> scopes,
    Set<String> coins,
    BigDecimal cutRate,
    Map<String, BigDecimal> dailyPayoutLimit,
    boolean returnsUncapped,
    boolean requireContentSha1,
    List<AccessKey> keys,
    Map<String, JsonNode> settings,
    Map<String, RotatingSecret> secrets) {

  /** The same with keys that are bound to no address. */
  public App unbound() {
    List<AccessKey> unbound =
        keys.stream()
            .map(key -> new AccessKey(key.accessKey, key.secretKey, key.enabled, List.of()))
            .toList();
    return with(unbound, secrets);
  }

  /** The same with other keys and secrets, for trying which of them a request was signed with. */
  public App with(List<AccessKey> otherKeys, Map<String, RotatingSecret> otherSecrets) {
    return new App(
        appId,
        version,
        enabled,
        companyId,
        companyEnabled,
        companyName,
        dialect,
        name,
        adminUid,
        profitUid,
        redirectUrls,
        entry,
        callbackUrl,
        scopes,
        coins,
        cutRate,
        dailyPayoutLimit,
        returnsUncapped,
        requireContentSha1,
        otherKeys,
        settings,
        otherSecrets);
  }

  public @Nullable AccessKey key(String accessKey) {
    for (AccessKey key : keys) {
      if (key.accessKey().equals(accessKey)) {
        return key;
      }
    }
    return null;
  }

  /**
   * @param ips addresses or CIDR ranges; empty means not checked
   */
  public record AccessKey(String accessKey, Secret secretKey, boolean enabled, List<String> ips) {}

  /**
   * @param previous still honoured, or still used beside the current one, until {@code
   *     previousUntil}
   */
  public record RotatingSecret(
      Secret current, @Nullable Secret previous, @Nullable Instant previousUntil) {

    /** The previous secret while its grace period lasts. */
    public @Nullable Secret previousAt(Instant now) {
      return previousUntil != null && now.isBefore(previousUntil) ? previous : null;
    }
  }
}
