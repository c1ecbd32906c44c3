package io.berth.did.recovery;

import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.account.PasswordUse;
import io.berth.did.account.Passwords;
import io.berth.did.mail.Mails;
import io.berth.did.throttle.Origin;
import io.berth.did.verification.MailedCode;
import io.berth.did.verification.MailedCode.Purpose;
import io.berth.did.verification.VerificationCodes;
import io.berth.did.verification.VerificationCodes.Check;
import io.berth.service.address.AddressBlock;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Lets people who forgot their password prove by a mailed code that the account is theirs. */
@Component
class PasswordResets {
  private final Accounts accounts;
  private final Passwords passwords;
  private final VerificationCodes codes;
  private final Mails mails;

  PasswordResets(Accounts accounts, Passwords passwords, VerificationCodes codes, Mails mails) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.codes = codes;
    this.mails = mails;
  }

  /** A proven account and the hash of its new password. */
  record Proven(Account account, String hash) {}

  /** Empty for an unknown login. */
  Mono<Account> find(String login) {
    return accounts.find(login);
  }

  /**
   * False where too many codes were asked for. Prevents enumeration: does not wait for the mail,
   * and gives the same result for an unknown login.
   */
  Mono<Boolean> mailCode(MailedCode mailed, Origin origin, String language) {
    return codes
        .mayAsk(origin)
        .flatMap(
            may ->
                may
                    ? codes.issue(mailed, origin, Mono.just(Map.of()))
                    : Mono.just(Optional.<String>empty()))
        .doOnNext(code -> code.ifPresent(digits -> send(mailed.subject(), language, digits)))
        .map(Optional::isPresent);
  }

  private void send(String login, String language, String code) {
    mails.sendLater(
        accounts.find(login).flatMap(account -> mails.send(login, language, Purpose.RESET, code)));
  }

  Mono<Check> check(MailedCode mailed, String code, Origin origin) {
    return codes.check(mailed, code, origin);
  }

  /**
   * Uses the code up, after the password was hashed: a full queue must not cost the code. Empty
   * where the code was used before.
   */
  Mono<Proven> use(MailedCode mailed, String code, AddressBlock address, String password) {
    return passwords
        .hash(PasswordUse.RECOVERY, address, password)
        .flatMap(
            hash ->
                codes
                    .use(mailed, code)
                    .filter(used -> used)
                    .flatMap(_ -> accounts.find(mailed.subject()))
                    .map(account -> new Proven(account, hash)));
  }
}
