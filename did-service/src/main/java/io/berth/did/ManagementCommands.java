package io.berth.did;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.ManagementCommand;
import io.berth.api.ManagementCommand.PutApp;
import io.berth.api.ManagementCommand.PutChannel;
import io.berth.api.ManagementCommand.PutCompany;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.did.account.Accounts;
import io.berth.did.account.UserRules;
import io.berth.did.account.Users;
import io.berth.did.app.AppFacts;
import io.berth.did.app.Apps;
import io.berth.did.app.CompanyUpdates;
import io.berth.did.app.GuardedApps;
import io.berth.did.app.PayoutPasswords;
import io.berth.did.company.CompanyFacts;
import io.berth.did.event.Republisher;
import io.berth.did.social.Channels;
import io.berth.service.audit.AuditLog;
import io.berth.service.audit.Journal;
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
  private final AppFacts appFacts;
  private final CompanyFacts companyFacts;
  private final Users users;
  private final Channels channels;
  private final PayoutPasswords payoutPasswords;
  private final Accounts accounts;
  private final Republisher republisher;
  private final Journal journal;
  private final AuditLog audit;

  ManagementCommands(
      CompanyUpdates companies,
      Apps apps,
      GuardedApps guardedApps,
      AppFacts appFacts,
      CompanyFacts companyFacts,
      Users users,
      Channels channels,
      PayoutPasswords payoutPasswords,
      Accounts accounts,
      Republisher republisher,
      Journal journal,
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
    this.journal = journal;
    this.audit = audit;
  }

  Mono<Outcome> answer(ManagementCommand command, Caller caller) {
    return caller.kind() == Caller.Kind.OPERATOR ? carryOut(command, caller) : Callers.refused();
  }

  private Mono<Outcome> carryOut(ManagementCommand command, Caller caller) {
    return switch (command) {
      case PutCompany put ->
          journal.write(
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
                      journal.write(
                          caller,
                          "app.put",
                          "app/" + put.appId(),
                          appFacts.of(put.appId()),
                          guardedApps.put(put, hash.orElse(null), caller)));
      case ManagementCommand.ReserveUids(List<Long> uids) -> reserve(uids);
      case PutChannel put ->
          journal.write(
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
