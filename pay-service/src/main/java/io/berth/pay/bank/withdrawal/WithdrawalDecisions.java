package io.berth.pay.bank.withdrawal;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.bank.BankOutcome.WithdrawalState;
import io.berth.api.bank.WithdrawalCommand.ApplyWithdrawal;
import io.berth.api.bank.WithdrawalCommand.DecideWithdrawal;
import io.berth.api.change.ChangeOutcome.FourEyes;
import io.berth.api.change.PendingChange;
import io.berth.pay.bank.WithdrawalProperties;
import io.berth.service.audit.AuditLog;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Carries out decisions about withdrawals, and says which take another operator. */
@Component
public class WithdrawalDecisions {
  private final Withdrawals withdrawals;
  private final WithdrawalPosting posting;
  private final WithdrawalProperties properties;
  private final AuditLog audit;

  WithdrawalDecisions(
      Withdrawals withdrawals,
      WithdrawalPosting posting,
      WithdrawalProperties properties,
      AuditLog audit) {
    this.withdrawals = withdrawals;
    this.posting = posting;
    this.properties = properties;
    this.audit = audit;
  }

  static boolean isPossible(Withdrawal withdrawal, boolean approved) {
    return switch (withdrawal.state()) {
      case HELD -> true;
      case APPROVED, EXPORTED -> !approved;
      case REQUESTED, REFUSED, PAYING, PAID, CANCELLING, REJECTED -> false;
    };
  }

  /** Whether an approval takes another operator, after {@link Withdrawals#lockApprover}. */
  Mono<Boolean> needsSecond(Withdrawal withdrawal, FourEyes standing, long approver) {
    return withdrawals
        .approvedAlone(approver)
        .map(
            alone ->
                standing.tied()
                    || alone.add(withdrawal.money()).compareTo(properties.approvalAbove()) > 0);
  }

  /** Decides what one operator is enough for, about a locked withdrawal. */
  Mono<Outcome> make(Withdrawal locked, DecideWithdrawal decide, Caller caller) {
    String action = decide.approved() ? "withdrawal.approve" : "withdrawal.cancel";
    return change(locked, decide.approved(), Objects.requireNonNull(caller.uid()), null)
        .then(
            audit.write(
                caller, action, "withdrawal/" + locked.id(), decide.reason().strip(), Map.of()))
        .thenReturn(new Outcome.Done());
  }

  private Mono<Void> change(
      Withdrawal locked, boolean approved, long operator, @Nullable Long changeId) {
    return approved
        ? withdrawals.approve(locked.id(), operator, changeId)
        : withdrawals.set(locked.id(), WithdrawalState.CANCELLING);
  }

  /** Carries out what another operator has confirmed, in the caller's transaction. */
  public Mono<Outcome> apply(ApplyWithdrawal command, PendingChange change) {
    return withdrawals
        .lock(command.withdrawalId())
        .filter(locked -> isPossible(locked, command.approved()))
        .flatMap(
            locked ->
                change(
                        locked,
                        command.approved(),
                        Objects.requireNonNull(change.requestedBy()),
                        change.id())
                    .<Outcome>thenReturn(new Outcome.Done()))
        .doOnNext(_ -> posting.postSoon())
        .defaultIfEmpty(Invalid.of("id", "decided"));
  }
}
