package io.berth.api.deposit;

import io.berth.api.Outcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Answers to {@link DepositCommand}s. */
public sealed interface DepositOutcome extends Outcome.ForConsole {

  enum DepositMoveKind {
    PAY_IN,
    /** The operator takes it, for a reason. */
    DRAW,
    RETURN
  }

  enum DepositMoveState {
    REQUESTED,
    POSTED,
    /** The account that it was to come from had too little. */
    REFUSED
  }

  /**
   * @param held by coin code
   * @param moves at most 50, newest first
   */
  record DepositFound(String appId, Map<String, BigDecimal> held, List<DepositMove> moves)
      implements DepositOutcome {}

  /**
   * @param reason empty where it was paid in
   */
  record DepositMove(
      long id,
      DepositMoveKind kind,
      String coin,
      BigDecimal amount,
      String reason,
      DepositMoveState state,
      Instant at) {}
}
