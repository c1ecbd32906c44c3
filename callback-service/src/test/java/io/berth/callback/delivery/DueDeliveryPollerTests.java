package io.berth.callback.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.callback.schedule.AppConcurrency;
import io.berth.callback.schedule.Deliveries;
import io.berth.callback.schedule.LeasedDelivery;
import io.berth.callback.schedule.ScheduleProperties;
import io.berth.callback.schedule.ScheduleProperties.Concurrency;
import io.berth.callback.schedule.ScheduleProperties.Request;
import io.berth.service.wakeup.WakeUpSignal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class DueDeliveryPollerTests {

  private static final ScheduleProperties PROPERTIES =
      new ScheduleProperties(
          Duration.ofSeconds(60),
          Duration.ofMillis(500),
          Duration.ofDays(30),
          new Request(Duration.ofSeconds(15)),
          new Concurrency(32, 512));

  private final AtomicInteger leases = new AtomicInteger();

  @Test
  void looksNoOftenerThanItPollsWhereNothingIsDue() {
    StepVerifier.withVirtualTime(() -> idle().work())
        .thenAwait(Duration.ofSeconds(10))
        .then(() -> assertThat(leases).hasValue(21))
        .thenCancel()
        .verify();
  }

  /** Whose database has nothing to be leased, so that nobody else is needed. */
  private DueDeliveryPoller idle() {
    Deliveries nothing =
        new Deliveries(null) {
          @Override
          public Mono<List<LeasedDelivery>> lease(
              int limit, int perApp, Map<String, Integer> room, UUID lease, Duration length) {
            leases.incrementAndGet();
            return Mono.just(List.of());
          }
        };
    return new DueDeliveryPoller(
        nothing, null, new AppConcurrency(PROPERTIES), null, new WakeUpSignal(), PROPERTIES);
  }
}
