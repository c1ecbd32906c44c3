package io.berth.did.app;

import io.berth.api.app.AppAccounts;
import io.berth.api.app.AppCompany;
import io.berth.api.app.AppLinks;
import io.berth.api.app.AppPolicy;
import io.berth.api.app.AppProfile;
import io.berth.api.app.AppRecord;
import io.berth.api.app.ManagementCommand.NewKey;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.launch.Launch;
import io.berth.api.launch.LaunchState;
import io.berth.dialect.Dialect;
import io.berth.dialect.setting.Setting;
import io.berth.service.directory.AppDecryptor;
import io.berth.service.key.SecretBox;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Merges the fields that a command names into an app: a null field stays, secrets are encrypted
 * again only where they changed.
 */
@Component
final class AppMerge {
  /** Scopes that are never granted ({@code protocols/dragonex.md}, Scopes). */
  private static final Set<Integer> CLOSED_SCOPES = Set.of(2, 3, 4, 8);

  private final SecretBox box;
  private final AppProperties properties;
  private final InstantSource clock;

  AppMerge(SecretBox box, AppProperties properties, InstantSource clock) {
    this.box = box;
    this.properties = properties;
    this.clock = clock;
  }

  /** Where an app without a record starts from. */
  static AppRecord blank(PutApp put, String dialect, long adminUid) {
    return new AppRecord(
        put.appId(),
        dialect,
        new AppProfile(0, true, Map.of(), new AppCompany(put.companyId(), true, Map.of())),
        new AppAccounts(adminUid, null),
        new AppLinks(List.of(), null, null),
        AppPolicy.NONE,
        new AppRecord.Credentials(List.of(), Map.of(), Map.of()));
  }

  AppRecord merge(AppRecord app, PutApp put, Dialect dialect, @Nullable Long profitUid) {
    return AppRecords.canonical(
        new AppRecord(
            app.appId(),
            app.dialect(),
            merge(app.profile(), put),
            profitUid == null
                ? app.accounts()
                : new AppAccounts(app.accounts().adminUid(), profitUid),
            merge(app.links(), put),
            merge(app.policy(), put),
            credentials(app, put, dialect)));
  }

  private static AppProfile merge(AppProfile profile, PutApp put) {
    return new AppProfile(
        profile.version(),
        launch(profile.launch(), put),
        or(put.name(), profile.name()),
        profile.company());
  }

  /** A state that is named counts before the older {@code enabled}. */
  private static Launch launch(Launch launch, PutApp put) {
    LaunchState former = launch.former();
    if (put.state() != null) {
      return launch.to(put.state());
    } else if (Boolean.FALSE.equals(put.enabled()) && launch.state().isOpen()) {
      return launch.to(LaunchState.SUSPENDED);
    } else if (Boolean.TRUE.equals(put.enabled()) && former != null) {
      return launch.to(former);
    }
    return launch;
  }

  private static AppLinks merge(AppLinks links, PutApp put) {
    return new AppLinks(
        or(put.redirectUrls(), links.redirectUrls()),
        url(put.entry(), links.entry()),
        url(put.callbackUrl(), links.callbackUrl()));
  }

  private static AppPolicy merge(AppPolicy policy, PutApp put) {
    return new AppPolicy(
        put.scopes() == null ? policy.scopes() : scopes(put.scopes()),
        put.requiredScopes() == null ? policy.requiredScopes() : scopes(put.requiredScopes()),
        put.coins() == null ? policy.coins() : new TreeSet<>(put.coins()),
        put.cutRate() == null ? policy.cutRate() : new BigDecimal(put.cutRate()),
        put.dailyPayoutLimit() == null ? policy.dailyPayoutLimit() : limits(put.dailyPayoutLimit()),
        or(put.returnsUncapped(), policy.returnsUncapped()),
        or(put.requireContentSha1(), policy.requireContentSha1()));
  }

  private AppRecord.Credentials credentials(AppRecord app, PutApp put, Dialect dialect) {
    AppRecord.Credentials present = app.credentials();
    return new AppRecord.Credentials(
        put.keys() == null ? present.keys() : keys(app, put.keys()),
        put.settings() == null ? present.settings() : settings(app, put.settings(), dialect),
        put.settings() == null ? present.secrets() : secrets(app, put.settings(), dialect));
  }

