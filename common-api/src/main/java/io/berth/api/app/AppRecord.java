package io.berth.api.app;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.berth.api.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An app as it travels on {@link Topics#APPS}: whole, versioned, its secrets encrypted. Services
 * decrypt it into a {@code io.berth.dialect.api.App}. Its JSON is flat.
 */
public record AppRecord(
    String appId,
    String dialect,
    @JsonUnwrapped AppProfile profile,
    @JsonUnwrapped AppAccounts accounts,
    @JsonUnwrapped AppLinks links,
    @JsonUnwrapped AppPolicy policy,
    @JsonUnwrapped Credentials credentials) {

  public AppRecord withPolicy(AppPolicy newPolicy) {
    return new AppRecord(appId, dialect, profile, accounts, links, newPolicy, credentials);
  }

  public AppRecord withCredentials(Credentials newCredentials) {
    return new AppRecord(appId, dialect, profile, accounts, links, policy, newCredentials);
  }

  /**
   * Keys, settings and secrets with which an app speaks its dialect.
   *
   * @param settings the dialect's own settings that are not secret
   * @param secrets the dialect's own secrets
   */
  public record Credentials(
      List<Key> keys, Map<String, JsonNode> settings, Map<String, SealedSecret> secrets) {}

  /**
   * An access key.
   *
   * @param sealedSecret encrypted, with {@code appId/key/accessKey} as additional data
   * @param ips addresses or CIDR ranges; empty means not checked
   */
  public record Key(String accessKey, String sealedSecret, boolean enabled, List<String> ips) {}

  /**
   * An encrypted secret.
   *
   * @param sealed encrypted, with {@code appId/secret/name} as additional data
   * @param sealedPrevious the one before, while the grace period lasts
   * @param previousUntil end of the grace period
   */
  public record SealedSecret(
      String sealed, @Nullable String sealedPrevious, @Nullable Instant previousUntil) {}
}
