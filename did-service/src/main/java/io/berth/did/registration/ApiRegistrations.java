package io.berth.did.registration;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Realm;
import io.berth.api.account.AccountOutcome;
import io.berth.api.account.ApiSessionCommand.CompleteRegistration;
import io.berth.api.account.ApiSessionCommand.Register;
import io.berth.did.account.Accounts;
import io.berth.did.account.PasswordUse;
import io.berth.did.account.Passwords;
import io.berth.did.account.UserRules;
import io.berth.did.mail.Mails;
import io.berth.did.session.ApiSessions;
import io.berth.did.throttle.Origin;
import io.berth.did.verification.MailedCode;
import io.berth.did.verification.MailedCode.Purpose;
import io.berth.did.verification.VerificationCodes;
import io.berth.did.verification.VerificationCodes.Right;
import io.berth.did.verification.VerificationCodes.Spent;
import io.berth.did.verification.VerificationCodes.TooOften;
import io.berth.did.verification.VerificationCodes.Wrong;
import io.berth.did.verification.VerificationIds;
import io.berth.service.address.AddressBlock;
import io.berth.service.key.Randomness;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Registers people without a page: the account is created once a mailed code was typed. Unlike the
 * page this tells whether an address is taken, because the protocols do.
 */
@Component
final class ApiRegistrations {
  private static final long LEAST_HOLDER = 100_000_000_000L;
  private static final long HOLDERS = 900_000_000_000L;

  private final Accounts accounts;
  private final Passwords passwords;
  private final VerificationCodes codes;
  private final VerificationIds ids;
  private final Mails mails;

  ApiRegistrations(
      Accounts accounts,
      Passwords passwords,
      VerificationCodes codes,
      VerificationIds ids,
      Mails mails) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.codes = codes;
    this.ids = ids;
    this.mails = mails;
  }

  public Mono<Outcome> begin(Register register, Realm realm, String address) {
    String login = Accounts.login(realm, register.login());
    if (!Accounts.isStoredLogin(login)) {
      return refused(ErrorCode.LOGIN_MALFORMED);
    }
    if (!UserRules.isPassword(register.password())) {
      return Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, "password: 8 to 128 characters"));
    }
    return codes
        .mayAsk(Origin.address(address))
        .flatMap(
            may ->
                may
                    ? accounts
                        .find(login)
                        .hasElement()
                        .flatMap(
                            taken ->
                                taken
                                    ? refused(ErrorCode.LOGIN_TAKEN)
                                    : mail(login, register, address))
                    : refused(ErrorCode.TOO_FREQUENT));
  }

  private Mono<Outcome> mail(String login, Register register, String address) {
    return ids.fresh().flatMap(id -> mail(login, register, address, id));
  }

  private Mono<Outcome> mail(String login, Register register, String address, String id) {
    String holder = Long.toString(LEAST_HOLDER + Randomness.generator().nextLong(HOLDERS));
    return codes
        .issue(
            MailedCode.ofApi(Purpose.REGISTER, login, id),
            Origin.address(address),
            passwords
                .hash(PasswordUse.REGISTRATION, AddressBlock.of(address), register.password())
                .map(
                    hash ->
                        Map.of(
                            VerificationCodes.HOLDER,
                            holder,
                            "name",
                            "",
                            "hash",
                            hash,
                            "language",
                            register.language())))
        .flatMap(
            code ->
                code.isEmpty()
                    ? refused(ErrorCode.TOO_FREQUENT)
                    : mails
                        .send(login, register.language(), Purpose.REGISTER, code.get())
                        .thenReturn(new AccountOutcome.VerificationStarted(id, holder)));
  }

  public Mono<Outcome> complete(CompleteRegistration complete, String address) {
    return codes
        .ofApi(Purpose.REGISTER, complete.verificationId(), complete.holder())
        .flatMap(mailed -> complete(mailed, complete.verificationCode(), Origin.address(address)))
        .switchIfEmpty(refused(ErrorCode.VERIFICATION_UNKNOWN));
  }

  private Mono<Outcome> complete(MailedCode mailed, String code, Origin origin) {
    return codes
        .check(mailed, code, origin)
        .flatMap(
            check ->
                switch (check) {
                  case Wrong _ -> refused(ErrorCode.VERIFICATION_CODE_WRONG);
                  case Spent _ -> refused(ErrorCode.VERIFICATION_CODE_EXPIRED);
                  case TooOften _ -> refused(ErrorCode.TOO_FREQUENT);
                  case Right(Map<String, String> kept) ->
                      codes
                          .use(mailed, code)
                          .flatMap(
                              used ->
                                  used
                                      ? create(mailed.subject(), kept)
                                      : refused(ErrorCode.VERIFICATION_CODE_EXPIRED));
                });
  }

  private Mono<Outcome> create(String login, Map<String, String> kept) {
    return accounts
        .create(login, null, "", Objects.requireNonNull(kept.get("hash")))
        .flatMap(uid -> accounts.speaks(uid, kept.getOrDefault("language", "")).thenReturn(uid))
        .flatMap(accounts::find)
        .<Outcome>map(ApiSessions::profile)
        .defaultIfEmpty(Refusal.of(ErrorCode.LOGIN_TAKEN));
  }

  private static Mono<Outcome> refused(ErrorCode code) {
    return Mono.just(Refusal.of(code));
  }
}
