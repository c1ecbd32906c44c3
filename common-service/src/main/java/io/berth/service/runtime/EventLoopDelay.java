package io.berth.service.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import reactor.netty.resources.LoopResources;

/**
 * Measures how late each event loop runs a task that is due every 100 ms. Whatever keeps a loop
 * from it, keeps it from all of its connections.
 */
final class EventLoopDelay implements MeterBinder, AutoCloseable {

  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final Duration[] BUCKETS =
      Stream.of(1, 10, 50, 100, 250, 1_000).map(Duration::ofMillis).toArray(Duration[]::new);

  private final LoopResources resources;
  private final List<Future<?>> ticks = new CopyOnWriteArrayList<>();

  EventLoopDelay(LoopResources resources) {
    this.resources = resources;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    int number = 0;
    for (EventExecutor loop : resources.onServer(LoopResources.DEFAULT_NATIVE)) {
      Timer timer =
          Timer.builder("berth.event.loop.delay")
              .description("Delay of a task that an event loop runs every 100 ms")
              .tag("loop", Integer.toString(++number))
              .serviceLevelObjectives(BUCKETS)
              .register(meters);
      Tick tick = new Tick(timer);
      ticks.add(loop.scheduleWithFixedDelay(tick, TICK_NANOS, TICK_NANOS, TimeUnit.NANOSECONDS));
    }
  }

  /** Run by one event loop. */
  private static final class Tick implements Runnable {

    private final Timer timer;
    private long dueAt = System.nanoTime() + TICK_NANOS;

    Tick(Timer timer) {
      this.timer = timer;
    }

    @Override
    public void run() {
      long now = System.nanoTime();
      timer.record(Math.max(0, now - dueAt), TimeUnit.NANOSECONDS);
      dueAt = now + TICK_NANOS;
    }
  }

  @Override
  public void close() {
    ticks.forEach(tick -> tick.cancel(false));
  }
}
