package io.berth.api.account;

import io.berth.api.DidCommand;
import io.berth.api.Outcome;
import org.jspecify.annotations.Nullable;

/** About the proof that a payer wants to pay. */
public sealed interface PayerCommand extends DidCommand {

  /** For services: answers {@link AccountOutcome.PayerProfile}. */
  record ReadPayer(long uid, String sessionId, String appId) implements PayerCommand {}

  /**
   * For services: mails a code for paying one order and voids the former of this session and order.
   * Answers {@link Outcome.Done}.
   *
   * @param amount with its coin, as the mail names it
   * @param payee as the mail names it
   */
  record SendPaymentCode(
      long uid, String sessionId, String language, long orderId, String amount, String payee)
      implements PayerCommand {}

  /**
   * For services: checks what the payer typed, all or nothing; counts tries and freezes. Answers
   * {@link Outcome.Done}.
   *
   * @param orderId what the code has to be for; null without a code
   * @param verificationCode null in a game's pay dialog, where the password alone decides
   * @param payPassword null when {@link AccountOutcome.PayerProfile#passwordRemembered()} was shown
   * @param remember the payer asked for the password to be remembered for this app and session
   */
  record AuthorizePayment(
      long uid,
      String sessionId,
      String appId,
      @Nullable Long orderId,
      @Nullable String verificationCode,
      @Nullable String payPassword,
      boolean remember)
      implements PayerCommand {}

  /**
   * For services: checks a pay password, counts tries and freezes. Answers {@link Outcome.Done}.
   *
   * @param forApp the app pays out, and {@code payPassword} is its payout password; otherwise a
   *     user pays the app
   */
  record CheckPayPassword(long uid, String appId, String payPassword, boolean forApp)
      implements PayerCommand {}
}
