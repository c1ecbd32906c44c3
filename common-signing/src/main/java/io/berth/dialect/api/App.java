package io.berth.dialect.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.berth.api.Realm;
import io.berth.api.app.AppAccounts;
import io.berth.api.app.AppLinks;
import io.berth.api.app.AppPolicy;
import io.berth.api.app.AppProfile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An app with its secrets decrypted, for as long as a service needs them in memory. */
public record App(
    String appId,
    String dialect,
    @JsonUnwrapped AppProfile profile,
    @JsonUnwrapped AppAccounts accounts,
    @JsonUnwrapped AppLinks links,
    @JsonUnwrapped AppPolicy policy,
    @JsonUnwrapped Credentials credentials) {

  /** The same with keys that are bound to no address. */
  public App unbound() {
    List<AccessKey> unbound =
        credentials.keys.stream()
            .map(key -> new AccessKey(key.accessKey, key.secretKey, key.enabled, List.of()))
            .toList();
    return with(unbound, credentials.secrets);
  }

  /** The same with other keys and secrets, for trying which of them a request was signed with. */
  public App with(List<AccessKey> otherKeys, Map<String, RotatingSecret> otherSecrets) {
    return withCredentials(new Credentials(otherKeys, credentials.settings, otherSecrets));
  }

  public App withCredentials(Credentials other) {
    return new App(appId, dialect, profile, accounts, links, policy, other);
  }

  public App withPolicy(AppPolicy other) {
    return new App(appId, dialect, profile, accounts, links, other, credentials);
  }

  /** The id that the protocols carry: an app and its test have the same. */
  public String publicId() {
    return Realm.publicId(appId);
  }

  public @Nullable AccessKey key(String accessKey) {
    for (AccessKey key : credentials.keys) {
      if (key.accessKey().equals(accessKey)) {
        return key;
      }
    }
    return null;
  }

  /**
   * Keys, settings and secrets with which an app speaks its dialect.
   *
   * @param settings the dialect's own settings that are not secret
   * @param secrets the dialect's own secrets
   */
  public record Credentials(
      List<AccessKey> keys, Map<String, JsonNode> settings, Map<String, RotatingSecret> secrets) {}

  /**
   * An access key and its secret.
   *
   * @param ips addresses or CIDR ranges; empty means not checked
   */
  public record AccessKey(String accessKey, Secret secretKey, boolean enabled, List<String> ips) {}

  /**
   * A secret that can be replaced without a gap.
   *
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
