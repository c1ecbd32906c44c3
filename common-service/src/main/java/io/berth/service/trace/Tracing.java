package io.berth.service.trace;

import io.berth.api.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides by its id whether a request is traced, in each service alike, and exports what services
 * have done for it. Work that no request has caused is not traced.
 */
public final class Tracing implements AutoCloseable {

  /** Header of W3C's trace context. */
  public static final String TRACEPARENT = "traceparent";

  private static final int TRACE_ID_LENGTH = 32;
  private static final int HALF = 16;
  private static final int BITS_OF_A_DIGIT = 4;

  private final @Nullable OtlpSpans spans;
  private final double sampling;
  private final boolean toMerchants;

  /**
   * @param service its name in the spans
   */
  public Tracing(TracingProperties properties, String service) {
    this.sampling = properties.sampling();
    this.toMerchants = properties.toMerchants();
    this.spans =
        properties.endpoint() == null || sampling == 0
            ? null
            : new OtlpSpans(properties.endpoint(), service);
  }

  boolean isOn() {
    return spans != null;
  }

  /** Span of a request at the edge; null where it is not traced. */
  public @Nullable ServedSpan edge(String requestId) {
    return samples(requestId) ? ServedSpan.root(requestId) : null;
  }

  /** Span of a caller's command; null where it is not traced. */
  public @Nullable ServedSpan command(Caller caller) {
    if (!samples(caller.requestId())) {
      return null;
    }
    String parent = caller.spanId();
    if (parent != null) {
      return ServedSpan.child(caller.requestId(), parent, ServedSpan.Kind.SERVER);
    }
    // A service that asks for itself may have made the id: then nothing came before.
    return caller.kind() == Caller.Kind.SERVICE
        ? ServedSpan.root(caller.requestId())
        : later(caller.requestId(), ServedSpan.Kind.SERVER);
  }

  /** Span of something that a request at the edge has caused; null where it is not traced. */
  public @Nullable ServedSpan later(String requestId, ServedSpan.Kind kind) {
    return samples(requestId)
        ? ServedSpan.child(requestId, ServedSpan.rootId(requestId), kind)
        : null;
  }

  /**
   * Value of {@value #TRACEPARENT} for a merchant; null where the request is not traced, or
   * merchants are not to know.
   */
  public @Nullable String forMerchant(String requestId) {
    return toMerchants && samples(requestId)
        ? "00-" + requestId + '-' + ServedSpan.rootId(requestId) + "-01"
        : null;
  }

  private boolean samples(String requestId) {
    if (spans == null || requestId.length() != TRACE_ID_LENGTH) {
      return false;
    }
    long number = 0;
    for (int i = 0; i < TRACE_ID_LENGTH; i++) {
      int digit = "0123456789abcdef".indexOf(requestId.charAt(i));
      if (digit < 0) {
        return false;
      }
      if (i < HALF) {
        number = number << BITS_OF_A_DIGIT | digit;
      }
    }
    return (number >>> 1) <= sampling * Long.MAX_VALUE;
  }

  /** Called by one thread. */
  void export(ServedSpan span, ServedRequest request, Instant end) {
    if (spans != null) {
      spans.add(span, request, end);
    }
  }

  /** Exports what waits, for a few seconds at most. */
  @Override
  public void close() {
    if (spans != null) {
      spans.close();
    }
  }
}
