package io.berth.api.account;

import io.berth.api.DidCommand;
import io.berth.api.Outcome;
import io.berth.api.Realm;

/** About accounts whose session is carried as a key. */
public sealed interface ApiSessionCommand extends DidCommand {

  /**
   * Begins an account and mails a code. Needs no session. Answers {@link
   * AccountOutcome.VerificationStarted}.
   *
   * @param login mail address
   * @param language of the mail
   */
  record Register(String login, String password, String language) implements ApiSessionCommand {}

  /**
   * Makes the account once its mailed code was typed. Answers {@link
   * AccountOutcome.AccountProfile}.
   *
   * @param verificationId as answered to {@link Register}, like {@code holder}
   */
  record CompleteRegistration(String verificationId, String holder, String verificationCode)
      implements ApiSessionCommand {}

  /**
   * Opens a session that is carried as a key. Needs no session. Answers {@link
   * AccountOutcome.SignedIn}.
   */
  record SignIn(String login, String password) implements ApiSessionCommand {}

  /** Answers {@link AccountOutcome.AccountProfile} of the session's user. */
  record ReadAccount(String sessionKey) implements ApiSessionCommand {}

  /**
   * Mails a code. Needs no session. Answers {@link AccountOutcome.VerificationStarted}.
   *
   * @param language of the mail where the user's own is not known
   */
  record StartRecovery(String login, String language) implements ApiSessionCommand {}

  /** Answers {@link AccountOutcome.Recovery} once the mailed code was typed. */
  record VerifyRecovery(String verificationId, String holder, String verificationCode)
      implements ApiSessionCommand {}

  /** Uses a recovery up: another password ends every session. Answers {@link Outcome.Done}. */
  record SetPassword(String recoveryToken, String password) implements ApiSessionCommand {}

  /** Uses a recovery of the session's own user up. Answers {@link Outcome.Done}. */
  record SetPayPassword(String sessionKey, String recoveryToken, String payPassword)
      implements ApiSessionCommand {}

  /** For services: answers {@link AccountOutcome.AccountProfile} of the session key's user. */
  record ResolveSession(String sessionKey, Realm realm) implements ApiSessionCommand {}
}
