package io.berth.did.recovery;

import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.account.ApiSessionCommand.SetPassword;
import io.berth.api.account.ApiSessionCommand.SetPayPassword;
import io.berth.did.account.PasswordUse;
import io.berth.did.account.Passwords;
import io.berth.did.account.UserRules;
import io.berth.did.paypassword.PayPasswords;
import io.berth.did.session.ApiSessions;
import io.berth.did.session.PasswordChanges;
import io.berth.service.address.AddressBlock;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Sets passwords and pay passwords without a page, one for each recovery token. */
@Component
class ApiPasswordResets {
  private final Passwords passwords;
  private final PayPasswords payPasswords;
  private final RecoveryTokens tokens;
  private final ApiSessions sessions;
  private final PasswordChanges passwordChanges;

  ApiPasswordResets(
      Passwords passwords,
      PayPasswords payPasswords,
      RecoveryTokens tokens,
      ApiSessions sessions,
      PasswordChanges passwordChanges) {
    this.passwords = passwords;
    this.payPasswords = payPasswords;
    this.tokens = tokens;
    this.sessions = sessions;
    this.passwordChanges = passwordChanges;
  }

  /**
   * The token is looked at before the password is hashed, because anybody may send a made-up one
   * (flood), and used up afterwards: a full queue must not cost it.
   */
  Mono<Outcome> setPassword(SetPassword set, Caller caller, String address) {
    return UserRules.isPassword(set.password())
        ? tokens
            .holder(set.recoveryToken())
            .flatMap(
                _ -> passwords.hash(PasswordUse.RECOVERY, AddressBlock.of(address), set.password()))
            .flatMap(
                hash ->
                    tokens
                        .use(set.recoveryToken())
                        .flatMap(uid -> passwordChanges.change(caller, uid, hash)))
            .<Outcome>map(_ -> new Outcome.Done())
            .defaultIfEmpty(Refusal.of(ErrorCode.RECOVERY_UNKNOWN))
        : Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, "password: 8 to 128 characters"));
  }

  Mono<Outcome> setPayPassword(SetPayPassword set, Caller caller, String address) {
    return UserRules.isPayPassword(set.payPassword())
        ? sessions
            .holder(set.sessionKey(), caller.realm())
            .flatMap(account -> setPayPassword(account.uid(), set, caller, address))
            .switchIfEmpty(refused(ErrorCode.SESSION_UNKNOWN))
        : Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, "pay password: 6 to 128 characters"));
  }

  private Mono<Outcome> setPayPassword(
      long uid, SetPayPassword set, Caller caller, String address) {
    return tokens
        .holder(set.recoveryToken())
        .filter(holder -> holder == uid)
        .flatMap(
            _ -> passwords.hash(PasswordUse.RECOVERY, AddressBlock.of(address), set.payPassword()))
        .flatMap(
            hash ->
                tokens
                    .use(set.recoveryToken(), uid)
                    .flatMap(
                        used ->
                            used
                                ? payPasswords
                                    .changeOwn(caller, uid, hash)
                                    .<Outcome>thenReturn(new Outcome.Done())
                                : refused(ErrorCode.RECOVERY_UNKNOWN)))
        .switchIfEmpty(refused(ErrorCode.RECOVERY_UNKNOWN));
  }

  private static Mono<Outcome> refused(ErrorCode code) {
    return Mono.just(Refusal.of(code));
  }
}
