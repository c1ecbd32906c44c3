package io.berth.api.deposit;

import io.berth.api.DidCommand;
import io.berth.api.Outcome;
import java.math.BigDecimal;

/** Commands of pay-service, which holds deposits, to did-service, which launches apps. */
public sealed interface HeldDepositCommand extends DidCommand {

  /**
   * Answers {@link Outcome.Done}, also where did-service knows something later.
   *
   * @param coin code
   * @param held all of it
   * @param entry number of the latest entry of the deposit's account
   */
  record NoteDeposit(String app, String coin, BigDecimal held, long entry)
      implements HeldDepositCommand {}
}
