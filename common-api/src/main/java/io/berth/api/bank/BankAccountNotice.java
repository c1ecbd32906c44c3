package io.berth.api.bank;

import io.berth.api.DidCommand;
import io.berth.api.Outcome;
import java.time.Instant;

/** Commands of pay-service about bank accounts of apps. */
public sealed interface BankAccountNotice extends DidCommand {

  /**
   * Mails the owners of the app's company that its money goes to another bank account. Answers
   * {@link Outcome.Done}, also where an address gets no more mails today.
   *
   * @param account its last digits
   * @param usableFrom when money may go there
   */
  record MailBankAccount(String app, String account, Instant usableFrom)
      implements BankAccountNotice {}
}
