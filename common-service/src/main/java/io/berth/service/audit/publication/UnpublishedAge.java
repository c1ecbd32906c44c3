package io.berth.service.audit.publication;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Measures how long the oldest audit record waits to be published; NaN where none ever is. */
final class UnpublishedAge {

  private volatile double seconds = Double.NaN;

  UnpublishedAge(MeterRegistry meters) {
    Gauge.builder("berth.audit.unpublished.oldest", this, self -> self.seconds)
        .description("How long the oldest record of the audit log has been waiting to be published")
        .baseUnit("seconds")
        .register(meters);
  }

  void set(double newSeconds) {
    seconds = newSeconds;
  }
}
