package io.berth.pay.dispute;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.dispute.Dispute;
import io.berth.api.dispute.Dispute.State;
import io.berth.api.dispute.DisputeCommand.AnswerDispute;
import io.berth.api.dispute.DisputeCommand.DecideDispute;
import io.berth.api.dispute.DisputeCommand.RefundDispute;
import io.berth.api.order.OrderCommand.RefundOrder;
import io.berth.api.order.OrderOutcome.Refunded;
import io.berth.api.order.RefundNotice.DisputeEvent;
import io.berth.pay.refund.RefundOrderHandler;
import io.berth.service.audit.AuditLog;
import io.berth.service.audit.AuditedChanges;
import io.berth.service.audit.AuditedChanges.Action;
import io.berth.service.audit.Reasons;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Carries out what companies answer and what is decided about disputes. */
@Component
class DisputeDecisions {
  private static final Outcome DONE = new Outcome.Done();
  private static final int LONGEST_ANSWER = 1000;
  private static final int STEP = 100;

  private final Disputes disputes;
  private final DisputeNotices notices;
  private final RefundOrderHandler refunds;
  private final AuditedChanges changes;
  private final AuditLog audit;

  DisputeDecisions(
      Disputes disputes,
      DisputeNotices notices,
      RefundOrderHandler refunds,
      AuditedChanges changes,
      AuditLog audit) {
    this.disputes = disputes;
    this.notices = notices;
    this.refunds = refunds;
    this.changes = changes;
    this.audit = audit;
  }

  Mono<Outcome> answer(AnswerDispute answer, Caller caller) {
    String text = answer.answer().strip();
    if (text.isEmpty() || text.length() > LONGEST_ANSWER) {
      return Mono.just(Invalid.of("answer", "length", "1", "1000"));
    }
    return own(answer.id(), caller)
        .flatMap(
            dispute ->
                disputes
                    .answer(dispute.id(), text, uid(caller))
                    .flatMap(
                        answered ->
                            answered
                                ? notices
                                    .add(dispute.id(), DisputeEvent.ANSWERED)
                                    .then(
                                        audit.write(
                                            caller,
                                            "order.dispute-answer",
                                            object(dispute),
                                            "",
                                            Map.of("app", dispute.appId())))
                                    .thenReturn(DONE)
                                : Mono.just(decided())))
        .defaultIfEmpty(Invalid.of("dispute", "unknown"))
        .as(changes::transactional)
        .doOnNext(_ -> notices.added());
  }

  /** Empty where the app has no such dispute. */
  private Mono<Dispute> own(long id, Caller caller) {
    return disputes.find(id).filter(dispute -> dispute.appId().equals(caller.appId()));
  }

  Mono<Outcome> refund(RefundDispute refund, Caller caller) {
    return own(refund.id(), caller)
        .flatMap(dispute -> refund(dispute, refund.amount(), refund.reason(), caller))
        .defaultIfEmpty(Invalid.of("dispute", "unknown"));
  }

  Mono<Outcome> decide(DecideDispute decide, Caller caller) {
    BigDecimal amount = decide.amount();
    return disputes
        .find(decide.id())
        .flatMap(
            dispute ->
                dispute.state() == State.OPEN
                    ? Mono.just(Invalid.of("dispute", "open"))
                    : amount == null
                        ? close(dispute, decide.reason(), caller)
                        : refund(
                            dispute,
                            amount,
                            decide.reason(),
                            caller.withApp(dispute.appId(), null)))
        .defaultIfEmpty(Invalid.of("dispute", "unknown"));
  }

  private Mono<Outcome> close(Dispute dispute, String reason, Caller caller) {
    return changes
        .write(
            caller,
            new Action(
                "order.dispute-close", object(dispute), reason, Map.of("app", dispute.appId())),
            disputes
                .close(dispute.id(), reason, uid(caller))
                .flatMap(
                    closed ->
                        closed
                            ? notices.add(dispute.id(), DisputeEvent.CLOSED).thenReturn(DONE)
                            : Mono.just(decided())))
        .doOnNext(_ -> notices.added());
  }

  /**
   * The refund is a posting of its own, under the dispute's only refund number: whoever asks again,
   * also after a crash, finds the refund that there is.
   */
  private Mono<Outcome> refund(Dispute dispute, BigDecimal amount, String reason, Caller caller) {
    if (!Reasons.isGiven(reason)) {
      return Mono.just(Invalid.of("reason", "missing"));
    }
    return disputes
        .beginRefund(dispute.id())
        .flatMap(
            number ->
                refunds
                    .handle(new RefundOrder(dispute.orderId(), number, amount, reason), caller)
                    .flatMap(outcome -> refunded(dispute, outcome)))
        .defaultIfEmpty(decided());
  }

  private Mono<Outcome> refunded(Dispute dispute, Outcome outcome) {
    return switch (outcome) {
      case Refunded _ -> closeRefunded(dispute.id()).thenReturn(DONE);
      case Invalid invalid when invalid.problems().getFirst().field().equals("tradeNo") ->
          closeRefunded(dispute.id()).thenReturn(decided());
      case Invalid _ -> disputes.cancelRefund(dispute.id()).thenReturn(outcome);
      case Outcome.Refusal _, Outcome.Success _ -> Mono.just(outcome);
    };
  }

  private Mono<Void> closeRefunded(@Nullable Long id) {
    return notified(disputes.closeRefunded(id));
  }

  /** Notices of what was refunded belong into the transaction that ends the disputes. */
  private Mono<Void> notified(Flux<Long> refunded) {
    return refunded
        .concatMap(closed -> notices.add(closed, DisputeEvent.REFUNDED))
        .then(Mono.<Outcome>just(DONE))
        .as(changes::transactional)
        .doOnNext(_ -> notices.added())
        .then();
  }

  /**
   * Settles what a crash left and what was refunded elsewhere, and gives the operator what was not
   * answered in time.
   */
  Mono<Void> round() {
    return closeRefunded(null)
        .then(notified(disputes.closeRefundedElsewhere(STEP)))
        .then(expire())
        .then(notices.mail());
  }

  private Mono<Void> expire() {
    return disputes
        .expire(STEP)
        .concatMap(
            id ->
                notices
                    .add(id, DisputeEvent.UNANSWERED)
                    .then(
                        audit.writeOwn(
                            "dispute-" + id, "order.dispute-late", "dispute/" + id, Map.of())))
        .then(Mono.<Outcome>just(DONE))
        .as(changes::transactional)
        .then();
  }

  private static Outcome decided() {
    return Invalid.of("dispute", "decided");
  }

  private static String object(Dispute dispute) {
    return "order/" + dispute.orderId();
  }

  private static long uid(Caller caller) {
    return Objects.requireNonNull(caller.uid());
  }
}
