package io.berth.did.company;

import io.berth.api.Caller;
import io.berth.api.app.AccessCommand.ResolveAccess;
import io.berth.api.company.CompanyCommand.AcceptInvitation;
import io.berth.api.company.CompanyCommand.ChangeMember;
import io.berth.api.company.CompanyCommand.CreateCompany;
import io.berth.api.company.CompanyCommand.InviteMember;
import io.berth.api.company.CompanyCommand.ReadCompany;
import io.berth.api.company.CompanyCommand.ReadCompanyAudit;
import io.berth.api.company.CompanyCommand.ReadCurrentUser;
import io.berth.api.company.CompanyCommand.ReadInvitation;
import io.berth.api.company.CompanyCommand.ReadMine;
import io.berth.api.company.CompanyCommand.RemoveMember;
import io.berth.api.company.CompanyCommand.RenameCompany;
import io.berth.api.company.CompanyCommand.WithdrawInvitation;
import io.berth.api.search.SearchCommand.FindInMyCompanies;
import io.berth.api.search.SearchCommand.FindKeys;
import io.berth.did.command.CallerRules;
import io.berth.service.command.CommandHandlers;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Handles people's commands about companies; the command endpoint has checked their permission. */
@Configuration(proxyBeanMethods = false)
class CompanyCommands {

  @Bean
  CommandHandlers companyHandlers(Companies companies, CompanyAudit audit) {
    return CommandHandlers.builder()
        .on(ReadMine.class, (_, caller) -> companies.mine(uid(caller)))
        .on(ReadCurrentUser.class, (_, caller) -> companies.currentUser(uid(caller)))
        .on(CreateCompany.class, (create, caller) -> companies.create(create, uid(caller), caller))
        .on(ReadCompany.class, (read, caller) -> companies.read(read.companyId(), uid(caller)))
        .on(RenameCompany.class, (rename, caller) -> companies.rename(rename, uid(caller), caller))
        .on(ReadCompanyAudit.class, (read, _) -> audit.read(read.companyId(), read.filter()))
        .build();
  }

  @Bean
  CommandHandlers memberHandlers(MemberService members) {
    return CommandHandlers.builder()
        .on(ChangeMember.class, members::change)
        .on(RemoveMember.class, members::remove)
        .build();
  }

  @Bean
  CommandHandlers invitationHandlers(InvitationService invitations) {
    return CommandHandlers.builder()
        .on(InviteMember.class, invitations::invite)
        .on(
            WithdrawInvitation.class,
            (withdraw, caller) ->
                invitations.withdraw(withdraw.companyId(), withdraw.login(), caller))
        .on(
            ReadInvitation.class,
            (read, caller) -> invitations.invitation(read.token(), uid(caller)))
        .on(
            AcceptInvitation.class,
            (accept, caller) -> invitations.accept(accept.token(), uid(caller), caller))
        .build();
  }

  @Bean
  CommandHandlers accessHandlers(ConsoleAccess access) {
    return CommandHandlers.builder()
        .on(
            ResolveAccess.class,
            (resolve, caller) ->
                CallerRules.service(caller, "console:access", () -> access.resolve(resolve)))
        .build();
  }

  @Bean
  CommandHandlers searchHandlers(ConsoleSearch search) {
    return CommandHandlers.builder()
        .on(
            FindInMyCompanies.class,
            (find, caller) -> search.inCompaniesOf(uid(caller), find.text()))
        .on(FindKeys.class, (find, _) -> search.keys(find.text()))
        .build();
  }

  private static long uid(Caller caller) {
    return Objects.requireNonNull(caller.uid());
  }
}
