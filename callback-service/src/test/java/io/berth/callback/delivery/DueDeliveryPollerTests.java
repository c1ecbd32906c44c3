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
  private final AtomicInteger looksAhead = new AtomicInteger();
  private final WakeUpSignal wakeUp = new WakeUpSignal();

  @Test
  void looksNoOftenerThanItPollsWhereNothingIsDue() {
    StepVerifier.withVirtualTime(() -> poller(Mono.empty()).work())
        .thenAwait(Duration.ofSeconds(10))
        .then(() -> assertThat(leases).hasValue(21))
        .then(() -> assertThat(looksAhead).hasValue(21))
        .thenCancel()
        .verify();
  }

  @Test
  void looksWhenTheNextDeliveryIsDueWithoutASignal() {
    AtomicInteger next = new AtomicInteger();
    Mono<Duration> once =
        Mono.defer(
            () -> next.getAndIncrement() == 0 ? Mono.just(Duration.ofMillis(200)) : Mono.empty());
    StepVerifier.withVirtualTime(() -> poller(once).work())
        .thenAwait(Duration.ofMillis(199))
        .then(() -> assertThat(leases).hasValue(1))
        .thenAwait(Duration.ofMillis(2))
        .then(() -> assertThat(leases).hasValue(2))
        .thenAwait(Duration.ofMillis(298))
        .then(() -> assertThat(leases).hasValue(2))
        .thenAwait(Duration.ofMillis(2))
        .then(() -> assertThat(leases).hasValue(3))
        .thenCancel()
        .verify();
  }

  @Test
  void leavesWhatIsDueAfterTheNextLookToIt() {
    StepVerifier.withVirtualTime(() -> poller(Mono.just(Duration.ofMillis(700))).work())
        .thenAwait(Duration.ofSeconds(10))
        .then(() -> assertThat(leases).hasValue(21))
        .thenCancel()
        .verify();
  }

  @Test
  void goesOnWhereTheTimeOfTheNextDeliveryIsUnknown() {
    StepVerifier.withVirtualTime(
            () -> poller(Mono.error(new IllegalStateException("no connection"))).work())
        .thenAwait(Duration.ofSeconds(10))
        .then(() -> assertThat(leases).hasValue(21))
        .thenCancel()
        .verify();
  }

  @Test
  void looksAtOnceForASignal() {
    StepVerifier.withVirtualTime(() -> poller(Mono.empty()).work())
        .thenAwait(Duration.ofMillis(100))
        .then(wakeUp::signal)
        .thenAwait(Duration.ofMillis(10))
        .then(() -> assertThat(leases).hasValue(2))
        .thenCancel()
        .verify();
  }

  /** A poller whose database has nothing to be leased, so that nobody else is needed. */
  private DueDeliveryPoller poller(Mono<Duration> nextDue) {
    Deliveries nothing =
        new Deliveries(null) {
          @Override
          public Mono<List<LeasedDelivery>> lease(
              int limit, int perApp, Map<String, Integer> room, UUID lease, Duration length) {
            leases.incrementAndGet();
            return Mono.just(List.of());
          }

          @Override
          public Mono<Duration> nextDue() {
            looksAhead.incrementAndGet();
            return nextDue;
          }
        };
    return new DueDeliveryPoller(
        nothing, null, new AppConcurrency(PROPERTIES), null, wakeUp, PROPERTIES);
  }
}
