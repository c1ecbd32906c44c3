package io.berth.did.app;

import io.berth.api.Realm;
import io.berth.api.app.AppRecord;
import io.berth.api.app.ManagementCommand.NewKey;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.launch.LaunchState;
import io.berth.dialect.Dialect;
import io.berth.dialect.http.HttpUrl;
import io.berth.dialect.setting.Setting;
import io.berth.did.account.Accounts;
import io.berth.did.account.UserRules;
import io.berth.did.company.CompanyRules;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Checks an app's fields. Every problem is one line that names the field and the rule. */
public final class AppRules {
  private static final Pattern ACCESS_KEY = Pattern.compile("[\\x21-\\x39\\x3b-\\x7e]{1,128}");
  private static final Pattern ADDRESS =
      Pattern.compile("([0-9.]{7,15}(/[0-9]{1,2})?)|([0-9a-fA-F:.]{2,45}(/[0-9]{1,3})?)");
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,20}(\\.[0-9]{1,18})?");

  /** Remembering the pay password and taking payments without asking are the player's choice. */
  private static final Set<Integer> NEVER_REQUIRED = Set.of(10, 12);

  private AppRules() {}

  /** The problem of the fields that are present, or null. */
  static @Nullable String problem(PutApp put, Dialect dialect) {
    if (!dialect.appId().matcher(Realm.publicId(put.appId())).matches()) {
      return "app_id: must match " + dialect.appId().pattern();
    }
    if (put.adminLogin() != null && !Accounts.isLogin(put.adminLogin())) {
      return "admin: not a mail address";
    }
    if (put.profitLogin() != null && !Accounts.isLogin(put.profitLogin())) {
      return "profit_account: not a mail address";
    }
    String name = put.name() == null ? null : CompanyRules.nameProblem("name", put.name());
    if (name != null) {
      return name;
    }
    if (put.accountUid() != null && put.accountUid() < UserRules.LEAST_UID) {
      return "account_uid: from 1000000 up";
    }
    if (put.payoutPassword() != null && !UserRules.isOperatorsPassword(put.payoutPassword())) {
      return "payout_password: 1 to 128 characters";
    }
    String urls = urlProblem(put);
    if (urls != null) {
      return urls;
    }
    if (put.scopes() != null && put.scopes().stream().anyMatch(scope -> scope < 1 || scope > 14)) {
      return "scopes: numbers from 1 to 14";
    }
    if (put.requiredScopes() != null
        && put.requiredScopes().stream()
            .anyMatch(scope -> scope < 1 || scope > 14 || NEVER_REQUIRED.contains(scope))) {
      return "required_scopes: numbers from 1 to 14, never 10 or 12";
    }
    if (put.cutRate() != null
        && (!AMOUNT.matcher(put.cutRate()).matches()
            || new BigDecimal(put.cutRate()).compareTo(BigDecimal.ONE) > 0)) {
      return "cut_rate: a decimal from 0 to 1";
    }
    if (put.dailyPayoutLimit() != null
        && put.dailyPayoutLimit().values().stream()
            .anyMatch(limit -> !AMOUNT.matcher(limit).matches())) {
      return "daily_payout_limit: decimals by coin code";
    }
    String keys = put.keys() == null ? null : keyProblem(put.keys());
    return keys != null || put.settings() == null ? keys : settingProblem(put.settings(), dialect);
  }

  private static @Nullable String urlProblem(PutApp put) {
    if (put.redirectUrls() != null && !put.redirectUrls().stream().allMatch(AppRules::isUrl)) {
      return "redirect_urls: absolute http or https URLs without fragment";
    }
    if (put.entry() != null && !put.entry().isEmpty() && !isUrl(put.entry())) {
      return "entry: an absolute http or https URL without fragment";
    }
    if (put.callbackUrl() == null || put.callbackUrl().isEmpty()) {
      return null;
    }
    HttpUrl callback = HttpUrl.parse(put.callbackUrl());
    if (callback == null || callback.fragment() != null) {
      return "callback_url: an absolute http or https URL without fragment";
    }
    return callback.hasCallablePort()
        ? null
        : "callback_url: only ports 80, 443 and those from 1024 are called";
  }

  public static boolean isUrl(String text) {
    HttpUrl url = HttpUrl.parse(text);
    return url != null && url.fragment() == null;
  }

  public static boolean isAccessKey(String text) {
    return ACCESS_KEY.matcher(text).matches();
  }

  private static @Nullable String keyProblem(List<NewKey> keys) {
    Set<String> seen = new HashSet<>();
    for (NewKey key : keys) {
      if (!isAccessKey(key.accessKey()) || !seen.add(key.accessKey())) {
        return "keys: access_key is printable, without colon, at most 128 and given once";
      }
      if (key.secretKey().isEmpty() || key.secretKey().length() > 256) {
        return "keys: secret_key has 1 to 256 characters";
      }
      if (key.ips() != null && !key.ips().stream().allMatch(ip -> ADDRESS.matcher(ip).matches())) {
        return "keys: ips are addresses or CIDR ranges";
      }
    }
    return null;
  }

  private static @Nullable String settingProblem(Map<String, JsonNode> settings, Dialect dialect) {
    for (Map.Entry<String, JsonNode> given : settings.entrySet()) {
      Setting setting = setting(dialect, given.getKey());
      if (setting == null) {
        return given.getKey() + ": not a setting of " + dialect.id();
      }
      if (given.getValue().isNull() && !setting.required()) {
        continue;
      }
      String problem = setting.problem().apply(given.getValue());
      if (problem != null) {
        return given.getKey() + ": " + problem;
      }
      if (setting.secret() && !given.getValue().isString()) {
        return given.getKey() + ": a secret is text";
      }
    }
    return null;
  }

  public static @Nullable Setting setting(Dialect dialect, String name) {
    for (Setting setting : dialect.settings()) {
      if (setting.name().equals(name)) {
        return setting;
      }
    }
    return null;
  }

  /** The field that a new app lacks, or null. */
  static @Nullable String missing(PutApp put, Dialect dialect) {
    if (put.adminLogin() == null) {
      return "admin: missing";
    }
    Map<String, JsonNode> settings = put.settings();
    for (Setting setting : dialect.settings()) {
      if (setting.required() && (settings == null || !settings.containsKey(setting.name()))) {
        return setting.name() + ": required by " + dialect.id();
      }
    }
    return null;
  }

  /** The field that a command must not change, or null. */
  static @Nullable String unchangeable(AppRecord app, PutApp put) {
    if (put.dialect() != null && !put.dialect().equals(app.dialect())) {
      return "dialect: an app keeps its own, " + app.dialect();
    }
    boolean isClosed = app.profile().launch().state() == LaunchState.CLOSED;
    if (put.state() != null && isClosed != (put.state() == LaunchState.CLOSED)) {
      return isClosed
          ? "state: a closed app stays closed"
          : "state: an app is closed in the console, which asks where its money goes";
    }
    return put.companyId().equals(app.profile().company().id())
        ? null
        : "company: an app keeps its own, " + app.profile().company().id();
  }
}
