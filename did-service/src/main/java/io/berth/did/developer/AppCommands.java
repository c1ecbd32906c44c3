package io.berth.did.developer;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Permission;
import io.berth.api.app.AppCommand;
import io.berth.api.app.AppOutcome;
import io.berth.did.app.AppAuditFields;
import io.berth.did.app.PayoutPasswords;
import io.berth.did.company.CompanyRows;
import io.berth.service.address.AddressBlock;
import io.berth.service.audit.AuditedChanges;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Handles people's commands about apps; the command endpoint has checked that they may. */
@Component
public final class AppCommands {
  private final CompanyRows rows;
  private final NewApps newApps;
  private final ConsoleApps apps;
  private final AppKeys keys;
  private final PayoutPasswords payoutPasswords;
  private final AppAuditFields facts;
  private final AuditedChanges auditedChanges;

  AppCommands(
      CompanyRows rows,
      NewApps newApps,
      ConsoleApps apps,
      AppKeys keys,
      PayoutPasswords payoutPasswords,
      AppAuditFields facts,
      AuditedChanges auditedChanges) {
    this.rows = rows;
    this.newApps = newApps;
    this.apps = apps;
    this.keys = keys;
    this.payoutPasswords = payoutPasswords;
    this.facts = facts;
    this.auditedChanges = auditedChanges;
  }

  public Mono<Outcome> answer(AppCommand command, Caller caller) {
    return command instanceof AppCommand.CreateApp create
        ? written(
            "app.create",
            create.newAppId(),
            caller,
            newApps.create(create, Objects.requireNonNull(caller.uid())))
        : answer(command, Objects.requireNonNull(caller.appId()), caller);
  }

  private Mono<Outcome> answer(AppCommand command, String appId, Caller caller) {
    return switch (command) {
      case AppCommand.CreateApp _ -> Mono.error(new IllegalStateException("is about no app yet"));
      case AppCommand.ReadHead _ -> head(appId, caller);
      case AppCommand.ReadApp _ -> apps.read(appId);
      case AppCommand.ChangeApp change ->
          written("app.change", appId, caller, apps.change(appId, change));
      case AppCommand.CreateKey create ->
          written("key.create", appId, caller, keys.create(appId, create));
      case AppCommand.ChangeKey change ->
          written("key.change", appId, caller, keys.change(appId, change));
      case AppCommand.DeleteKey(String accessKey) ->
          written("key.delete", appId, caller, keys.delete(appId, accessKey));
      case AppCommand.SetPayoutPassword(String password) ->
          payoutPasswords
              .problem(appId, password)
              .switchIfEmpty(
                  payoutPasswords
                      .fresh(appId, password, AddressBlock.of(caller))
                      .flatMap(
                          hash ->
                              hash.isEmpty()
                                  ? Mono.just(new Outcome.Done())
                                  : written(
                                      "payout-password.change",
                                      appId,
                                      caller,
                                      payoutPasswords.store(appId, hash.get()))));
      case AppCommand.RotateSecret rotate ->
          written("secret.rotate", appId, caller, apps.rotate(appId, rotate));
    };
  }

  private Mono<Outcome> written(String action, String appId, Caller caller, Mono<Outcome> change) {
    return auditedChanges.write(caller, action, "app/" + appId, facts.of(appId), change);
  }

  private Mono<Outcome> head(String appId, Caller caller) {
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
}
