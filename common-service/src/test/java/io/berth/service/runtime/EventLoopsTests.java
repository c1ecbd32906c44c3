package io.berth.service.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

class EventLoopsTests {

  /** A task that is due while a loop is held up is late, and only that loop's. */
  @Test
  void tellHowLateTheyAre() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    LoopResources loops = LoopResources.create("test", 2, true);
    try (EventLoopDelay delay = new EventLoopDelay(loops)) {
      delay.bindTo(meters);
      EventExecutor first = loops.onServer(LoopResources.DEFAULT_NATIVE).iterator().next();
      AtomicBoolean held = new AtomicBoolean(true);
      first.execute(
          () -> {
            while (held.get()) {
              // Busy, since nothing may wait on an event loop.
            }
          });
      Awaitility.await().until(() -> timer(meters, 2).count() >= 5);
      held.set(false);
      Awaitility.await()
          .untilAsserted(
              () -> assertThat(timer(meters, 1).max(TimeUnit.MILLISECONDS)).isGreaterThan(100));
    } finally {
      loops.dispose();
    }
  }

  private static Timer timer(MeterRegistry meters, int loop) {
    return meters.get("berth.event.loop.delay").tag("loop", Integer.toString(loop)).timer();
  }

  @Test
  void outliveEverythingThatStopsAndEndWithTheBeans() {
    new ApplicationContextRunner()
        .withPropertyValues("berth.public-origin=http://localhost:8080")
        .withConfiguration(AutoConfigurations.of(RuntimeAutoConfiguration.class))
        .run(
            context -> {
              LoopResources loops =
                  context.getBean(ReactorResourceFactory.class).getLoopResources();
              context.getSourceApplicationContext().stop();
              assertThat(loops.isDisposed()).isFalse();
              context.getSourceApplicationContext().close();
              assertThat(loops.isDisposed()).isTrue();
            });
  }
}
