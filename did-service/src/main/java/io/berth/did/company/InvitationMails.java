package io.berth.did.company;

import io.berth.api.company.CompanyCommand.InviteMember;
import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.mail.Mails;
import io.berth.did.throttle.Throttles;
import io.berth.did.throttle.Throttles.Limit;
import io.berth.service.runtime.PlatformProperties;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Mails invitations, within limits. */
@Component
class InvitationMails {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final Throttles throttles;
  private final InvitationProperties limits;
  private final Accounts accounts;
  private final Mails mails;
  private final PlatformProperties platform;

  InvitationMails(
      Throttles throttles,
      InvitationProperties limits,
      Accounts accounts,
      Mails mails,
      PlatformProperties platform) {
    this.throttles = throttles;
    this.limits = limits;
    this.accounts = accounts;
    this.mails = mails;
    this.platform = platform;
  }

  /**
   * Anybody can create companies and send invitations to strangers, so that mails are counted per
   * company, per sender and per recipient (spam).
   */
  Mono<Boolean> maySend(String companyId, String login, long uid) {
    return Flux.just(
            new Limit("invite/company/" + companyId, limits.perCompany(), HOUR),
            new Limit("invite/person/" + uid, limits.perPerson(), HOUR),
            new Limit("invite/to/" + companyId + '/' + login, limits.perCompanyAndRecipient(), DAY),
            new Limit("invite/to/" + login, limits.perRecipient(), DAY))
        .concatMap(throttles::take)
        .all(free -> free);
  }

  /**
   * Mails in the recipient's language where they have an account, else in that of the invitation.
   */
  Mono<Void> send(InviteMember invite, String login, String token) {
    return accounts
        .find(login)
        .mapNotNull(Account::language)
        .defaultIfEmpty(invite.language())
        .flatMap(
            language ->
                mails.invitation(
                    login, language, platform.origin() + "/console/invitations/" + token));
  }
}
