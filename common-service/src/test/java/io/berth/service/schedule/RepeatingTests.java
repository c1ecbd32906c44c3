package io.berth.service.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.service.wakeup.WakeUpSignal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class RepeatingTests {

  private static final Duration SHORT = Duration.ofMillis(5);
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void aTaskThatFailsRunsAgain() throws InterruptedException {
    CountDownLatch runs = new CountDownLatch(4);
    AtomicInteger run = new AtomicInteger();
    Repeating repeating =
        new Repeating(
            "failing",
            SHORT,
            () -> {
              runs.countDown();
              if (run.incrementAndGet() % 2 == 0) {
                throw new IllegalStateException("before it begins");
              }
              return Mono.error(new IllegalStateException("while it works"));
            });

    repeating.start();

    assertThat(runs.await(10, TimeUnit.SECONDS)).isTrue();
    repeating.stop();
    assertThat(repeating.isRunning()).isFalse();
  }

  @Test
  void startingTwiceRunsOneTask() {
    AtomicInteger runs = new AtomicInteger();
    Repeating repeating =
        new Repeating("counting", LONG, () -> Mono.fromRunnable(runs::incrementAndGet));

    repeating.start();
    repeating.start();
    repeating.stop();

    assertThat(runs).hasValue(1);
  }

  @Test
  void aTaskThatBeginsWithAPauseDoesNotRunAtOnce() throws InterruptedException {
    AtomicInteger early = new AtomicInteger();
    CountDownLatch late = new CountDownLatch(2);
    Repeating waiting =
        Repeating.afterPause("waiting", LONG, () -> Mono.fromRunnable(early::incrementAndGet));
    Repeating running =
        Repeating.afterPause("running", SHORT, () -> Mono.fromRunnable(late::countDown));

    waiting.start();
    running.start();

    assertThat(late.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(early).hasValue(0);
    waiting.stop();
    running.stop();
  }

  @Test
  void signalsRunATaskAtOnceAndLostOnesAreMadeUpForByTheInterval() {
    VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
    try {
      AtomicInteger runs = new AtomicInteger();
      WakeUpSignal wakeUp = new WakeUpSignal();
      Repeating repeating =
          Repeating.onSignals(
              "woken",
              Duration.ofSeconds(1),
              wakeUp.signals(),
              () -> Mono.fromRunnable(runs::incrementAndGet));
      repeating.start();
      time.advanceTimeBy(Duration.ofMillis(10));
      assertThat(runs).hasValue(1);

      wakeUp.signal();
      time.advanceTimeBy(Duration.ofMillis(1));
      assertThat(runs).as("without waiting").hasValue(2);

      time.advanceTimeBy(Duration.ofSeconds(10));
      assertThat(runs).as("no oftener than the interval says").hasValue(12);
      repeating.stop();
      wakeUp.signal();
      time.advanceTimeBy(Duration.ofSeconds(10));
      assertThat(runs).hasValue(12);
    } finally {
      VirtualTimeScheduler.reset();
    }
  }

  @Test
  void aSignalDuringARunIsKeptForTheNext() {
    VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
    try {
      AtomicInteger runs = new AtomicInteger();
      WakeUpSignal wakeUp = new WakeUpSignal();
      Repeating repeating =
          Repeating.onSignals(
              "slow",
              LONG,
              wakeUp.signals(),
              () -> Mono.delay(Duration.ofSeconds(5)).doOnNext(_ -> runs.incrementAndGet()));
      repeating.start();
      time.advanceTimeBy(Duration.ofSeconds(1));
      wakeUp.signal();
      time.advanceTimeBy(Duration.ofSeconds(8));
      assertThat(runs).as("one after the other").hasValue(1);
      time.advanceTimeBy(Duration.ofMinutes(10));
      assertThat(runs).hasValue(2);
      repeating.stop();
    } finally {
      VirtualTimeScheduler.reset();
    }
  }
}
