package io.berth.api.dispute;

import io.berth.api.Outcome;
import java.math.BigDecimal;
import java.util.List;

/** Answers to {@link DisputeCommand}s. */
public sealed interface DisputeOutcome extends Outcome.ForConsole {

  /**
   * @param more whether there are more than these
   */
  record DisputeList(List<Dispute> disputes, boolean more) implements DisputeOutcome {}

  /**
   * @param refundable what is left of the payment
   */
  record DisputeFound(Dispute dispute, BigDecimal refundable) implements DisputeOutcome {}
}
