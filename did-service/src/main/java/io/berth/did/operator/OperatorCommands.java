package io.berth.did.operator;

import io.berth.api.operator.OperatorDidCommand.AddCompany;
import io.berth.api.operator.OperatorDidCommand.ApproveApp;
import io.berth.api.operator.OperatorDidCommand.DecideDidChange;
import io.berth.api.operator.OperatorDidCommand.EnableCompany;
import io.berth.api.operator.OperatorDidCommand.FreezeUser;
import io.berth.api.operator.OperatorDidCommand.ListUsers;
import io.berth.api.operator.OperatorDidCommand.NameUsers;
import io.berth.api.operator.OperatorDidCommand.ReadDidAudit;
import io.berth.api.operator.OperatorDidCommand.ReadDidChanges;
import io.berth.api.operator.OperatorDidCommand.ReadMemberships;
import io.berth.api.operator.OperatorDidCommand.ReadOperatedApp;
import io.berth.api.operator.OperatorDidCommand.ReadOperatedUser;
import io.berth.api.operator.OperatorDidCommand.RevokeUserGrant;
import io.berth.api.operator.OperatorDidCommand.SearchApps;
import io.berth.api.operator.OperatorDidCommand.SearchCompanies;
import io.berth.api.operator.OperatorDidCommand.SearchUsers;
import io.berth.api.operator.OperatorDidCommand.SetAppTerms;
import io.berth.api.operator.OperatorDidCommand.SignUserOut;
import io.berth.service.audit.AuditLog;
import io.berth.service.change.PendingChanges;
import io.berth.service.command.CommandHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Handles operators' commands; the command endpoint has checked their permission. */
@Configuration(proxyBeanMethods = false)
class OperatorCommands {

  @Bean
  CommandHandlers operatorCompanyHandlers(OperatorCompanies companies) {
    return CommandHandlers.builder()
        .on(SearchCompanies.class, (search, _) -> companies.search(search))
        .on(AddCompany.class, companies::add)
        .on(EnableCompany.class, companies::enable)
        .build();
  }

  @Bean
  CommandHandlers operatorAppHandlers(OperatorApps apps) {
    return CommandHandlers.builder()
        .on(SearchApps.class, (search, _) -> apps.search(search))
        .on(ReadOperatedApp.class, (read, _) -> apps.read(read.app()))
        .on(ApproveApp.class, apps::approve)
        .on(SetAppTerms.class, apps::setTerms)
        .build();
  }

  @Bean
  CommandHandlers operatorUserHandlers(OperatorUsers users, UserLists lists) {
    return CommandHandlers.builder()
        .on(ListUsers.class, (list, _) -> lists.list(list))
        .on(ReadMemberships.class, (read, _) -> lists.memberships(read))
        .on(SearchUsers.class, (search, _) -> users.search(search))
        .on(NameUsers.class, (name, _) -> users.name(name))
        .on(ReadOperatedUser.class, (read, _) -> users.read(read.uid()))
        .on(FreezeUser.class, users::freeze)
        .on(SignUserOut.class, users::signOut)
        .on(RevokeUserGrant.class, users::revoke)
        .build();
  }

  @Bean
  CommandHandlers changeHandlers(PendingChanges changes, AuditLog audit) {
    return CommandHandlers.builder()
        .on(ReadDidChanges.class, (read, _) -> changes.read(read.waiting(), read.before()))
        .on(
            DecideDidChange.class,
            (decide, caller) ->
                changes.decide(decide.id(), decide.decision(), decide.reason(), caller))
        .on(ReadDidAudit.class, (read, _) -> audit.read(read.filter()))
        .build();
  }
}
