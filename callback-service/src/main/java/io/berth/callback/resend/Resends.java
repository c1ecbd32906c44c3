package io.berth.callback.resend;

import io.berth.api.order.OrderEvent;
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
 * Begins new rounds of callbacks: deliveries of what was to be told already, each with an event id
 * of its own made from the number of the round, so that asking twice at once begins one. No order
 * and no money is touched.
 */
@Component
public class Resends {

  private static final int BATCH = 500;
  private static final int MOST_BATCHES = 10;

  /**
   * @param rounds begun
   * @param more whether there may be more to begin
   */
  public record Begun(int rounds, boolean more) {
    private Begun and(Begun later) {
      return new Begun(rounds + later.rounds, later.more);
    }
  }

  private final ResendRows rows;
  private final NewDeliveries intake;
  private final DeliveryPlanner planner;
  private final WakeUpSignal wakeUp;

  Resends(ResendRows rows, NewDeliveries intake, DeliveryPlanner planner, WakeUpSignal wakeUp) {
    this.rows = rows;
    this.intake = intake;
    this.planner = planner;
    this.wakeUp = wakeUp;
  }

  /** Of these orders; somebody waits for it, so it goes through an open breaker once. */
  public Mono<Begun> orders(String appId, List<Long> orderIds, String requestId) {
    return rows.latest(appId, orderIds)
        .collectList()
        .flatMap(rounds -> begin(appId, rounds, OrderEvent.Kind.REDO, requestId))
        .map(begun -> new Begun(begun, false));
  }

  /** Of orders whose latest callback failed, in batches, the longest failed first. */
  public Mono<Begun> failed(String appId, Instant since, String requestId) {
    return failedBatch(appId, since, requestId)
        .expand(begun -> begun.more() ? failedBatch(appId, since, requestId) : Mono.empty())
        .take(MOST_BATCHES)
        .reduce(Begun::and);
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
    return intake
        .add(next)
        .flatMap(added -> rows.supersede(appId, orders).thenReturn(added))
        .doOnNext(added -> wakeUp.signalIn(Duration.ZERO));
  }

  private NewDelivery next(
      Round former, OrderEvent.@Nullable Kind kind, String requestId, Instant now) {
    OrderEvent told = BerthJson.mapper().readValue(former.event(), OrderEvent.class);
    OrderEvent event =
        new OrderEvent(
            former.rootEventId() + "." + (former.number() + 1),
            told.version(),
            kind == null ? told.kind() : kind,
            told.order(),
            now,
            requestId);
    return new NewDelivery(
        event, BerthJson.mapper().writeValueAsString(event), planner.firstDelay(event));
  }
}
