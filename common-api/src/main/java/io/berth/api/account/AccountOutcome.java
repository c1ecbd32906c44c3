package io.berth.api.account;

import io.berth.api.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Answers about accounts and payers. */
public sealed interface AccountOutcome extends Outcome.Success {

  /**
   * Payer for the pay page.
   *
   * @param maskedMail for example {@code a***e@example.com}
   * @param passwordRemembered the session may skip the pay password for this app (scope 10)
   * @param mayRemember the user has granted the app that it may be remembered (scope 10)
   * @param frozenUntil until when this user cannot pay; null where they can, or the time is unknown
   * @param passwordTriesLeft wrong pay passwords until paying freezes; null where nobody counts
   */
  record PayerProfile(
      long uid,
      String name,
      String maskedMail,
      boolean hasPayPassword,
      boolean passwordRemembered,
      boolean mayRemember,
      @Nullable Instant frozenUntil,
      @Nullable Integer passwordTriesLeft)
      implements AccountOutcome {}

  /**
   * A code is on its way by mail.
   *
   * @param verificationId names this request for a code
   * @param holder who it is about; for an account that exists its uid
   */
  record VerificationStarted(String verificationId, String holder) implements AccountOutcome {}

  /**
   * A user as they see themselves.
   *
   * @param login mail address
   */
  record AccountProfile(long uid, String login, String name, String avatar, Instant createdAt)
      implements AccountOutcome {}

  /**
   * @param sessionKey 40 hex characters; a bearer key
   */
  record SignedIn(String sessionKey, AccountProfile account) implements AccountOutcome {}

  /**
   * @param token good once, for a few minutes
   */
  record Recovery(String token) implements AccountOutcome {}
}
