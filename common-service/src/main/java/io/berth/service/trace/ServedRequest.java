package io.berth.service.trace;

import io.berth.api.order.OrderEvent;
import org.jspecify.annotations.Nullable;

/**
 * A request that a service has served: what a line of the access log tells of it.
 *
 * @param app id of the app concerned; null where none is known
 * @param endpoint name of an endpoint, a command, a page or a topic, or text of a statement; one of
 *     few, never a client's words
 * @param outcome {@code OK}, the code of a refusal, {@link #ABANDONED}, or the HTTP status of a
 *     page
 * @param nanos time from its arrival to its response
 */
public record ServedRequest(
    String requestId,
    @Nullable String app,
    @Nullable String dialect,
    String endpoint,
    String outcome,
    long nanos,
    Order order) {

  public static final String OK = "OK";

  /** Outcome of a callback that its merchant has not acknowledged. */
  public static final String NOT_DELIVERED = "NOT_DELIVERED";

  /** Outcome of a request whose client did not wait for the response. */
  public static final String ABANDONED = "ABANDONED";

  /** Work on an event, whose request caused it. */
  public static ServedRequest of(
      OrderEvent event, @Nullable String dialect, String endpoint, String outcome, long nanos) {
    return new ServedRequest(
        event.requestId(),
        event.order().appId(),
        dialect,
        endpoint,
        outcome,
        nanos,
        new Order(event.order().id(), event.order().tradeNo()));
  }

  /**
   * The order that a request was about.
   *
   * @param id 0 where it is not known
   * @param tradeNo the merchant's number; null where it is not known
   */
  public record Order(long id, @Nullable String tradeNo) {
    public static final Order NONE = new Order(0, null);
  }
}
