package io.berth.pay.publication;

import io.berth.api.delivery.DeliveryEvent;
import io.berth.pay.order.FirstCallbackLookup;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Hands results of first callbacks to waiting commands. The latest results are kept for a moment: a
 * result may arrive before its command waits for it.
 */
@Component
class FirstCallbackResults implements FirstCallbackLookup {

  private static final int KEPT = 4096;
  private static final int NO_ANSWER = 0;

  private final Map<Long, Integer> recent = Collections.synchronizedMap(new Recent());
  private final Map<Long, Sinks.One<Integer>> waiting = new ConcurrentHashMap<>();

  /** Whether it is a first attempt, and not a resent callback. */
  void hear(DeliveryEvent delivery) {
    EventId event = EventId.parse(delivery.eventId());
    if (delivery.attempt() != 1 || event == null || event.version() != 1) {
      return;
    }
    // Kept first and looked for afterwards; who waits does it the other way round.
    recent.put(delivery.orderId(), delivery.httpStatus());
    Sinks.One<Integer> waiter = waiting.get(delivery.orderId());
    if (waiter != null) {
      waiter.tryEmitValue(delivery.httpStatus());
    }
  }

  @Override
  public Mono<Integer> status(long orderId, Duration maxWait) {
    return Mono.defer(
        () -> {
          Sinks.One<Integer> waiter = waiting.computeIfAbsent(orderId, id -> Sinks.one());
          Integer known = recent.get(orderId);
          Mono<Integer> status = known == null ? waiter.asMono() : Mono.just(known);
          return status
              .timeout(maxWait, Mono.just(NO_ANSWER))
              .doFinally(signal -> waiting.remove(orderId, waiter));
        });
  }

  private static final class Recent extends LinkedHashMap<Long, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
      return size() > KEPT;
    }
  }
}
