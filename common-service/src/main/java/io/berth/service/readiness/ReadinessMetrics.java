package io.berth.service.readiness;

import io.berth.service.readiness.PartState.Level;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;

/** Publishes the readiness by its parts, so that alerts ask the readiness itself. */
final class ReadinessMetrics implements MeterBinder {
  private final ObjectProvider<ReadinessPart> parts;

  ReadinessMetrics(ObjectProvider<ReadinessPart> parts) {
    this.parts = parts;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    parts.forEach(
        part -> {
          Gauge.builder("berth.ready", part, ReadinessMetrics::ready)
              .description("1 where the part is ready; the service is ready with all of them")
              .tag("part", part.name())
              .register(meters);
          Gauge.builder("berth.degraded", part, ReadinessMetrics::degraded)
              .description("1 where the service is ready and this part of it fails or is late")
              .tag("part", part.name())
              .register(meters);
        });
  }

  private static double ready(ReadinessPart part) {
    return part.state().level() == Level.NOT_READY ? 0 : 1;
  }

  private static double degraded(ReadinessPart part) {
    return part.state().level() == Level.DEGRADED ? 1 : 0;
  }
}
