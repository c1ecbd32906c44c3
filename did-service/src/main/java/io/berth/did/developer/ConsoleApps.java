package io.berth.did.developer;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Refusal;
import io.berth.api.app.AppCommand.ChangeApp;
import io.berth.api.app.AppCommand.RotateSecret;
import io.berth.api.app.AppOutcome.AppFound;
import io.berth.api.app.AppOutcome.KeyUse;
import io.berth.api.app.AppOutcome.Made;
import io.berth.api.app.AppOutcome.SecretState;
import io.berth.api.app.AppOutcome.SecretsMade;
import io.berth.api.app.AppRecord;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.user.UserOutcome;
import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import io.berth.dialect.setting.Setting;
import io.berth.did.app.AppRecords;
import io.berth.did.app.AppRules;
import io.berth.did.app.Approvals;
import io.berth.did.app.Apps;
import io.berth.did.app.KeyUses;
import io.berth.did.app.PayoutPasswords;
import io.berth.service.json.BerthJson;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Apps as people see and change them: the same rules as operators', told field by field. */
@Component
public final class ConsoleApps {
  private static final String CHANGED = "changed";

  private final Apps apps;
  private final AppRecords records;
  private final AppKeys keys;
  private final KeyUses uses;
  private final Approvals approvals;
  private final PayoutPasswords payouts;
  private final Dialects dialects;
  private final InstantSource clock;
  private final TransactionalOperator transaction;

  ConsoleApps(
      Apps apps,
      AppRecords records,
      AppKeys keys,
      KeyUses uses,
      Approvals approvals,
      PayoutPasswords payouts,
      Dialects dialects,
      InstantSource clock,
      TransactionalOperator transaction) {
    this.apps = apps;
    this.records = records;
    this.keys = keys;
    this.uses = uses;
    this.approvals = approvals;
    this.payouts = payouts;
    this.dialects = dialects;
    this.clock = clock;
    this.transaction = transaction;
  }

  public Mono<Outcome> read(String appId) {
    return Mono.zip(records.find(appId), approvals.of(appId), uses.of(appId), payouts.isSet(appId))
        .flatMap(
            all ->
                keys.of(appId, all.getT3())
                    .map(
                        states ->
                            (Outcome)
                                new AppFound(
                                    appId,
                                    all.getT1().version(),
                                    all.getT1().enabled(),
                                    all.getT2(),
                                    all.getT1().name(),
                                    all.getT1().dialect(),
                                    all.getT1().redirectUrls(),
                                    all.getT1().entry(),
                                    all.getT1().callbackUrl(),
                                    all.getT1().scopes(),
                                    all.getT1().requiredScopes(),
                                    all.getT1().coins(),
                                    all.getT1().cutRate(),
                                    all.getT1().dailyPayoutLimit(),
                                    all.getT1().settings(),
                                    secrets(all.getT1(), all.getT3()),
                                    states,
                                    all.getT4())))
        .defaultIfEmpty(Refusal.of(ErrorCode.APP_UNKNOWN));
  }

  private List<SecretState> secrets(AppRecord app, Map<String, KeyUse> uses) {
    Instant now = clock.instant();
    return new TreeMap<>(app.secrets())
        .entrySet().stream()
            .map(
                secret -> {
                  Instant until = secret.getValue().previousUntil();
                  return new SecretState(
                      secret.getKey(),
                      until == null || until.isBefore(now) ? null : until,
                      uses.get(secret.getKey()));
                })
            .toList();
  }

  public Mono<Outcome> change(String appId, ChangeApp change) {
    return unchanged(appId, change.version())
        .flatMap(
            app -> {
              Map<String, String> name = null;
              if (change.name() != null) {
                name = new HashMap<>(app.name());
                name.put(change.language(), change.name().strip());
              }
              Dialect dialect = Objects.requireNonNull(dialects.byId(app.dialect()));
              Map<String, JsonNode> settings = change.settings();
              if (settings != null
                  && settings.keySet().stream().anyMatch(key -> isSecret(dialect, key))) {
                return Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, "a secret is rotated"));
              }
              return apps.put(
                  PutApp.of(app.companyId(), appId)
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

  public Mono<Outcome> rotate(String appId, RotateSecret rotate) {
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
              return apps.put(PutApp.of(app.companyId(), appId).settings(one).build())
                  .map(
                      outcome ->
                          shown(outcome, appId, List.of(new Made(setting.name(), null, secret))));
            })
        .defaultIfEmpty(Invalid.of("version", CHANGED))
        .as(transaction::transactional);
  }

  /** Empty where somebody was quicker. */
  private Mono<AppRecord> unchanged(String appId, long version) {
    return records.lock(appId).filter(app -> app.version() == version);
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
