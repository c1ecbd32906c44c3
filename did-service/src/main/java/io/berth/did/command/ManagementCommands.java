package io.berth.did.command;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.app.ManagementCommand;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.app.ManagementCommand.PutChannel;
import io.berth.api.app.ManagementCommand.PutCompany;
import io.berth.did.account.Accounts;
import io.berth.did.account.UserRules;
import io.berth.did.app.AppAuditFields;
import io.berth.did.app.Apps;
import io.berth.did.app.PayoutPasswords;
import io.berth.did.company.CompanyAuditFields;
import io.berth.did.company.CompanyUpdates;
import io.berth.did.provisioning.GuardedApps;
import io.berth.did.provisioning.Users;
import io.berth.did.publication.Republisher;
import io.berth.did.social.Channels;
import io.berth.service.audit.AuditLog;
import io.berth.service.audit.AuditedChanges;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Handles the commands of the operator's token; each change is in the audit log. */
@Component
final class ManagementCommands {
  private static final int MOST_RESERVED = 10_000;

  private final CompanyUpdates companies;
  private final Apps apps;
  private final GuardedApps guardedApps;
  private final AppAuditFields appFacts;
  private final CompanyAuditFields companyFacts;
  private final Users users;
  private final Channels channels;
  private final PayoutPasswords payoutPasswords;
  private final Accounts accounts;
  private final Republisher republisher;
  private final AuditedChanges auditedChanges;
  private final AuditLog audit;

  ManagementCommands(
      CompanyUpdates companies,
      Apps apps,
      GuardedApps guardedApps,
      AppAuditFields appFacts,
      CompanyAuditFields companyFacts,
      Users users,
      Channels channels,
      PayoutPasswords payoutPasswords,
      Accounts accounts,
      Republisher republisher,
      AuditedChanges auditedChanges,
      AuditLog audit) {
    this.companies = companies;
    this.apps = apps;
    this.guardedApps = guardedApps;
    this.appFacts = appFacts;
    this.companyFacts = companyFacts;
    this.users = users;
    this.channels = channels;
    this.payoutPasswords = payoutPasswords;
    this.accounts = accounts;
    this.republisher = republisher;
    this.auditedChanges = auditedChanges;
    this.audit = audit;
  }

  Mono<Outcome> answer(ManagementCommand command, Caller caller) {
    return caller.kind() == Caller.Kind.OPERATOR ? carryOut(command, caller) : Callers.refused();
  }

  private Mono<Outcome> carryOut(ManagementCommand command, Caller caller) {
    return switch (command) {
      case PutCompany put ->
          auditedChanges.write(
              caller,
              "company.put",
              "company/" + put.companyId(),
              companyFacts.of(put.companyId()),
              companies.put(put));
      case PutApp put ->
          // Hashed before the transaction: a connection is not held for that long.
          payoutPasswords
              .fresh(put.appId(), put.payoutPassword(), null)
              .flatMap(
                  hash ->
                      auditedChanges.write(
                          caller,
                          "app.put",
                          "app/" + put.appId(),
                          appFacts.of(put.appId()),
                          guardedApps.put(put, hash.orElse(null), caller)));
      case ManagementCommand.ReserveUids(List<Long> uids) -> reserve(uids);
      case PutChannel put ->
          auditedChanges.write(
              caller,
              "channel.put",
              "channel/" + put.channelId(),
              channels.facts(put.channelId()),
              channels.put(put));
      case ManagementCommand.PutUser put -> users.put(put, caller);
      case ManagementCommand.CheckApp(PutApp put) -> apps.check(put);
      case ManagementCommand.Republish _ ->
          audit
              .write(caller, "platform.republish", "platform", "", Map.of())
              .then(republisher.republish());
    };
  }

  private Mono<Outcome> reserve(List<Long> uids) {
    boolean malformed = uids.stream().anyMatch(uid -> uid < UserRules.LEAST_UID);
    return malformed || uids.size() > MOST_RESERVED
        ? Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, "uid: from 1000000 up"))
        : accounts.reserve(uids).thenReturn(new Outcome.Done());
  }
}
