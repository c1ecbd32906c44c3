package io.berth.did.recovery;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Realm;
import io.berth.api.account.AccountOutcome;
import io.berth.api.account.ApiSessionCommand.StartRecovery;
import io.berth.api.account.ApiSessionCommand.VerifyRecovery;
import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.mail.Mails;
import io.berth.did.throttle.Origin;
import io.berth.did.verification.MailedCode;
import io.berth.did.verification.MailedCode.Purpose;
import io.berth.did.verification.VerificationCodes;
import io.berth.did.verification.VerificationCodes.Right;
import io.berth.did.verification.VerificationCodes.Spent;
import io.berth.did.verification.VerificationCodes.TooOften;
import io.berth.did.verification.VerificationCodes.Wrong;
import io.berth.did.verification.VerificationIds;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Issues recovery tokens to clients without a page: a right mailed code gives one. */
@Component
class ApiRecoveries {
  private final Accounts accounts;
  private final VerificationCodes codes;
  private final VerificationIds ids;
  private final RecoveryTokens tokens;
  private final Mails mails;

  ApiRecoveries(
      Accounts accounts,
      VerificationCodes codes,
      VerificationIds ids,
      RecoveryTokens tokens,
      Mails mails) {
    this.accounts = accounts;
    this.codes = codes;
    this.ids = ids;
    this.tokens = tokens;
    this.mails = mails;
  }

  Mono<Outcome> begin(StartRecovery start, Realm realm, String address) {
    String login = Accounts.login(realm, start.login());
    if (!Accounts.isStoredLogin(login)) {
      return refused(ErrorCode.USER_UNKNOWN);
    }
    Origin origin = Origin.address(address);
    return codes
        .mayAsk(origin)
        .flatMap(
            may ->
                may
                    ? accounts
                        .find(login)
                        .flatMap(account -> mail(account, start.language(), origin))
                        .switchIfEmpty(refused(ErrorCode.USER_UNKNOWN))
                    : refused(ErrorCode.TOO_FREQUENT));
  }

  private Mono<Outcome> mail(Account account, String otherwise, Origin origin) {
    return ids.fresh().flatMap(id -> mail(account, otherwise, origin, id));
  }

  private Mono<Outcome> mail(Account account, String otherwise, Origin origin, String id) {
    String holder = Long.toString(account.uid());
    String language = account.language() == null ? otherwise : account.language();
    return codes
        .issue(
            MailedCode.ofApi(Purpose.RESET, account.login(), id),
            origin,
            Mono.just(Map.of(VerificationCodes.HOLDER, holder)))
        .flatMap(
            code ->
                code.isEmpty()
                    ? refused(ErrorCode.TOO_FREQUENT)
                    : mails
                        .send(account.login(), language, Purpose.RESET, code.get())
                        .thenReturn(new AccountOutcome.VerificationStarted(id, holder)));
  }

  Mono<Outcome> verify(VerifyRecovery verify, String address) {
    return codes
        .ofApi(Purpose.RESET, verify.verificationId(), verify.holder())
        .flatMap(mailed -> verify(mailed, verify.verificationCode(), Origin.address(address)))
        .switchIfEmpty(refused(ErrorCode.VERIFICATION_UNKNOWN));
  }

  private Mono<Outcome> verify(MailedCode mailed, String code, Origin origin) {
    return codes
        .check(mailed, code, origin)
        .flatMap(
            check ->
                switch (check) {
                  case Wrong _ -> refused(ErrorCode.VERIFICATION_CODE_WRONG);
                  case Spent _ -> refused(ErrorCode.VERIFICATION_CODE_EXPIRED);
                  case TooOften _ -> refused(ErrorCode.TOO_FREQUENT);
                  case Right _ ->
                      codes
                          .use(mailed, code)
                          .flatMap(
                              used ->
                                  used
                                      ? recovery(mailed.subject())
                                      : refused(ErrorCode.VERIFICATION_CODE_EXPIRED));
                });
  }

  private Mono<Outcome> recovery(String login) {
    return accounts
        .find(login)
        .flatMap(account -> tokens.issue(account.uid()))
        .<Outcome>map(AccountOutcome.Recovery::new)
        .defaultIfEmpty(Refusal.of(ErrorCode.USER_UNKNOWN));
  }

  private static Mono<Outcome> refused(ErrorCode code) {
    return Mono.just(Refusal.of(code));
  }
}
