package io.berth.did.address;

import io.berth.did.account.Accounts;
import io.berth.did.mail.Mails;
import io.berth.did.throttle.Origin;
import io.berth.did.throttle.Throttles;
import io.berth.did.throttle.Throttles.Limit;
import io.berth.did.verification.MailedCode;
import io.berth.did.verification.MailedCode.Purpose;
import io.berth.did.verification.VerificationCodes;
import io.berth.did.verification.VerificationCodes.Check;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Mails codes to the addresses that people want to change to, and checks them. */
@Component
class AddressCodes {
  private static final int PER_DAY = 10;

  private final VerificationCodes codes;
  private final Accounts accounts;
  private final Throttles throttles;
  private final Mails mails;

  AddressCodes(VerificationCodes codes, Accounts accounts, Throttles throttles, Mails mails) {
    this.codes = codes;
    this.accounts = accounts;
    this.throttles = throttles;
    this.mails = mails;
  }

  /**
   * Counts against all limits of codes, and those of one person against a limit of the day: with
   * one account, mails could be sent to any number of strangers.
   *
   * @return false where too many codes were asked for
   */
  Mono<Boolean> mail(long uid, MailedCode mailed, Origin origin, String language) {
    return throttles
        .take(new Limit("address/" + uid, PER_DAY, Duration.ofDays(1)))
        .flatMap(free -> free ? codes.mayAsk(origin) : Mono.just(false))
        .flatMap(
            may ->
                may
                    ? codes.issue(mailed, origin, Mono.just(Map.of()))
                    : Mono.just(Optional.<String>empty()))
        .flatMap(
            code ->
                code.isEmpty()
                    ? Mono.just(false)
                    : send(mailed.subject(), language, code.get()).thenReturn(true));
  }

  /** Prevents enumeration: only the owner learns, by mail, that an address has an account. */
  private Mono<Void> send(String login, String language, String code) {
    return accounts
        .find(login)
        .hasElement()
        .flatMap(
            taken ->
                taken
                    ? mails.account(login, language, "taken")
                    : mails.send(login, language, Purpose.ADDRESS, code));
  }

  Mono<Check> check(MailedCode mailed, String code, Origin origin) {
    return codes.check(mailed, code, origin);
  }

  /** True for the first use of the code. */
  Mono<Boolean> use(MailedCode mailed, String code) {
    return codes.use(mailed, code);
  }
}
