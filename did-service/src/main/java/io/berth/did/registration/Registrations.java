package io.berth.did.registration;

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

/**
 * Registers people in browsers: mails a code, and creates the account once the code was typed, so
 * that the address belongs to the person.
 */
@Component
class Registrations {
  private final Accounts accounts;
  private final Passwords passwords;
  private final VerificationCodes codes;
  private final Mails mails;

  Registrations(Accounts accounts, Passwords passwords, VerificationCodes codes, Mails mails) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.codes = codes;
    this.mails = mails;
  }

  record NewAccount(String login, String name, String password, String language) {}

  /** False where too many codes were asked for. */
  Mono<Boolean> mailCode(
      MailedCode mailed, Origin origin, AddressBlock address, NewAccount account) {
    return codes
        .mayAsk(origin)
        .flatMap(
            may ->
                may
                    ? codes.issue(mailed, origin, payload(account, address))
                    : Mono.just(Optional.<String>empty()))
        .flatMap(
            code -> code.isEmpty() ? Mono.just(false) : send(account, code.get()).thenReturn(true));
  }

  private Mono<Map<String, String>> payload(NewAccount account, AddressBlock address) {
    return passwords
        .hash(PasswordUse.REGISTRATION, address, account.password())
        .map(hash -> Map.of("name", account.name(), "hash", hash, "language", account.language()));
  }

  /** Prevents enumeration: only the owner learns, by mail, that an address has an account. */
  private Mono<Void> send(NewAccount account, String code) {
    return accounts
        .find(account.login())
        .hasElement()
        .flatMap(
            taken ->
                taken
                    ? mails.alreadyRegistered(account.login(), account.language())
                    : mails.send(account.login(), account.language(), Purpose.REGISTER, code));
  }

  Mono<Check> check(MailedCode mailed, String code, Origin origin) {
    return codes.check(mailed, code, origin);
  }

  /** True for the first use of the code. */
  Mono<Boolean> use(MailedCode mailed, String code) {
    return codes.use(mailed, code);
  }

  /**
   * Creates the account; empty where the address has one by now.
   *
   * @param payload that was stored with the code
   */
  Mono<Long> create(String login, Map<String, String> payload) {
    return accounts
        .create(login, null, payload.getOrDefault("name", ""), payload.get("hash"))
        .flatMap(
            uid -> accounts.speaks(uid, payload.getOrDefault("language", "en")).thenReturn(uid));
  }
}
