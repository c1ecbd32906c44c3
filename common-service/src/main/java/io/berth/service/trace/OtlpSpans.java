package io.berth.service.trace;

import io.berth.api.ErrorCode;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Exports spans to a collector, in batches and in the background; those that the collector does not
 * take in time are dropped. Used by one thread.
 */
final class OtlpSpans implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration DELAY = Duration.ofSeconds(1);
  private static final int FAREWELL_SECONDS = 3;
  private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");

  private final SdkTracerProvider provider;
  private final Tracer tracer;
  private @Nullable ServedSpan current;

  OtlpSpans(URI endpoint, String service) {
    provider =
        SdkTracerProvider.builder()
            .setResource(Resource.create(Attributes.of(SERVICE, service)))
            .setIdGenerator(new CurrentIds())
            .addSpanProcessor(
                BatchSpanProcessor.builder(
                        OtlpHttpSpanExporter.builder()
                            .setEndpoint(endpoint.toString())
                            .setTimeout(TIMEOUT)
                            .build())
                    .setScheduleDelay(DELAY)
                    .build())
            .build();
    tracer = provider.get("io.berth");
  }

  /** Makes the SDK use the ids that a span has already. */
  private final class CurrentIds implements IdGenerator {
    @Override
    public String generateSpanId() {
      return current().id();
    }

    @Override
    public String generateTraceId() {
      return current().traceId();
    }

    private ServedSpan current() {
      ServedSpan span = current;
      if (span == null) {
        throw new IllegalStateException("no span is made");
      }
      return span;
    }
  }

  void add(ServedSpan place, ServedRequest request, Instant end) {
    boolean statement = place.kind() == ServedSpan.Kind.DATABASE;
    SpanBuilder builder =
        tracer
            .spanBuilder(statement ? StatementText.name(request.endpoint()) : name(request))
            .setSpanKind(statement ? SpanKind.CLIENT : SpanKind.valueOf(place.kind().name()))
            .setStartTimestamp(end.minusNanos(request.nanos()))
            .setParent(parent(place))
            .setAttribute("berth.outcome", request.outcome());
    if (statement) {
      builder.setAttribute("db.system.name", "postgresql");
      builder.setAttribute("db.query.text", StatementText.plain(request.endpoint()));
    }
    if (request.app() != null) {
      builder.setAttribute("berth.app", request.app());
    }
    if (request.order().id() != 0) {
      builder.setAttribute("berth.order", request.order().id());
    }
    current = place;
    Span span = builder.startSpan();
    current = null;
    if (isFault(request.outcome())) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end(end);
  }

  private static String name(ServedRequest request) {
    String dialect = request.dialect();
    return dialect == null ? request.endpoint() : dialect + ' ' + request.endpoint();
  }

  private static Context parent(ServedSpan place) {
    String parentId = place.parentId();
    return parentId == null
        ? Context.root()
        : Context.root()
            .with(
                Span.wrap(
                    SpanContext.createFromRemoteParent(
                        place.traceId(),
                        parentId,
                        TraceFlags.getSampled(),
                        TraceState.getDefault())));
  }

  /** Whether something else is to blame than the caller. */
  private static boolean isFault(String outcome) {
    if (outcome.equals(ServedRequest.NOT_DELIVERED) || outcome.startsWith("5")) {
      return true;
    }
    for (ErrorCode code : ErrorCode.values()) {
      if (code.name().equals(outcome)) {
        return code.category() != ErrorCode.Category.CALLER;
      }
    }
    return false;
  }

  @Override
  public void close() {
    provider.shutdown().join(FAREWELL_SECONDS, TimeUnit.SECONDS);
  }
}
