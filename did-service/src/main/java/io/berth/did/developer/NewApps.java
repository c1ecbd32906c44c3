package io.berth.did.developer;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Realm;
import io.berth.api.app.AppCommand.CreateApp;
import io.berth.api.app.AppOutcome.Made;
import io.berth.api.app.AppRecord;
import io.berth.api.app.ManagementCommand.NewKey;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.launch.LaunchState;
import io.berth.api.user.UserOutcome;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.api.Part;
import io.berth.dialect.setting.Setting;
import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.app.AppRecords;
import io.berth.did.app.Approvals;
import io.berth.did.app.Apps;
import io.berth.did.launch.GreyLaunches;
import io.berth.did.name.CompanyNames;
import io.berth.did.name.NameProblems;
import io.berth.did.secret.Identifiers;
import io.berth.did.text.DisplayName;
import io.berth.service.json.BerthJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Creates apps for their developers, each with an account of its own. */
@Component
class NewApps {
  private static final int MOST_PER_COMPANY = 100;

  /** Without this scope a login does not identify the user to the app. */
  private static final List<Integer> LOGIN = List.of(1);

  /** Those that are open; with test money nothing has to be approved. */
  private static final List<Integer> ALL_SCOPES = List.of(1, 5, 6, 7, 9, 10, 11, 12, 13, 14);

  private final Apps apps;
  private final AppRecords records;
  private final Approvals approvals;
  private final Accounts accounts;
  private final CompanyNames companyNames;
  private final Dialects dialects;
  private final GreyLaunches launches;

  NewApps(
      Apps apps,
      AppRecords records,
      Approvals approvals,
      Accounts accounts,
      CompanyNames companyNames,
      Dialects dialects,
      GreyLaunches launches) {
    this.apps = apps;
    this.records = records;
    this.approvals = approvals;
    this.accounts = accounts;
    this.companyNames = companyNames;
    this.dialects = dialects;
    this.launches = launches;
  }

  /** With a first access key where the dialect has them, and every secret that it knows. */
  Mono<Outcome> create(CreateApp create, long uid) {
    Dialect dialect = dialects.byId(create.dialect());
    if (dialect == null) {
      return Mono.just(Invalid.of("dialect", "unknown"));
    }
    String name = DisplayName.normal(create.name());
    Invalid problem = NameProblems.of(name);
    if (problem != null) {
      return Mono.just(problem);
    }
    Secrets secrets = secrets(create.settings(), dialect);
    return records
        .count(create.companyId())
        .flatMap(
            present ->
                present >= MOST_PER_COMPANY
                    ? Mono.just(Invalid.of("name", "too-many", "" + MOST_PER_COMPANY))
                    : companyNames
                        .belongToAnother(create.companyId(), List.of(name))
                        .filter(taken -> taken)
                        .map(_ -> (Outcome) NameProblems.taken())
                        .switchIfEmpty(Mono.defer(() -> make(create, name, uid, secrets))));
  }

  /** Sets the test mode of an app up. */
  Mono<Outcome> createTest(String appId, long uid) {
    String testId = Realm.TEST.idOf(appId);
    return Mono.zip(records.find(appId), accounts.find(uid))
        .filter(_ -> Realm.of(appId) == Realm.LIVE)
        .flatMap(
            both -> {
              AppRecord live = both.getT1();
              Dialect dialect = Objects.requireNonNull(dialects.byId(live.dialect()));
              Secrets secrets = secrets(live.credentials().settings(), dialect);
              return make(test(live, testId, both.getT2(), secrets))
                  .map(outcome -> ConsoleApps.shown(outcome, testId, secrets.made()));
            })
        .defaultIfEmpty(Refusal.of(ErrorCode.APP_UNKNOWN));
  }

  private PutApp test(AppRecord live, String testId, Account maker, Secrets secrets) {
    Set<String> coins = new TreeSet<>(live.policy().coins());
    coins.addAll(approvals.firstCoins());
    return PutApp.of(live.profile().company().id(), testId)
        .dialect(live.dialect())
        .name(live.profile().name())
        .adminLogin(maker.login())
        .redirectUrls(live.links().redirectUrls())
        .entry(live.links().entry())
        .callbackUrl(live.links().callbackUrl())
        .scopes(ALL_SCOPES)
        .coins(List.copyOf(coins))
        .cutRate(live.policy().cutRate().toPlainString())
        .keys(secrets.keys())
        .settings(secrets.settings())
        .requiredScopes(List.copyOf(live.policy().requiredScopes()))
        .state(LaunchState.LIVE)
        .build();
  }

  /**
   * Secrets of a new app.
   *
   * @param settings of the app, with the secrets
   * @param made shown once to whoever creates the app
   */
  private record Secrets(Map<String, JsonNode> settings, List<NewKey> keys, List<Made> made) {}

  private static Secrets secrets(Map<String, JsonNode> given, Dialect dialect) {
    List<Made> made = new ArrayList<>();
    Map<String, JsonNode> settings = new HashMap<>(given);
    settings.keySet().removeIf(setting -> ConsoleApps.isSecret(dialect, setting));
    for (Setting setting : dialect.settings()) {
      if (setting.secret()) {
        String secret = NewSecrets.of(setting);
        made.add(new Made(setting.name(), null, secret));
        settings.put(setting.name(), BerthJson.mapper().valueToTree(secret));
      }
    }
    List<NewKey> keys = new ArrayList<>();
    if (dialect.parts().contains(Part.ACCESS_KEYS)) {
      NewKey key = new NewKey(Identifiers.hex(), NewSecrets.secret(), null, null);
      made.addFirst(new Made("secret_key", key.accessKey(), key.secretKey()));
      keys.add(key);
    }
    return new Secrets(settings, keys, made);
  }

  private Mono<Outcome> make(CreateApp create, String name, long uid, Secrets secrets) {
    return accounts
        .find(uid)
        .flatMap(account -> make(create, name, account, secrets))
        .map(outcome -> ConsoleApps.shown(outcome, create.newAppId(), secrets.made()));
  }

  private Mono<Outcome> make(CreateApp create, String name, Account maker, Secrets secrets) {
    PutApp put =
        PutApp.of(create.companyId(), create.newAppId())
            .dialect(create.dialect())
            .name(Map.of(create.language(), name))
            .adminLogin(maker.login())
            .scopes(approvals.firstScopes())
            .coins(approvals.firstCoins())
            .keys(secrets.keys())
            .settings(secrets.settings())
            .requiredScopes(requiredScopes(create))
            .state(approvals.firstState())
            .build();
    return make(put)
        .flatMap(
            outcome ->
                outcome instanceof UserOutcome.Identity
                    ? approvals
                        .begin(create.newAppId())
                        .then(launches.addMaker(create.newAppId(), maker))
                        .thenReturn(outcome)
                    : Mono.just(outcome));
  }

  private Mono<Outcome> make(PutApp put) {
    return records
        .lock(put.appId())
        .map(_ -> (Outcome) Invalid.of("app_id", "exists"))
        .switchIfEmpty(Mono.defer(() -> apps.put(put)));
  }

  private @Nullable List<Integer> requiredScopes(CreateApp create) {
    Dialect dialect = Objects.requireNonNull(dialects.byId(create.dialect()));
    return dialect.pages().login() == null ? null : LOGIN;
  }
}
