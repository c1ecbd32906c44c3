package io.berth.service.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.berth.service.readiness.PartState.Level;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.health.contributor.Status;
import reactor.core.publisher.Mono;

class ProbedPartTests {
  private static final ReadinessProperties LIMITS =
      new ReadinessProperties(Duration.ofMillis(100), Duration.ofMillis(200));

  private final AtomicReference<Mono<PartState>> answer =
      new AtomicReference<>(Mono.just(PartState.ready()));
  private final AtomicInteger probes = new AtomicInteger();
  private final ProbedPart part = part(PartState::notReady);

  private ProbedPart part(java.util.function.Function<String, PartState> failed) {
    return new ProbedPart(
        "Kafka",
        LIMITS,
        () -> {
          probes.incrementAndGet();
          return answer.get();
        },
        failed);
  }

  @AfterEach
  void stop() {
    part.stop();
  }

  @Test
  void isNotReadyBeforeTheFirstAnswer() {
    assertThat(part.state().level()).isEqualTo(Level.NOT_READY);
    part.start();
    await().until(() -> part.state().level() == Level.READY);
    assertThat(part.health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void isNotReadyWhileNothingAnswersAndReadyAgainAfterwards() {
    part.start();
    await().until(() -> part.state().level() == Level.READY);
    answer.set(Mono.never());
    await().until(() -> part.state().level() == Level.NOT_READY);
    assertThat(part.state().reason()).isEqualTo("does not answer within 200 ms");
    assertThat(part.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    answer.set(Mono.error(new IllegalStateException("refused")));
    await().until(() -> part.state().reason().equals("does not answer: refused"));
    answer.set(Mono.just(PartState.ready()));
    await().until(() -> part.state().level() == Level.READY);
  }

  @Test
  void staysReadyWithoutWhatItCanDoWithout() {
    answer.set(Mono.error(new IllegalStateException("refused")));
    ProbedPart mail = part(PartState::degraded);
    mail.start();
    await().until(() -> probes.get() > 1);
    mail.stop();
    assertThat(mail.health().getStatus()).isEqualTo(new Status("DEGRADED"));
    assertThat(published(mail, "berth.ready")).isEqualTo(1);
    assertThat(published(mail, "berth.degraded")).isEqualTo(1);
  }

  @Test
  void aStateThatNobodyRenewsCountsForNothing() {
    part.start();
    await().until(() -> part.state().level() == Level.READY);
    part.stop();
    await().until(() -> part.state().level() == Level.NOT_READY);
    assertThat(part.state().reason()).contains("was last asked");
    assertThat(published(part, "berth.ready")).isZero();
  }

  private static double published(ReadinessPart part, String metric) {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    beans.addBean("part", part);
    new ReadinessMetrics(beans.getBeanProvider(ReadinessPart.class)).bindTo(meters);
    return meters.get(metric).tag("part", "Kafka").gauge().value();
  }
}
