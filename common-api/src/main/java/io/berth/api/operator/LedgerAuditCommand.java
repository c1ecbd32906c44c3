package io.berth.api.operator;

import io.berth.api.PayCommand;
import java.math.BigDecimal;

/** Commands about the auditor that no person in the console sends. */
public sealed interface LedgerAuditCommand extends PayCommand {

  /**
   * For the operator's token: answers {@link OperatorPayOutcome.AuditReport}.
   *
   * @param start whether a full pass is started before, which then runs
   */
  record AuditLedger(boolean start) implements LedgerAuditCommand {}

  /**
   * Correction of an account's books as another operator has confirmed it. Kept with the change
   * that waits, and refused to whoever sends it.
   *
   * @param balance as it was shown, like the other amounts; anything else refuses the correction
   * @param keep whether the balance stays
   */
  record ApplyCorrection(
      long accountId,
      BigDecimal balance,
      BigDecimal frozen,
      BigDecimal trueBalance,
      BigDecimal trueFrozen,
      boolean keep)
      implements LedgerAuditCommand {}
}
