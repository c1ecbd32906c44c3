package io.berth.did.payer;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.account.AccountOutcome;
import io.berth.api.account.PayerCommand.AuthorizePayment;
import io.berth.api.account.PayerCommand.ReadPayer;
import io.berth.api.account.PayerCommand.SendPaymentCode;
import io.berth.did.account.Account;
import io.berth.did.account.Accounts;
import io.berth.did.mail.Mails;
import io.berth.did.paypassword.PayPasswords;
import io.berth.did.session.Sessions;
import io.berth.did.throttle.Origin;
import io.berth.did.verification.MailedCode;
import io.berth.did.verification.VerificationCodes;
import io.berth.did.verification.VerificationCodes.Right;
import io.berth.did.verification.VerificationCodes.Spent;
import io.berth.did.verification.VerificationCodes.TooOften;
import io.berth.did.verification.VerificationCodes.Wrong;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Checks that the user of the pay page owns the money. */
@Component
final class Payers {
  private final Sessions sessions;
  private final Accounts accounts;
  private final VerificationCodes codes;
  private final PayPasswords payPasswords;
  private final RememberedPayPasswords remembered;
  private final Mails mails;
  private final DatabaseClient database;

  Payers(
      Sessions sessions,
      Accounts accounts,
      VerificationCodes codes,
      PayPasswords payPasswords,
      RememberedPayPasswords remembered,
      Mails mails,
      DatabaseClient database) {
    this.sessions = sessions;
    this.accounts = accounts;
    this.codes = codes;
    this.payPasswords = payPasswords;
    this.remembered = remembered;
    this.mails = mails;
    this.database = database;
  }

  public Mono<Outcome> read(ReadPayer read) {
    return inSession(
        read.uid(),
        read.sessionId(),
        account ->
            Mono.zip(
                    remembered.knows(read.sessionId(), read.uid(), read.appId()),
                    payPasswords.triesLeft(read.uid()),
                    remembered.mayRemember(read.uid(), read.appId()))
                .map(
                    all ->
                        new AccountOutcome.PayerProfile(
                            account.uid(),
                            account.name(),
                            account.maskedMail(),
                            account.payPasswordHash() != null,
                            all.getT1(),
                            all.getT3(),
                            payPasswords.frozenUntil(account),
                            all.getT2())));
  }

  public Mono<Outcome> sendCode(SendPaymentCode send) {
    return inSession(
        send.uid(),
        send.sessionId(),
        account ->
            codes
                .issue(
                    MailedCode.ofOrder(send.uid(), send.sessionId(), send.orderId()),
                    Origin.session(send.sessionId()),
                    Mono.just(Map.of()))
                .flatMap(
                    code ->
                        code.isEmpty()
                            ? refused(ErrorCode.TOO_FREQUENT)
                            : mails
                                .payment(
                                    account.login(),
                                    send.language(),
                                    code.get(),
                                    send.amount(),
                                    send.payee())
                                .thenReturn(new Outcome.Done())));
  }

  public Mono<Outcome> authorize(AuthorizePayment payment) {
    return inSession(
        payment.uid(),
        payment.sessionId(),
        account -> {
          ErrorCode obstacle = payPasswords.obstacle(account);
          return obstacle != null
              ? refused(obstacle)
              : holdsMoneyOfApps(payment.uid())
                  .flatMap(holds -> holds ? refused(ErrorCode.PAYING_FROZEN) : proof(payment));
        });
  }

  /** Whether money of apps is still to be moved out of this person's account. */
  Mono<Boolean> holdsMoneyOfApps(long uid) {
    return database
        .sql(
            """
            select exists (select from account_moves where former_uid = :uid and moved_at is null)
            """)
        .bind("uid", uid)
        .mapValue(Boolean.class)
        .one();
  }

  private Mono<Outcome> proof(AuthorizePayment payment) {
    return payment.verificationCode() == null ? passwordAlone(payment) : passwordFirst(payment);
  }

