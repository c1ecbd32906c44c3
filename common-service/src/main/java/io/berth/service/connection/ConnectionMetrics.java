package io.berth.service.connection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Publishes the metrics of one port's connections. */
final class ConnectionMetrics {

  private final MeterRegistry meters;
  private final String port;
  private final Map<CloseReason, Counter> closed = new EnumMap<>(CloseReason.class);

  /**
   * @param port {@code service} or {@code management}
   */
  ConnectionMetrics(MeterRegistry meters, String port) {
    this.meters = meters;
    this.port = port;
    for (CloseReason reason : CloseReason.values()) {
      closed.put(
          reason,
          Counter.builder("berth.connections.closed")
              .description("Connections closed to keep the port within its limits")
              .tag("port", port)
              .tag("reason", reason.tag())
              .register(meters));
    }
  }

  void watch(Number open, Number held) {
    Gauge.builder("berth.connections.open", open, Number::doubleValue)
        .description("Open connections of clients")
        .tag("port", port)
        .strongReference(true)
        .register(meters);
    Gauge.builder("berth.connections.bodies", held, Number::doubleValue)
        .description("Bytes of requests' bodies that have arrived and are not answered")
        .baseUnit("bytes")
        .tag("port", port)
        .strongReference(true)
        .register(meters);
  }

  void closed(CloseReason reason) {
    Counter counter = closed.get(reason);
    if (counter != null) {
      counter.increment();
    }
  }
}
