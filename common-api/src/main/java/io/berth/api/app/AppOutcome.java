package io.berth.api.app;

import io.berth.api.Outcome;
import io.berth.api.Permission;
import io.berth.api.company.CompanyOutcome.AppLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Answers to {@link AppCommand}s. */
public sealed interface AppOutcome extends Outcome.ForConsole {

  /**
   * @param companyName by language tag
   * @param permissions that the caller has with regard to the app
   */
  record Head(AppLine app, Map<String, String> companyName, Set<Permission> permissions)
      implements AppOutcome {
    public boolean allows(Permission permission) {
      return permissions.contains(permission);
    }
  }

  /** Shown now and never again. */
  record SecretsMade(String appId, List<Made> secrets) implements AppOutcome {}

  /**
   * Shown now and never again.
   *
   * @param password for signing in and for paying
   */
  record TestPlayerMade(long uid, String login, String password) implements AppOutcome {
    @Override
    public String toString() {
      return "TestPlayerMade[uid=" + uid + "]";
    }
  }

  /**
   * @param name of the dialect's setting, or {@code secret_key} of an access key
   * @param accessKey null for a setting
   */
  record Made(String name, @Nullable String accessKey, String secret) {
    @Override
    public String toString() {
      return "Made[name=" + name + "]";
    }
  }

  /**
   * @param name by language tag
   * @param requiredScopes that players cannot untick
   * @param settings the dialect's own that are no secrets
   * @param hasPayoutPassword false where payouts that ask for one are refused
   */
  record AppFound(
      String appId,
      long version,
      boolean approved,
      Map<String, String> name,
      String dialect,
      List<String> redirectUrls,
      @Nullable String entry,
      @Nullable String callbackUrl,
      Set<Integer> scopes,
      Set<Integer> requiredScopes,
      Set<String> coins,
      BigDecimal cutRate,
      Map<String, BigDecimal> dailyPayoutLimit,
      Map<String, JsonNode> settings,
      List<SecretState> secrets,
      List<KeyState> keys,
      boolean hasPayoutPassword)
      implements AppOutcome {}

  /**
   * @param previousUntil until when the former one is good as well; null where it is not
   * @param lastUse null where none is known
   */
  record SecretState(String name, @Nullable Instant previousUntil, @Nullable KeyUse lastUse) {}

  /**
   * @param ips addresses or CIDR ranges; empty means not checked
   * @param lastUse null where none is known
   */
  record KeyState(
      String accessKey,
      String name,
      boolean enabled,
      List<String> ips,
      Instant createdAt,
      @Nullable KeyUse lastUse) {}

  /**
   * @param from client address
   */
  record KeyUse(Instant at, String from) {}
}
