package io.berth.service.caller;

import io.berth.api.Caller;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;

/** Finds the caller of a request that has passed {@link CallerFilter}. */
public final class Callers {
  private static final String ATTRIBUTE = Callers.class.getName();

  private Callers() {}

  static void set(ServerWebExchange exchange, CallerVerification.Verified believed) {
    exchange.getAttributes().put(ATTRIBUTE, believed);
  }

  /**
   * @throws IllegalStateException on an open path, where nobody vouches
   */
  public static Caller of(ServerWebExchange exchange) {
    return believed(exchange).caller();
  }

  /**
   * @throws IllegalStateException on an open path, where nobody vouches
   */
  public static Caller of(ServerRequest request) {
    return of(request.exchange());
  }

  /**
   * Name of the service that vouches for the request: which permissions it may hand out is for the
   * receiver to say.
   *
   * @throws IllegalStateException on an open path, where nobody vouches
   */
  public static String issuer(ServerWebExchange exchange) {
    return believed(exchange).issuer();
  }

  private static CallerVerification.Verified believed(ServerWebExchange exchange) {
    CallerVerification.Verified believed = exchange.getAttribute(ATTRIBUTE);
    if (believed == null) {
      throw new IllegalStateException("nobody vouches for this request");
    }
    return believed;
  }
}
