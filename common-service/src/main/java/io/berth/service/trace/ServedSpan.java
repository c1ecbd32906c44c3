package io.berth.service.trace;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Place of a served request in its trace.
 *
 * @param traceId the request's id
 * @param id 16 hex digits
 * @param parentId null for the root
 */
public record ServedSpan(String traceId, String id, @Nullable String parentId, Kind kind) {

  /** Key in Reactor's context of the span under way, where there is one. */
  public static final String KEY = "servedSpan";

  private static final int ID_LENGTH = 16;

  /** Kind of a span, as OpenTelemetry has them. */
  public enum Kind {
    SERVER,
    CLIENT,
    PRODUCER,
    CONSUMER,
    /** A statement. */
    DATABASE
  }

  static ServedSpan root(String requestId) {
    return new ServedSpan(requestId, rootId(requestId), null, Kind.SERVER);
  }

  static ServedSpan child(String requestId, String parentId, Kind kind) {
    String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong() | 1);
    return new ServedSpan(requestId, id, parentId, kind);
  }

  /** Span of a statement that is made while this one is under way. */
  ServedSpan database() {
    return child(traceId, id, Kind.DATABASE);
  }

  /**
   * Known to whoever has the request's id, so that what happens later, as a callback does, finds
   * its parent without being told.
   */
  static String rootId(String requestId) {
    return requestId.substring(ID_LENGTH);
  }
}
