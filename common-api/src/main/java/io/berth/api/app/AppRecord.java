package io.berth.api.app;

import io.berth.api.Topics;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An app as it travels on {@link Topics#APPS}: whole, versioned, secrets sealed with the app id and
 * the secret's name as additional data. Services open it into a {@code io.berth.dialect.api.App}.
 *
 * @param version ascends per app; older ones are ignored
 * @param enabled false is the first step of a removal
 * @param name by language tag
 * @param requiredScopes that players cannot untick; records from before there were any have none
 * @param adminUid of the account that holds the app's money; its own and nobody else's
 * @param cutRate commission on user-to-app orders, 0 to 1
 * @param dailyPayoutLimit by coin code; a coin without an entry has none
 * @param settings the dialect's own settings that are not secret
 * @param secrets the dialect's own secrets
 */
public record AppRecord(
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
    @Nullable Set<Integer> requiredScopes,
    Set<String> coins,
    BigDecimal cutRate,
    Map<String, BigDecimal> dailyPayoutLimit,
    boolean returnsUncapped,
    boolean requireContentSha1,
    List<Key> keys,
    Map<String, JsonNode> settings,
    Map<String, SealedSecret> secrets) {

  public AppRecord {
    requiredScopes = Objects.requireNonNullElse(requiredScopes, Set.of());
  }

  @Override
  public Set<Integer> requiredScopes() {
    return Objects.requireNonNull(requiredScopes);
  }

  /**
   * @param sealedSecret opened with {@code appId/key/accessKey} as additional data
   * @param ips addresses or CIDR ranges; empty means not checked
   */
  public record Key(String accessKey, String sealedSecret, boolean enabled, List<String> ips) {}

  /**
   * @param sealed opened with {@code appId/secret/name} as additional data
   * @param sealedPrevious the one before, while the grace period lasts
   * @param previousUntil end of the grace period
   */
  public record SealedSecret(
      String sealed, @Nullable String sealedPrevious, @Nullable Instant previousUntil) {}
}
