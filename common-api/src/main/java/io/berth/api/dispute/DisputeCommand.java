package io.berth.api.dispute;

import io.berth.api.ConsoleCommand;
import io.berth.api.Outcome;
import io.berth.api.PayCommand;
import io.berth.api.Permission;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Commands of companies and operators about disputes. */
public sealed interface DisputeCommand extends PayCommand, ConsoleCommand {

  /**
   * Lists an app's disputes, latest first. Answers {@link DisputeOutcome.DisputeList}.
   *
   * @param open only those without a decision
   * @param before id that the list before ended with; null for the first
   */
  record ReadDisputes(boolean open, @Nullable Long before) implements DisputeCommand {
    @Override
    public Permission permission() {
      return Permission.ORDER_READ;
    }
  }

  /** Lists an order's disputes, latest first. Answers {@link DisputeOutcome.DisputeList}. */
  record ReadOrderDisputes(long orderId) implements DisputeCommand {
    @Override
    public Permission permission() {
      return Permission.ORDER_READ;
    }
  }

  /** Answers {@link DisputeOutcome.DisputeFound}, or {@link Outcome.Invalid}. */
  record ReadDispute(long id) implements DisputeCommand {
    @Override
    public Permission permission() {
      return Permission.ORDER_READ;
    }
  }

  /**
   * Answers a dispute for the company; the operator decides then. Answers {@link Outcome.Done}, or
   * {@link Outcome.Invalid}.
   */
  record AnswerDispute(long id, String answer) implements DisputeCommand {
    @Override
    public Permission permission() {
      return Permission.DISPUTE_ANSWER;
    }
  }

  /**
   * Pays the user back for the company, which ends the dispute. Answers {@link Outcome.Done}, or
   * {@link Outcome.Invalid}.
   *
   * @param amount at most what is left of the payment
   */
  record RefundDispute(long id, BigDecimal amount, String reason) implements DisputeCommand {
    @Override
    public Permission permission() {
      return Permission.REFUND;
    }
  }

  /**
   * Lists the disputes of all apps that are the operator's to decide, the longest waiting first, or
   * all, latest first. Answers {@link DisputeOutcome.DisputeList}.
   *
   * @param waiting only those to decide
   */
  record OperateDisputes(boolean waiting, @Nullable Long before) implements DisputeCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /** Answers {@link DisputeOutcome.DisputeFound}, or {@link Outcome.Invalid}. */
  record OperateDispute(long id) implements DisputeCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /**
   * Decides a dispute: pays the user back from the app's account, or closes it. Answers {@link
   * Outcome.Done}, or {@link Outcome.Invalid}.
   *
   * @param amount at most what is left of the payment; null closes without a refund
   */
  record DecideDispute(long id, @Nullable BigDecimal amount, String reason)
      implements DisputeCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_MONEY;
    }
  }
}
