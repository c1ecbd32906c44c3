package io.berth.gateway.route;

import io.berth.api.ErrorCode;
import io.berth.dialect.Dialect;
import io.berth.dialect.api.Endpoint;
import io.berth.service.runtime.Latencies;
import io.berth.service.trace.Exemplars;
import io.berth.service.trace.ServedSpan;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Times the dialects' requests; paths that are no endpoint count as one. */
@Component
final class ApiMeter {

  private record Kind(String dialect, @Nullable String endpoint, @Nullable ErrorCode refusal) {}

  private final MeterRegistry meters;
  private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

  ApiMeter(MeterRegistry meters) {
    this.meters = meters;
  }

  /**
   * @param endpoint null for a path that is no endpoint
   * @param refusal null for a success
   * @param span null where the request is not traced
   */
  void count(
      Dialect dialect,
      @Nullable Endpoint endpoint,
      @Nullable ErrorCode refusal,
      long nanos,
      @Nullable ServedSpan span) {
    String name = endpoint == null ? null : endpoint.name();
    Timer timer = timers.computeIfAbsent(new Kind(dialect.id(), name, refusal), this::timer);
    Exemplars.record(timer, nanos, span);
  }

  private Timer timer(Kind kind) {
    ErrorCode refusal = kind.refusal();
    return Timer.builder("berth.gateway.requests")
        .description("Requests of the dialects, from their headers' arrival to the answer")
        .tag("dialect", kind.dialect())
        .tag("endpoint", kind.endpoint() == null ? "none" : kind.endpoint())
        .tag("category", refusal == null ? "SUCCESS" : refusal.category().name())
        .tag("code", refusal == null ? "OK" : refusal.name())
        .serviceLevelObjectives(Latencies.buckets())
        .register(meters);
  }
}
