package io.berth.did.company;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.company.CompanyCommand;
import java.util.Objects;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Handles people's commands about companies; the command endpoint has checked that they may. */
@Component
public final class CompanyCommands {
  private final Companies companies;
  private final MemberService colleagues;
  private final CompanyAudit audit;

  CompanyCommands(Companies companies, MemberService colleagues, CompanyAudit audit) {
    this.companies = companies;
    this.colleagues = colleagues;
    this.audit = audit;
  }

  public Mono<Outcome> answer(CompanyCommand command, Caller caller) {
    long uid = Objects.requireNonNull(caller.uid());
    return switch (command) {
      case CompanyCommand.ReadMine _ -> companies.mine(uid);
      case CompanyCommand.ReadCurrentUser _ -> companies.currentUser(uid);
      case CompanyCommand.CreateCompany create -> companies.create(create, uid, caller);
      case CompanyCommand.ReadCompany read -> companies.read(read.companyId(), uid);
      case CompanyCommand.RenameCompany rename -> companies.rename(rename, uid, caller);
      case CompanyCommand.InviteMember invite -> colleagues.invite(invite, caller);
      case CompanyCommand.WithdrawInvitation withdraw ->
          colleagues.withdraw(withdraw.companyId(), withdraw.login(), caller);
      case CompanyCommand.ChangeMember change -> colleagues.change(change, caller);
      case CompanyCommand.RemoveMember remove -> colleagues.remove(remove, caller);
      case CompanyCommand.ReadCompanyAudit read -> audit.read(read.companyId(), read.filter());
      case CompanyCommand.ReadInvitation read -> colleagues.invitation(read.token(), uid);
      case CompanyCommand.AcceptInvitation accept -> colleagues.accept(accept.token(), uid, caller);
    };
  }
}
