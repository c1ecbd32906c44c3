package io.berth.pay.operator;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.change.ChangeOutcome.FourEyes;
import io.berth.api.operator.OperatorPayCommand.RequestAdjustment;
import io.berth.api.operator.OperatorPayOutcome;
import io.berth.api.operator.OperatorPayOutcome.Adjustment;
import io.berth.service.audit.AuditLog;
import io.berth.service.change.Operators;
import io.berth.service.command.CommandHandler;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Stores an adjustment that an operator requests, and posts it unless another operator has to
 * approve it.
 */
@Component
class RequestAdjustmentHandler implements CommandHandler<RequestAdjustment> {

  private final AdjustmentCheck check;
  private final AdjustmentApproval approval;
  private final AdjustmentRows rows;
  private final AdjustmentPosting posting;
  private final Operators operators;
  private final AuditLog audit;
  private final TransactionalOperator transaction;

  RequestAdjustmentHandler(
      AdjustmentCheck check,
      AdjustmentApproval approval,
      AdjustmentRows rows,
      AdjustmentPosting posting,
      Operators operators,
      AuditLog audit,
      TransactionalOperator transaction) {
    this.check = check;
    this.approval = approval;
    this.rows = rows;
    this.posting = posting;
    this.operators = operators;
    this.audit = audit;
    this.transaction = transaction;
  }

  @Override
  public Mono<Outcome> handle(RequestAdjustment request, Caller caller) {
    return check
        .problem(request, caller)
        .<Outcome>map(problem -> problem)
        .switchIfEmpty(Mono.defer(() -> store(request, caller)));
  }

  private Mono<Outcome> store(RequestAdjustment request, Caller caller) {
    long requester = Objects.requireNonNull(caller.uid());
    Long credited = AdjustmentCheck.isOfPlatform(request.side()) ? null : request.uid();
    return operators
        .ask(requester, credited, caller.requestId())
        .flatMap(
            standing ->
                rows.lockRequester(requester)
                    .then(
                        rows.byKey(request.key())
                            .map(same -> repeated(same, request))
                            .switchIfEmpty(Mono.defer(() -> storeNew(request, standing, caller))))
                    .as(transaction::transactional))
        .flatMap(outcome -> posting.postIfApproved(outcome, caller));
  }

  /** The same form sent twice is one request; another one under the same key is a mistake. */
  private static Outcome repeated(Adjustment same, RequestAdjustment request) {
    boolean equal =
        same.side() == request.side()
            && same.uid() == request.uid()
            && same.account() == request.account()
            && same.coin().equals(request.coin())
            && same.amount().compareTo(request.amount()) == 0;
    return equal
        ? new OperatorPayOutcome.AdjustmentFound(same)
        : Outcome.Invalid.of("key", "taken");
  }

  private Mono<Outcome> storeNew(RequestAdjustment request, FourEyes standing, Caller caller) {
    return approval
        .decide(request, standing, Objects.requireNonNull(caller.uid()))
        .flatMap(rows::insert)
        .flatMap(rows::find)
        .flatMap(
            made -> audited(made, caller).thenReturn(new OperatorPayOutcome.AdjustmentFound(made)));
  }

  private Mono<Void> audited(Adjustment made, Caller caller) {
    return audit.write(
        caller,
        "adjustment.request",
        "adjustment/" + made.id(),
        made.reason(),
        Map.of(
            "side", made.side().name(),
            "uid", Long.toString(made.uid()),
            "account", made.account().name(),
            "coin", made.coin(),
            "amount", made.amount().toPlainString(),
            "state", made.state().name()));
  }
}
