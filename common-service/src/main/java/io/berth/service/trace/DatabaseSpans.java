package io.berth.service.trace;

import io.berth.api.ErrorCode;
import io.berth.service.sql.observed.StatementObserver;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SignalType;

/**
 * Adds a span for each statement of a traced request, with the statement's text and without its
 * values. A statement of a request that is not traced costs a look into Reactor's context.
 */
public final class DatabaseSpans implements StatementObserver {

  private final Supplier<AccessLog> accessLog;

  /**
   * @param accessLog exports the spans; asked for at the first one
   */
  public DatabaseSpans(Supplier<AccessLog> accessLog) {
    this.accessLog = accessLog;
  }

  @Override
  public <T> Publisher<T> observe(String sql, Publisher<T> execution) {
    return Flux.deferContextual(
        context -> {
          ServedSpan request = context.getOrDefault(ServedSpan.KEY, null);
          return request == null ? execution : traced(request, sql, execution);
        });
  }

  private <T> Publisher<T> traced(ServedSpan request, String sql, Publisher<T> execution) {
    long started = System.nanoTime();
    return Flux.from(execution)
        .doFinally(
            signal -> {
              long nanos = System.nanoTime() - started;
              accessLog
                  .get()
                  .trace(
                      request.database(),
                      () -> served(request.traceId(), sql, outcome(signal), nanos));
            });
  }

  private static String outcome(SignalType end) {
    return switch (end) {
      case ON_ERROR -> ErrorCode.DATABASE.name();
      case CANCEL -> ServedRequest.ABANDONED;
      default -> ServedRequest.OK;
    };
  }

  private static ServedRequest served(String requestId, String sql, String outcome, long nanos) {
    return new ServedRequest(requestId, null, null, sql, outcome, nanos, ServedRequest.Order.NONE);
  }
}
