package io.berth.service.outbound;

import java.time.Duration;

record Stopwatch(long startedNanos) {

  static Stopwatch started() {
    return new Stopwatch(System.nanoTime());
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }
}
