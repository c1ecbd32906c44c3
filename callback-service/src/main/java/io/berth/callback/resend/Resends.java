package io.berth.callback.resend;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.delivery.DeliveryCommand;
import io.berth.api.delivery.DeliveryCommand.ResendCallbacks;
import io.berth.api.delivery.DeliveryCommand.ResendFailed;
import io.berth.api.delivery.DeliveryOutcome;
import io.berth.api.order.OrderEvent;
import io.berth.callback.app.CallerApp;
import io.berth.callback.delivery.DeliveryPlanner;
import io.berth.callback.ingest.NewDeliveries;
import io.berth.callback.ingest.NewDelivery;
import io.berth.callback.resend.ResendRows.Round;
import io.berth.service.json.BerthJson;
import io.berth.service.wakeup.WakeUpSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Begins new rounds of callbacks. Each delivery gets an event id made from the number of the round,
 * so that two requests at the same time begin one. No order and no money changes.
 */
@Component
class Resends {

  private static final int BATCH = 500;
  private static final int MOST_BATCHES = 10;

  private record Begun(int rounds, boolean more) {
    Begun and(Begun later) {
      return new Begun(rounds + later.rounds, later.more);
    }
  }

  private final ResendRows rows;
  private final NewDeliveries newDeliveries;
  private final DeliveryPlanner planner;
  private final WakeUpSignal wakeUp;

  Resends(
      ResendRows rows, NewDeliveries newDeliveries, DeliveryPlanner planner, WakeUpSignal wakeUp) {
    this.rows = rows;
    this.newDeliveries = newDeliveries;
    this.planner = planner;
    this.wakeUp = wakeUp;
  }

  /**
   * Resends callbacks of these orders. A person waits for it: it goes through an open breaker once.
   */
  Mono<Outcome> orders(ResendCallbacks command, CallerApp app) {
    List<Long> orderIds = command.orderIds().stream().distinct().toList();
    if (orderIds.isEmpty() || orderIds.size() > DeliveryCommand.MOST_ORDERS) {
      return Mono.just(
          Refusal.of(ErrorCode.BAD_PARAMETER, "1 to " + DeliveryCommand.MOST_ORDERS + " orders"));
    }
    return rows.latest(app.id(), orderIds)
        .collectList()
        .flatMap(rounds -> begin(app.id(), rounds, OrderEvent.Kind.REDO, app.requestId()))
        .map(begun -> new DeliveryOutcome.Resent(begun, orderIds.size() - begun, false));
  }

  /** Resends callbacks of orders whose latest callback failed, in batches, oldest first. */
  Mono<Outcome> failed(ResendFailed command, CallerApp app) {
    return failedBatch(app.id(), command.since(), app.requestId())
        .expand(
            begun ->
                begun.more()
                    ? failedBatch(app.id(), command.since(), app.requestId())
                    : Mono.empty())
        .take(MOST_BATCHES)
        .reduce(Begun::and)
        .map(begun -> new DeliveryOutcome.Resent(begun.rounds(), 0, begun.more()));
  }

  private Mono<Begun> failedBatch(String appId, Instant since, String requestId) {
    return rows.failed(appId, since, BATCH)
        .collectList()
        .flatMap(
            rounds ->
                begin(appId, rounds, null, requestId)
                    .map(begun -> new Begun(begun, begun > 0 && rounds.size() == BATCH)));
  }

  /** The former rounds end only once the new ones are there. */
  private Mono<Integer> begin(
      String appId, List<Round> former, OrderEvent.@Nullable Kind kind, String requestId) {
    if (former.isEmpty()) {
      return Mono.just(0);
    }
    Instant now = Instant.now();
    List<NewDelivery> next =
        former.stream().map(round -> next(round, kind, requestId, now)).toList();
    List<Long> orders = former.stream().map(Round::orderId).toList();
    return newDeliveries
        .add(next)
        .flatMap(added -> rows.supersede(appId, orders).thenReturn(added))
        .doOnNext(added -> wakeUp.signalIn(Duration.ZERO));
  }

  private NewDelivery next(
      Round former, OrderEvent.@Nullable Kind kind, String requestId, Instant now) {
    OrderEvent earlier = BerthJson.mapper().readValue(former.event(), OrderEvent.class);
    OrderEvent event =
        new OrderEvent(
            former.rootEventId() + "." + (former.number() + 1),
            earlier.version(),
            kind == null ? earlier.kind() : kind,
            earlier.order(),
            now,
            requestId);
    return new NewDelivery(
        event, BerthJson.mapper().writeValueAsString(event), planner.firstDelay(event));
  }
}
