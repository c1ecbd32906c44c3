package io.berth.service.trace;

import io.micrometer.core.instrument.Timer;
import io.prometheus.metrics.tracer.common.SpanContext;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells histograms which trace a measured time is of, so that a slow bucket leads to a request that
 * was slow. What is not traced leaves no exemplar.
 */
public final class Exemplars implements SpanContext {

  private static final ThreadLocal<@Nullable ServedSpan> MEASURED = new ThreadLocal<>();

  /**
   * Records a time.
   *
   * @param span null where what took the time is not traced
   */
  public static void record(Timer timer, long nanos, @Nullable ServedSpan span) {
    if (span == null) {
      timer.record(nanos, TimeUnit.NANOSECONDS);
      return;
    }
    MEASURED.set(span);
    try {
      timer.record(nanos, TimeUnit.NANOSECONDS);
    } finally {
      MEASURED.remove();
    }
  }

  @Override
  public @Nullable String getCurrentTraceId() {
    ServedSpan span = MEASURED.get();
    return span == null ? null : span.traceId();
  }

  @Override
  public @Nullable String getCurrentSpanId() {
    ServedSpan span = MEASURED.get();
    return span == null ? null : span.id();
  }

  @Override
  public boolean isCurrentSpanSampled() {
    return MEASURED.get() != null;
  }

  /** The span is exported in any case. */
  @Override
  public void markCurrentSpanAsExemplar() {}
}