  private static <T> T or(@Nullable T given, T present) {
    return given == null ? present : given;
  }

  /** An empty URL takes the present one away. */
  private static @Nullable String url(@Nullable String given, @Nullable String present) {
    if (given == null) {
      return present;
    }
    return given.isEmpty() ? null : given;
  }

  private static Set<Integer> scopes(List<Integer> given) {
    Set<Integer> scopes = new TreeSet<>(given);
    scopes.removeAll(CLOSED_SCOPES);
    return scopes;
  }

  private static Map<String, BigDecimal> limits(Map<String, String> given) {
    Map<String, BigDecimal> limits = new HashMap<>();
    given.forEach((coin, limit) -> limits.put(coin, new BigDecimal(limit)));
    return limits;
  }

  private List<AppRecord.Key> keys(AppRecord app, List<NewKey> given) {
    List<AppRecord.Key> keys = new ArrayList<>(app.credentials().keys());
    for (NewKey key : given) {
      int index = indexOf(keys, key.accessKey());
      AppRecord.Key present = index < 0 ? null : keys.get(index);
      AppRecord.Key merged = key(app.appId(), present, key);
      if (index < 0) {
        keys.add(merged);
      } else {
        keys.set(index, merged);
      }
    }
    return keys;
  }

  /** How many keys the app has afterwards. */
  static int keyCount(@Nullable AppRecord present, PutApp put) {
    Set<String> keys = new HashSet<>();
    if (present != null) {
      present.credentials().keys().forEach(key -> keys.add(key.accessKey()));
    }
    if (put.keys() != null) {
      put.keys().forEach(key -> keys.add(key.accessKey()));
    }
    return keys.size();
  }

  private static int indexOf(List<AppRecord.Key> keys, String accessKey) {
    for (int index = 0; index < keys.size(); index++) {
      if (keys.get(index).accessKey().equals(accessKey)) {
        return index;
      }
    }
    return -1;
  }

  private AppRecord.Key key(String appId, AppRecord.@Nullable Key present, NewKey given) {
    String context = AppDecryptor.keyContext(appId, given.accessKey());
    return new AppRecord.Key(
        given.accessKey(),
        present != null && box.decrypt(present.sealedSecret(), context).equals(given.secretKey())
            ? present.sealedSecret()
            : box.encrypt(given.secretKey(), context),
        given.enabled() == null ? present == null || present.enabled() : given.enabled(),
        given.ips() != null ? given.ips() : present == null ? List.of() : present.ips());
  }

  private static Map<String, JsonNode> settings(
      AppRecord app, Map<String, JsonNode> given, Dialect dialect) {
    Map<String, JsonNode> settings = new HashMap<>(app.credentials().settings());
    given.forEach(
        (name, value) -> {
          if (value.isNull()) {
            settings.remove(name);
          } else if (!isSecret(dialect, name)) {
            settings.put(name, value);
          }
        });
    return settings;
  }

  private Map<String, AppRecord.SealedSecret> secrets(
      AppRecord app, Map<String, JsonNode> given, Dialect dialect) {
    Map<String, AppRecord.SealedSecret> secrets = new HashMap<>(app.credentials().secrets());
    given.forEach(
        (name, value) -> {
          if (isSecret(dialect, name)) {
            secrets.merge(
                name,
                new AppRecord.SealedSecret(
                    box.encrypt(value.asString(), context(app, name)), null, null),
                (present, fresh) -> rotated(app, name, present, fresh, value.asString()));
          }
        });
    return secrets;
  }

  /** The former secret stays good for the grace period. */
  private AppRecord.SealedSecret rotated(
      AppRecord app,
      String name,
      AppRecord.SealedSecret present,
      AppRecord.SealedSecret fresh,
      String value) {
    if (box.decrypt(present.sealed(), context(app, name)).equals(value)) {
      return present;
    }
    Instant until = clock.instant().plus(properties.secretGrace());
    return new AppRecord.SealedSecret(fresh.sealed(), present.sealed(), until);
  }

  private static String context(AppRecord app, String name) {
    return AppDecryptor.secretContext(app.appId(), name);
  }

  private static boolean isSecret(Dialect dialect, String name) {
    Setting setting = AppRules.setting(dialect, name);
    return setting != null && setting.secret();
  }
}
