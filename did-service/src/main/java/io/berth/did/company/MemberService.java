package io.berth.did.company;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Outcome.Refusal;
import io.berth.api.company.CompanyCommand.ChangeMember;
import io.berth.api.company.CompanyCommand.InviteMember;
import io.berth.api.company.CompanyCommand.RemoveMember;
import io.berth.api.company.CompanyOutcome.CompanyMade;
import io.berth.api.company.CompanyOutcome.Invited;
import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.mail.Mails;
import io.berth.did.secret.Identifiers;
import io.berth.did.throttle.Throttles;
import io.berth.did.throttle.Throttles.Limit;
import io.berth.service.audit.AuditedChanges;
import io.berth.service.runtime.PlatformProperties;
import java.time.Duration;
import java.util.Objects;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** People who are asked into a company, and what becomes of them there. */
@Component
final class MemberService {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final CompanyRows companies;
  private final Members members;
  private final Invitations invitations;
  private final Accounts accounts;
  private final Throttles throttles;
  private final InvitationProperties limits;
  private final Mails mails;
  private final PlatformProperties platform;
  private final CompanyAuditFields facts;
  private final AuditedChanges auditedChanges;

  MemberService(
      CompanyRows companies,
      Members members,
      Invitations invitations,
      Accounts accounts,
      Throttles throttles,
      InvitationProperties limits,
      Mails mails,
      PlatformProperties platform,
      CompanyAuditFields facts,
      AuditedChanges auditedChanges) {
    this.companies = companies;
    this.members = members;
    this.invitations = invitations;
    this.accounts = accounts;
    this.throttles = throttles;
    this.limits = limits;
    this.mails = mails;
    this.platform = platform;
    this.facts = facts;
    this.auditedChanges = auditedChanges;
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
              return mayMail(invite.companyId(), login, Objects.requireNonNull(caller.uid()))
                  .flatMap(
                      free ->
                          free
                              ? send(invite, login, caller)
                              : Mono.just(Refusal.of(ErrorCode.TOO_FREQUENT)));
            });
  }

  /**
   * An invitation is a mail from a stranger to a stranger. Companies cost nothing, so whoever makes
   * many of them is counted too, and so is whoever is mailed.
   */
  private Mono<Boolean> mayMail(String companyId, String login, long uid) {
    return Flux.just(
            new Limit("invite/company/" + companyId, limits.perCompany(), HOUR),
            new Limit("invite/person/" + uid, limits.perPerson(), HOUR),
            new Limit("invite/to/" + companyId + '/' + login, limits.perCompanyAndRecipient(), DAY),
            new Limit("invite/to/" + login, limits.perRecipient(), DAY))
        .concatMap(throttles::take)
        .all(free -> free);
  }

  private Mono<Outcome> send(InviteMember invite, String login, Caller caller) {
    String token = Identifiers.hex();
    return written(
            "member.invite",
            invite.companyId(),
            caller,
            invitations
                .make(token, invite.companyId(), login, invite.role())
                .thenReturn(new Outcome.Done()))
        .then(accounts.find(login).mapNotNull(Account::language).defaultIfEmpty(invite.language()))
        .flatMap(
            language ->
                mails.invitation(
                    login, language, platform.origin() + "/console/invitations/" + token))
        .thenReturn(new Outcome.Done());
  }

  Mono<Outcome> withdraw(String companyId, String login, Caller caller) {
    return written(
        "invitation.withdraw",
        companyId,
        caller,
        invitations.withdraw(companyId, login).thenReturn(new Outcome.Done()));
  }

  Mono<Outcome> change(ChangeMember change, Caller caller) {
    return written(
        "member.change",
        change.companyId(),
        caller,
        unlessLast(members.change(change.companyId(), change.uid(), change.role())));
  }

  Mono<Outcome> remove(RemoveMember remove, Caller caller) {
    return written(
        "member.remove",
        remove.companyId(),
        caller,
        unlessLast(members.remove(remove.companyId(), remove.uid())));
  }

  private static Mono<Outcome> unlessLast(Mono<Boolean> work) {
    return work.map(done -> done ? new Outcome.Done() : Invalid.of("role", "last-owner"));
  }

  /** One at a time: two owners who remove each other at once must not leave nobody. */
  private Mono<Outcome> written(
      String action, String companyId, Caller caller, Mono<Outcome> change) {
    return auditedChanges.write(
        caller, action, "company/" + companyId, facts.of(companyId), change);
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
        .flatMap(open -> written("member.join", open.companyId(), caller, join(open, uid)))
        .defaultIfEmpty(Refusal.of(ErrorCode.CODE_UNKNOWN));
  }

  /** Whoever takes the invitation away is the one who may use it. */
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
