package io.berth.service.caller;

import io.berth.api.Caller;
import io.berth.api.Realm;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;

/** Finds the caller of a request that has passed {@link CallerFilter}. */
public final class Callers {
  private static final String ATTRIBUTE = Callers.class.getName();

  private Callers() {}

  static void set(ServerWebExchange exchange, CallerVerification.Verified verified) {
    exchange.getAttributes().put(ATTRIBUTE, verified);
  }

  /**
   * @throws IllegalStateException on an open path, which needs no caller token
   */
  public static Caller of(ServerWebExchange exchange) {
    return verified(exchange).caller();
  }

  /**
   * @throws IllegalStateException on an open path, which needs no caller token
   */
  public static Caller of(ServerRequest request) {
    return of(request.exchange());
  }

  /** The realm of a request; live on an open path, which needs no caller token. */
  public static Realm realm(ServerWebExchange exchange) {
    CallerVerification.Verified verified = exchange.getAttribute(ATTRIBUTE);
    return verified == null ? Realm.LIVE : verified.caller().realm();
  }

  /**
   * Name of the service that issued the caller token; the receiver decides which permissions that
   * service may grant.
   *
   * @throws IllegalStateException on an open path, which needs no caller token
   */
  public static String issuer(ServerWebExchange exchange) {
    return verified(exchange).issuer();
  }

  private static CallerVerification.Verified verified(ServerWebExchange exchange) {
    CallerVerification.Verified verified = exchange.getAttribute(ATTRIBUTE);
    if (verified == null) {
      throw new IllegalStateException("this request has no caller token");
    }
    return verified;
  }
}
