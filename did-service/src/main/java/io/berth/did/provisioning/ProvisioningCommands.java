package io.berth.did.provisioning;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.app.ManagementCommand.CheckApp;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.app.ManagementCommand.PutCompany;
import io.berth.api.app.ManagementCommand.PutUser;
import io.berth.api.app.ManagementCommand.ReserveUids;
import io.berth.did.account.Accounts;
import io.berth.did.account.UserRules;
import io.berth.did.app.AppAuditFields;
import io.berth.did.app.Apps;
import io.berth.did.app.PayoutPasswords;
import io.berth.did.command.CallerRules;
import io.berth.did.company.CompanyAuditFields;
import io.berth.did.company.CompanyUpdates;
import io.berth.service.audit.AuditedChanges;
import io.berth.service.command.CommandHandlers;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Handles the commands of the operator's token; each change is in the audit log. */
@Configuration(proxyBeanMethods = false)
class ProvisioningCommands {

  private static final int MOST_RESERVED = 10_000;

  @Bean
  CommandHandlers companyPuts(
      CompanyUpdates companies, CompanyAuditFields fields, AuditedChanges changes) {
    return CommandHandlers.builder()
        .on(
            PutCompany.class,
            (put, caller) ->
                CallerRules.operator(
                    caller,
                    () ->
                        changes.write(
                            caller,
                            "company.put",
                            "company/" + put.companyId(),
                            fields.of(put.companyId()),
                            companies.put(put))))
        .build();
  }

  @Bean
  CommandHandlers appPuts(
      Apps apps,
      GuardedApps guardedApps,
      PayoutPasswords payoutPasswords,
      AppAuditFields fields,
      AuditedChanges changes) {
    return CommandHandlers.builder()
        .on(
            PutApp.class,
            (put, caller) ->
                CallerRules.operator(
                    caller,
                    () ->
                        // Hashed before the transaction: a connection is not held for that long.
                        payoutPasswords
                            .fresh(put.appId(), put.payoutPassword(), null)
                            .flatMap(
                                hash ->
                                    changes.write(
                                        caller,
                                        "app.put",
                                        "app/" + put.appId(),
                                        fields.of(put.appId()),
                                        guardedApps.put(put, hash.orElse(null), caller)))))
        .on(
            CheckApp.class,
            (check, caller) -> CallerRules.operator(caller, () -> apps.check(check.app())))
        .build();
  }

  @Bean
  CommandHandlers userPuts(Users users, Accounts accounts) {
    return CommandHandlers.builder()
        .on(
            PutUser.class,
            (put, caller) -> CallerRules.operator(caller, () -> users.put(put, caller)))
        .on(
            ReserveUids.class,
            (reserve, caller) ->
                CallerRules.operator(caller, () -> reserve(reserve.uids(), accounts)))
        .build();
  }

  private static Mono<Outcome> reserve(List<Long> uids, Accounts accounts) {
    boolean malformed = uids.stream().anyMatch(uid -> uid < UserRules.LEAST_UID);
    return malformed || uids.size() > MOST_RESERVED
        ? Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, "uid: from 1000000 up"))
        : accounts.reserve(uids).thenReturn(new Outcome.Done());
  }
}
