package io.berth.standalone.bootstrap;

import io.berth.api.Realm;
import io.berth.api.app.ManagementCommand.NewKey;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.launch.LaunchState;
import io.berth.api.reconciliation.ReconciliationCommand.PutReconciliation;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.api.Part;
import io.berth.dialect.setting.Setting;
import io.berth.standalone.bootstrap.BootstrapEntries.AppEntry;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import tools.jackson.databind.JsonNode;

/** Reads an app: the fields of every app, and the settings that its dialect declares. */
final class AppReader {

  private static final int MOST_KEYS = 5;
  private static final String URL = "must be an absolute http or https URL without a fragment";
  private static final String CALLED_URL =
      "must be an absolute http or https URL without a fragment, at port 80, 443 or one from 1024";
  private static final String MAIL = "must be an email address";

  /** As the file writes them: in lower case, {@code in_test} for example. */
  private static final Map<String, LaunchState> STATES = new LinkedHashMap<>();

  static {
    for (LaunchState state : LaunchState.values()) {
      STATES.put(state.name().toLowerCase(Locale.ROOT), state);
    }
  }

  private static final String STATE_NAMES = String.join(", ", STATES.keySet());

  private final BootstrapEntries entries;
  private final Environment environment;
  private final Dialects dialects;

  AppReader(BootstrapEntries entries, Environment environment, Dialects dialects) {
    this.entries = entries;
    this.environment = environment;
    this.dialects = dialects;
  }

  void read(Section section, String companyId) {
    Dialect dialect = dialect(section);
    String appId =
        section.requiredText(
            "app_id",
            id -> dialect == null || dialect.appId().matcher(id).matches(),
            "must match " + (dialect == null ? "" : dialect.appId().pattern()));
    String admin = section.text("admin", ValueRules::mail, MAIL);
    Map<String, String> name = BootstrapReader.localized(section, "name");
    Section test = section.section("test");
    AppId id = new AppId(companyId, appId, name, admin);
    read(section, dialect, id);
    if (test != null) {
      read(test, dialect, id.ofTest());
    }
  }

  /** Fields that an app and its test have in common. */
  private record AppId(
      String companyId, String appId, @Nullable Map<String, String> name, @Nullable String admin) {

    AppId ofTest() {
      return new AppId(companyId, Realm.TEST.idOf(appId), name, admin);
    }
  }

  private void read(Section section, @Nullable Dialect dialect, AppId id) {
    PutApp app =
        new PutApp(
            id.companyId,
            id.appId,
            dialect == null ? null : dialect.id(),
            id.name,
            id.admin,
            section.text("profit_account", ValueRules::mail, MAIL),
            section.texts("redirect_urls", ValueRules::url, URL),
            section.text("entry", ValueRules::url, URL),
            section.text("callback_url", ValueRules::calledUrl, CALLED_URL),
            scopes(section, "scopes"),
            section.texts("coins", ValueRules::coin, "must be a coin's code"),
            cutRate(section),
            dailyPayoutLimit(section),
            section.flag("returns_uncapped"),
            section.flag("require_content_sha1"),
            section.flag("enabled"),
            keys(section),
            settings(section, dialect),
            requiredScopes(section),
            section.integer("account_uid", BootstrapReader.LOWEST_UID, Long.MAX_VALUE / 10),
            dialect != null && dialect.parts().contains(Part.PAYOUT_PASSWORD)
                ? section.text(
                    "payout_password", ValueRules::present, "must be 1 to 200 characters")
                : null,
            state(section));
    PutReconciliation reconciliation = reconciliation(section, id.appId);
    List<BootstrapEntries.Balance> balances = BootstrapReader.balances(section);
    section.refuseUnread();
    entries.apps.add(new AppEntry(section, app, reconciliation, balances));
  }

  private static @Nullable LaunchState state(Section section) {
    String state = section.text("state", STATES::containsKey, "must be one of " + STATE_NAMES);
    return state == null ? null : STATES.get(state);
  }

