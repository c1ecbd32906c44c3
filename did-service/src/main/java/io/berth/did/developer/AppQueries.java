package io.berth.did.developer;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Permission;
import io.berth.api.app.AppOutcome;
import io.berth.api.app.AppOutcome.AppFound;
import io.berth.api.app.AppOutcome.KeyUse;
import io.berth.api.app.AppOutcome.SecretState;
import io.berth.api.app.AppRecord;
import io.berth.did.app.AppRecords;
import io.berth.did.app.Approvals;
import io.berth.did.app.KeyUses;
import io.berth.did.app.PayoutPasswords;
import io.berth.did.company.CompanyRows;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads apps as their developers see them. */
@Component
class AppQueries {
  private final CompanyRows rows;
  private final AppRecords records;
  private final AppKeys keys;
  private final KeyUses uses;
  private final Approvals approvals;
  private final PayoutPasswords payouts;
  private final InstantSource clock;

  AppQueries(
      CompanyRows rows,
      AppRecords records,
      AppKeys keys,
      KeyUses uses,
      Approvals approvals,
      PayoutPasswords payouts,
      InstantSource clock) {
    this.rows = rows;
    this.records = records;
    this.keys = keys;
    this.uses = uses;
    this.approvals = approvals;
    this.payouts = payouts;
    this.clock = clock;
  }

  /** The head of the app's pages, with the reader's permissions. */
  Mono<Outcome> head(String appId, Caller caller) {
    return rows.app(appId)
        .zipWhen(app -> rows.find(app.companyId(), Objects.requireNonNull(caller.uid())))
        .map(
            both ->
                (Outcome)
                    new AppOutcome.Head(
                        both.getT1(),
                        both.getT2().name(),
                        caller.permissions().stream()
                            .map(Permission::valueOf)
                            .collect(Collectors.toUnmodifiableSet())))
        .defaultIfEmpty(Refusal.of(ErrorCode.APP_UNKNOWN));
  }

  Mono<Outcome> read(String appId) {
    return Mono.zip(records.find(appId), approvals.of(appId), uses.of(appId), payouts.isSet(appId))
        .flatMap(
            all ->
                keys.of(appId, all.getT3())
                    .map(
                        states ->
                            (Outcome)
                                new AppFound(
                                    appId,
                                    all.getT1().profile().version(),
                                    all.getT2(),
                                    all.getT1().profile().name(),
                                    all.getT1().dialect(),
                                    all.getT1().links().redirectUrls(),
                                    all.getT1().links().entry(),
                                    all.getT1().links().callbackUrl(),
                                    all.getT1().policy().scopes(),
                                    all.getT1().policy().requiredScopes(),
                                    all.getT1().policy().coins(),
                                    all.getT1().policy().cutRate(),
                                    all.getT1().policy().dailyPayoutLimit(),
                                    all.getT1().credentials().settings(),
                                    secrets(all.getT1(), all.getT3()),
                                    states,
                                    all.getT4())))
        .defaultIfEmpty(Refusal.of(ErrorCode.APP_UNKNOWN));
  }

  private List<SecretState> secrets(AppRecord app, Map<String, KeyUse> uses) {
    Instant now = clock.instant();
    return new TreeMap<>(app.credentials().secrets())
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
}
