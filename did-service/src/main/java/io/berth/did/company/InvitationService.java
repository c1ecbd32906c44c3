package io.berth.did.company;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Refusal;
import io.berth.api.company.CompanyCommand.InviteMember;
import io.berth.api.company.CompanyOutcome.CompanyMade;
import io.berth.api.company.CompanyOutcome.Invited;
import io.berth.did.account.Accounts;
import io.berth.did.secret.Identifiers;
import java.util.Objects;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Invites people into companies. */
@Component
class InvitationService {
  private final CompanyRows companies;
  private final Members members;
  private final Invitations invitations;
  private final Accounts accounts;
  private final InvitationMails mails;
  private final AuditedCompanies audited;

  InvitationService(
      CompanyRows companies,
      Members members,
      Invitations invitations,
      Accounts accounts,
      InvitationMails mails,
      AuditedCompanies audited) {
    this.companies = companies;
    this.members = members;
    this.invitations = invitations;
    this.accounts = accounts;
    this.mails = mails;
    this.audited = audited;
  }

  Mono<Outcome> invite(InviteMember invite, Caller caller) {
    if (!Accounts.isLogin(invite.login())) {
      return Mono.just(Invalid.of("login", "mail"));
    }
    String login = Accounts.normal(invite.login());
    return Mono.zip(members.of(invite.companyId()), invitations.of(invite.companyId()))
        .flatMap(
            both -> {
              if (both.getT1().stream().anyMatch(member -> member.login().equals(login))) {
                return Mono.just(Invalid.of("login", "member"));
              }
              if (both.getT1().size() >= Members.MOST || both.getT2().size() >= Invitations.MOST) {
                return Mono.just(Invalid.of("login", "full"));
              }
              return mails
                  .maySend(invite.companyId(), login, Objects.requireNonNull(caller.uid()))
                  .flatMap(
                      free ->
                          free
                              ? send(invite, login, caller)
                              : Mono.just(Refusal.of(ErrorCode.TOO_FREQUENT)));
            });
  }

  private Mono<Outcome> send(InviteMember invite, String login, Caller caller) {
    String token = Identifiers.hex();
    return audited
        .write(
            "member.invite",
            invite.companyId(),
            caller,
            invitations
                .make(token, invite.companyId(), login, invite.role())
                .thenReturn(new Outcome.Done()))
        .then(mails.send(invite, login, token))
        .thenReturn(new Outcome.Done());
  }

  Mono<Outcome> withdraw(String companyId, String login, Caller caller) {
    return audited.write(
        "invitation.withdraw",
        companyId,
        caller,
        invitations.withdraw(companyId, login).thenReturn(new Outcome.Done()));
  }

  Mono<Outcome> invitation(String token, long uid) {
    return Mono.zip(invitations.find(token), accounts.find(uid))
        .flatMap(
            both ->
                companies
                    .find(both.getT1().companyId(), uid)
                    .map(
                        company ->
                            (Outcome)
                                new Invited(
                                    company,
                                    both.getT1().role(),
                                    both.getT1().login(),
                                    both.getT1().login().equals(both.getT2().login()))))
        .defaultIfEmpty(Refusal.of(ErrorCode.CODE_UNKNOWN));
  }

  Mono<Outcome> accept(String token, long uid, Caller caller) {
    return Mono.zip(invitations.find(token), accounts.find(uid))
        .filter(both -> both.getT1().login().equals(both.getT2().login()))
        .map(both -> both.getT1())
        .flatMap(open -> audited.write("member.join", open.companyId(), caller, join(open, uid)))
        .defaultIfEmpty(Refusal.of(ErrorCode.CODE_UNKNOWN));
  }

  /** Only the request that removes the invitation may use it. */
  private Mono<Outcome> join(Invitations.Open open, long uid) {
    return invitations
        .withdraw(open.companyId(), open.login())
        .flatMap(
            taken ->
                taken
                    ? members
                        .join(open.companyId(), uid, open.role())
                        .thenReturn(new CompanyMade(open.companyId()))
                    : Mono.just(Refusal.of(ErrorCode.CODE_UNKNOWN)));
  }
}