  /** In a game's dialog; a password remembered elsewhere is no consent to this payment. */
  private Mono<Outcome> passwordAlone(AuthorizePayment payment) {
    return payment.payPassword() == null
        ? refused(ErrorCode.PAY_PASSWORD_WRONG)
        : password(payment)
            .flatMap(
                refusal ->
                    refusal.isPresent() ? refused(refusal.get()) : Mono.just(new Outcome.Done()));
  }

  /** A password that has to be typed is asked for before a code is looked at. */
  private Mono<Outcome> passwordFirst(AuthorizePayment payment) {
    Long orderId = payment.orderId();
    if (orderId == null) {
      return Mono.just(Refusal.of(ErrorCode.BAD_PARAMETER, "a code is for one order"));
    }
    MailedCode mailed = MailedCode.ofOrder(payment.uid(), payment.sessionId(), orderId);
    if (payment.payPassword() != null) {
      return codeThenPassword(payment, mailed);
    }
    return remembered
        .knows(payment.sessionId(), payment.uid(), payment.appId())
        .flatMap(
            known ->
                known ? codeThenPassword(payment, mailed) : refused(ErrorCode.PAY_PASSWORD_WRONG));
  }

  private Mono<Outcome> codeThenPassword(AuthorizePayment payment, MailedCode mailed) {
    return codes
        .check(
            mailed,
            Objects.requireNonNull(payment.verificationCode()),
            Origin.session(payment.sessionId()))
        .flatMap(
            check ->
                switch (check) {
                  case Wrong _ -> refused(ErrorCode.VERIFICATION_CODE_WRONG);
                  case Spent _ -> refused(ErrorCode.VERIFICATION_CODE_EXPIRED);
                  case TooOften _ -> refused(ErrorCode.TOO_FREQUENT);
                  case Right _ -> passwordAfterCode(payment, mailed);
                });
  }

  /** A wrong password, or an error, leaves the code as it was. */
  private Mono<Outcome> passwordAfterCode(AuthorizePayment payment, MailedCode mailed) {
    return password(payment)
        .flatMap(
            refusal ->
                refusal.isPresent()
                    ? codes.giveBack(mailed).then(refused(refusal.get()))
                    : use(payment, mailed))
        .onErrorResume(e -> codes.giveBack(mailed).then(Mono.error(e)));
  }

  private Mono<Optional<ErrorCode>> password(AuthorizePayment payment) {
    return payment.payPassword() == null
        ? Mono.just(Optional.empty())
        : payPasswords.check(payment.uid(), Objects.requireNonNull(payment.payPassword()));
  }

  /** Of two payments with one code, the one that takes the code goes on. */
  private Mono<Outcome> use(AuthorizePayment payment, MailedCode mailed) {
    return codes
        .use(mailed, Objects.requireNonNull(payment.verificationCode()))
        .flatMap(
            used ->
                used
                    ? remember(payment).thenReturn(new Outcome.Done())
                    : refused(ErrorCode.VERIFICATION_CODE_EXPIRED));
  }

  /** Remembers only a password that was typed with the box ticked. */
  private Mono<Void> remember(AuthorizePayment payment) {
    return payment.remember() && payment.payPassword() != null
        ? remembered.remember(payment.sessionId(), payment.uid(), payment.appId())
        : Mono.empty();
  }

  private Mono<Outcome> inSession(
      long uid, String sessionId, Function<Account, Mono<? extends Outcome>> work) {
    return sessions
        .lives(sessionId, uid)
        .flatMap(
            lives ->
                lives
                    ? accounts.find(uid).flatMap(account -> work.apply(account).cast(Outcome.class))
                    : refused(ErrorCode.SESSION_UNKNOWN))
        .switchIfEmpty(refused(ErrorCode.USER_UNKNOWN));
  }

  private static Mono<Outcome> refused(ErrorCode code) {
    return Mono.just(Refusal.of(code));
  }
}
