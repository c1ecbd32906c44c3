package io.berth.pay.dispute;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.dispute.Dispute;
import io.berth.api.order.Direction;
import io.berth.api.order.Order;
import io.berth.api.order.OrderCommand;
import io.berth.api.order.OrderStatus;
import io.berth.api.order.RefundNotice.DisputeEvent;
import io.berth.pay.dispute.Disputes.Report;
import io.berth.service.audit.AuditLog;
import io.berth.service.audit.AuditedChanges;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Takes users' reports of their payments. */
@Component
public class DisputeReports {
  private static final int MOST_PER_ORDER = 3;
  private static final int LONGEST_TEXT = 1000;

  private final Disputes disputes;
  private final DisputeNotices notices;
  private final DisputeProperties properties;
  private final AuditedChanges changes;
  private final AuditLog audit;
  private final Clock clock;

  DisputeReports(
      Disputes disputes,
      DisputeNotices notices,
      DisputeProperties properties,
      AuditedChanges changes,
      AuditLog audit,
      Clock clock) {
    this.disputes = disputes;
    this.notices = notices;
    this.properties = properties;
    this.changes = changes;
    this.audit = audit;
    this.clock = clock;
  }

  /** The disputes of an order, latest first. */
  public Mono<List<Dispute>> ofOrder(long orderId) {
    return disputes.ofOrder(orderId);
  }

  /**
   * Whether a user can dispute an order of theirs now, but for their daily bound.
   *
   * @param present disputes of the order
   */
  public Mono<Boolean> isPossible(Order order, List<Dispute> present) {
    Instant paidAt = order.settledAt();
    boolean possible =
        order.status() == OrderStatus.PAID
            && order.direction() == Direction.USER_TO_APP
            && paidAt != null
            && paidAt.plus(properties.openFor()).isAfter(clock.instant())
            && present.size() < MOST_PER_ORDER
            && present.stream().noneMatch(Dispute::isOpen);
    return possible
        ? disputes.refundable(order.id()).map(rest -> rest.signum() > 0)
        : Mono.just(false);
  }

  /**
   * Opens a dispute. Answers {@link Outcome.Done}, or {@link Outcome.Invalid}.
   *
   * @param order of the user
   */
  public Mono<Outcome> open(Order order, Dispute.Reason reason, String text, Caller caller) {
    String given = text.strip();
    if (given.isEmpty() || given.length() > LONGEST_TEXT) {
      return Mono.just(Invalid.of("text", "length"));
    }
    return disputes
        .lockAndCount(Objects.requireNonNull(order.uid()))
        .flatMap(
            today ->
                today >= properties.perDay()
                    ? Mono.<Outcome>just(Invalid.of("dispute", "too-many"))
                    : disputes
                        .ofOrder(order.id())
                        .flatMap(
                            present ->
                                isPossible(order, present)
                                    .flatMap(
                                        possible ->
                                            possible
                                                ? insert(
                                                    order,
                                                    present,
                                                    new Report(reason, given),
                                                    caller)
                                                : Mono.just(
                                                    Invalid.of("dispute", "not-possible")))))
        .as(changes::transactional)
        .doOnNext(_ -> notices.added());
  }

  private Mono<Outcome> insert(Order order, List<Dispute> present, Report report, Caller caller) {
    int number = present.size() + 1;
    String refundNo =
        OrderCommand.refundNumber(order.id()) + String.format(Locale.ROOT, "z%07d", number);
    return disputes
        .open(order, number, refundNo, report, properties.answerWithin())
        .flatMap(
            id ->
                notices
                    .add(id, DisputeEvent.OPENED)
                    .then(
                        audit.write(
                            caller,
                            "order.dispute",
                            "order/" + order.id(),
                            "",
                            Map.of(
                                "app", order.appId(), "dispute_reason", report.reason().name()))))
        .thenReturn(new Outcome.Done());
  }
}