  private @Nullable Dialect dialect(Section section) {
    section.require("dialect");
    String id = section.text("dialect");
    Dialect dialect = id == null ? null : dialects.byId(id);
    if (id != null && dialect == null) {
      TreeSet<String> installed = new TreeSet<>();
      dialects.all().forEach(each -> installed.add(each.id()));
      section.problem("dialect", "must be one of " + String.join(", ", installed) + ", not " + id);
    }
    return dialect;
  }

  private static @Nullable List<Integer> scopes(Section section, String field) {
    List<String> texts =
        section.texts(
            field, text -> text.matches("[1-9]\\d?"), "must contain numbers from 1 to 99");
    return texts == null
        ? null
        : texts.stream().filter(text -> text.matches("\\d{1,9}")).map(Integer::valueOf).toList();
  }

  private static @Nullable List<Integer> requiredScopes(Section section) {
    List<Integer> required = scopes(section, "required_scopes");
    if (required != null && (required.contains(10) || required.contains(12))) {
      section.problem(
          "required_scopes", "cannot contain 10 or 12: players choose these themselves");
    }
    return required;
  }

  private static @Nullable String cutRate(Section section) {
    BigDecimal rate = section.decimal("cut_rate");
    if (rate == null) {
      return null;
    }
    if (rate.signum() < 0 || rate.compareTo(BigDecimal.ONE) > 0) {
      section.problem("cut_rate", "must be from 0 to 1");
    }
    return rate.toPlainString();
  }

  private static @Nullable Map<String, String> dailyPayoutLimit(Section section) {
    Section limits = section.section("daily_payout_limit");
    if (limits == null) {
      return null;
    }
    Map<String, String> byCoin = new LinkedHashMap<>();
    limits
        .each(limits::decimal)
        .forEach(
            (coin, limit) -> {
              if (limit.signum() < 0) {
                limits.problem(coin, "cannot be negative");
              }
              byCoin.put(coin, limit.toPlainString());
            });
    return byCoin;
  }

  private static @Nullable PutReconciliation reconciliation(Section app, String appId) {
    Section section = app.section("reconciliation");
    if (section == null) {
      return null;
    }
    String at = section.text("at", ValueRules::time, "must be a time of day such as 03:30");
    PutReconciliation put =
        new PutReconciliation(
            appId,
            section.text("url", ValueRules::calledUrl, CALLED_URL),
            section.text("profit_url", ValueRules::calledUrl, CALLED_URL),
            at == null || !ValueRules.time(at) ? null : LocalTime.parse(at));
    section.refuseUnread();
    return put;
  }

  private static @Nullable List<NewKey> keys(Section section) {
    List<Section> given = section.sections("keys");
    if (given.size() > MOST_KEYS) {
      section.problem("keys", "has more than " + MOST_KEYS);
    }
    List<NewKey> keys = new ArrayList<>();
    for (Section key : given) {
      String rule = "must be 1 to 128 visible characters without a colon";
      keys.add(
          new NewKey(
              key.requiredText("access_key", ValueRules::credential, rule),
              key.requiredText("secret_key", ValueRules::credential, rule),
              key.texts("ips", ValueRules::addressRange, "must be an IP address or a CIDR range"),
              key.flag("enabled")));
      key.refuseUnread();
    }
    return section.node("keys") == null ? null : keys;
  }

  private @Nullable Map<String, JsonNode> settings(Section section, @Nullable Dialect dialect) {
    Map<String, JsonNode> settings = new LinkedHashMap<>();
    for (Setting setting : dialect == null ? List.<Setting>of() : dialect.settings()) {
      Node node = section.node(setting.name());
      if (node == null) {
        continue;
      }
      String missing = missingVariable(node);
      JsonNode value = YamlToJson.convert(node, environment);
      String problem = missing == null ? setting.problem().apply(value) : missing;
      if (problem != null) {
        section.problem(setting.name(), problem);
      }
      settings.put(setting.name(), value);
    }
    return settings.isEmpty() ? null : settings;
  }

  private @Nullable String missingVariable(Node node) {
    if (node instanceof org.yaml.snakeyaml.nodes.ScalarNode scalar) {
      String missing = environment.missing(scalar.getValue());
      if (missing != null) {
        return "needs the environment variable " + missing + ", which is not set";
      }
    }
    return null;
  }
}
