package io.berth.did.company;

import io.berth.api.Caller;
import io.berth.api.CompanyCommand;
import io.berth.api.Outcome;
import java.util.Objects;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What people ask about companies; the command endpoint has checked that they may. */
@Component
public final class CompanyCommands {
  private final Companies companies;
  private final Colleagues colleagues;

  CompanyCommands(Companies companies, Colleagues colleagues) {
    this.companies = companies;
    this.colleagues = colleagues;
  }

  public Mono<Outcome> answer(CompanyCommand command, Caller caller) {
    long uid = Objects.requireNonNull(caller.uid());
    return switch (command) {
      case CompanyCommand.ReadMine _ -> companies.mine(uid);
      case CompanyCommand.CreateCompany create -> companies.create(create, uid);
      case CompanyCommand.ReadCompany read -> companies.read(read.companyId(), uid);
      case CompanyCommand.RenameCompany rename -> companies.rename(rename, uid);
      case CompanyCommand.InviteMember invite -> colleagues.invite(invite, uid);
      case CompanyCommand.WithdrawInvitation withdraw ->
          colleagues.withdraw(withdraw.companyId(), withdraw.login());
      case CompanyCommand.ChangeMember change -> colleagues.change(change);
      case CompanyCommand.RemoveMember remove -> colleagues.remove(remove);
      case CompanyCommand.ReadInvitation read -> colleagues.invitation(read.token(), uid);
      case CompanyCommand.AcceptInvitation accept -> colleagues.accept(accept.token(), uid);
    };
  }
}
