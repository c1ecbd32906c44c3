package io.berth.api.delivery;

import io.berth.api.CallbackCommand;
import io.berth.api.Outcome;
import io.berth.api.Permission;
import io.berth.api.audit.AuditFilter;
import io.berth.api.audit.AuditOutcome;

/** Commands of operators about records of {@code berth.orders} that could not be handled. */
public sealed interface DeadLetterCommand extends CallbackCommand {

  /** Answers {@link DeadLetterOutcome.DeadLetters}, newest first. */
  record ReadDeadLetters() implements DeadLetterCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  /**
   * Handles a record once more, as if it had just arrived. Answers {@link Outcome.Done}, or {@link
   * Outcome.Invalid} where it still cannot be handled, or was never signed by pay-service.
   */
  record RepeatDeadLetter(int partition, long offset, String reason) implements DeadLetterCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_MONEY;
    }
  }

  /** Forgets a record for good. Answers {@link Outcome.Done}, or {@link Outcome.Invalid}. */
  record DropDeadLetter(int partition, long offset, String reason) implements DeadLetterCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_MONEY;
    }
  }

  /** callback-service's part of the audit log: {@link AuditOutcome.AuditPage}. */
  record ReadCallbackAudit(AuditFilter filter) implements DeadLetterCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }
}
