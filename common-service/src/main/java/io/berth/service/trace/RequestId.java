package io.berth.service.trace;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * The id that a request carries through every service, log line, event and callback. In logs and in
 * Reactor's context it is called {@value #KEY}.
 */
public final class RequestId {
  public static final String HEADER = "X-Request-Id";

  /** Key in the logs' MDC, in Reactor's context and of the exchange's attribute. */
  public static final String KEY = "requestId";

  private static final HexFormat HEX = HexFormat.of();
  private static final int SHORTEST = 8;
  private static final int LONGEST = 64;

  private RequestId() {}

  /** Unique, not secret: 128 bits as 32 hex digits. */
  public static String fresh() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong());
  }

  /**
   * The id of work that no request has caused: what it is, and a number of its own.
   *
   * @param name of the work, at most 40 characters
   * @throws IllegalArgumentException if readers would not accept it
   */
  public static String ofTask(String name) {
    String id = name + '-' + HEX.toHexDigits(ThreadLocalRandom.current().nextLong());
    if (!acceptable(id)) {
      throw new IllegalArgumentException("no request id can be made of " + name);
    }
    return id;
  }

  /** The id of a request that has passed {@link RequestIdFilter}; a fresh one otherwise. */
  public static String of(ServerWebExchange exchange) {
    String id = exchange.getAttribute(KEY);
    return id == null ? fresh() : id;
  }

  /** Whether it can be written into logs and headers as it is: 8 to 64 of {@code 0-9A-Za-z_-}. */
  public static boolean acceptable(@Nullable String id) {
    if (id == null || id.length() < SHORTEST || id.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      if (!isPlain(id.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(char character) {
    return (character >= '0' && character <= '9')
        || (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || character == '_'
        || character == '-';
  }
}
