package io.berth.did.developer;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Refusal;
import io.berth.api.app.AppCommand.ChangeApp;
import io.berth.api.app.AppCommand.RotateSecret;
import io.berth.api.app.AppOutcome.Made;
import io.berth.api.app.AppOutcome.SecretsMade;
import io.berth.api.app.AppRecord;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.user.UserOutcome;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.setting.Setting;
import io.berth.did.app.AppRecords;
import io.berth.did.app.AppRules;
import io.berth.did.app.Apps;
import io.berth.service.json.BerthJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Changes apps for their developers: by the same rules as operators, with one problem per field.
 */
@Component
class ConsoleApps {
  private static final String CHANGED = "changed";

  private final Apps apps;
  private final AppRecords records;
  private final Dialects dialects;
  private final TransactionalOperator transaction;

  ConsoleApps(Apps apps, AppRecords records, Dialects dialects, TransactionalOperator transaction) {
    this.apps = apps;
    this.records = records;
    this.dialects = dialects;
    this.transaction = transaction;
  }

  Mono<Outcome> change(String appId, ChangeApp change) {
    return unchanged(appId, change.version())
        .flatMap(
            app -> {
              Map<String, String> name = null;
              if (change.name() != null) {
                name = new HashMap<>(app.profile().name());
                name.put(change.language(), change.name().strip());
              }
              Dialect dialect = Objects.requireNonNull(dialects.byId(app.dialect()));
              Map<String, JsonNode> settings = change.settings();
              if (settings != null
                  && settings.keySet().stream().anyMatch(key -> isSecret(dialect, key))) {
                return Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, "a secret is rotated"));
              }
              return apps.put(
                  PutApp.of(app.profile().company().id(), appId)
                      .name(name)
                      .redirectUrls(change.redirectUrls())
                      .entry(change.entry())
                      .callbackUrl(change.callbackUrl())
                      .settings(settings)
                      .requiredScopes(change.requiredScopes())
                      .build());
            })
        .map(ConsoleApps::done)
        .defaultIfEmpty(Invalid.of("version", CHANGED))
        .as(transaction::transactional);
  }

  Mono<Outcome> rotate(String appId, RotateSecret rotate) {
    return unchanged(appId, rotate.version())
        .flatMap(
            app -> {
              Setting setting =
                  AppRules.setting(
                      Objects.requireNonNull(dialects.byId(app.dialect())), rotate.name());
              if (setting == null || !setting.secret()) {
                return Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, rotate.name()));
              }
              String secret = NewSecrets.of(setting);
              Map<String, JsonNode> one =
                  Map.of(setting.name(), BerthJson.mapper().valueToTree(secret));
              return apps.put(PutApp.of(app.profile().company().id(), appId).settings(one).build())
                  .map(
                      outcome ->
                          shown(outcome, appId, List.of(new Made(setting.name(), null, secret))));
            })
        .defaultIfEmpty(Invalid.of("version", CHANGED))
        .as(transaction::transactional);
  }

  /** Empty where the app has changed since. */
  private Mono<AppRecord> unchanged(String appId, long version) {
    return records.lock(appId).filter(app -> app.profile().version() == version);
  }

  static Outcome shown(Outcome outcome, String appId, List<Made> made) {
    Outcome done = done(outcome);
    return done instanceof Outcome.Done ? new SecretsMade(appId, made) : done;
  }

  /** The rules' one line is {@code field: rule}. */
  private static Outcome done(Outcome outcome) {
    if (outcome instanceof UserOutcome.Identity) {
      return new Outcome.Done();
    }
    if (outcome instanceof Refusal(ErrorCode code, String detail)
        && code == ErrorCode.BAD_PARAMETER
        && detail != null
        && detail.contains(": ")) {
      int colon = detail.indexOf(": ");
      return Invalid.of(detail.substring(0, colon), "rule", detail.substring(colon + 2));
    }
    return outcome;
  }

  static boolean isSecret(Dialect dialect, String name) {
    Setting setting = AppRules.setting(dialect, name);
    return setting != null && setting.secret();
  }
}
