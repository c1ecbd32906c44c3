package io.berth.gateway.route;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Arrays;

/**
 * A request's body, read whole, once, and no further than allowed. Grows only where the length was
 * not announced; otherwise each byte is copied once.
 */
final class IncomingBody {

  private static final byte[] NONE = {};
  private static final int FIRST_GUESS = 1024;

  private final int maxBytes;
  private final boolean announcedTooLarge;
  private byte[] bytes;
  private int size;

  IncomingBody(HttpHeaders headers, int maxBytes) {
    String announced = headers.get(HttpHeaderNames.CONTENT_LENGTH);
    // Netty has already refused a length that is no number.
    long length = announced == null ? 0 : Long.parseLong(announced.strip());
    this.maxBytes = maxBytes;
    this.announcedTooLarge = length > maxBytes;
    this.bytes = length == 0 || announcedTooLarge ? NONE : new byte[(int) length];
  }

  /** Whether it will be longer than allowed, as its sender says. */
  boolean isAnnouncedTooLarge() {
    return announcedTooLarge;
  }

  /** Adds a part; false, and nothing is added, where the body becomes longer than allowed. */
  boolean add(ByteBuf part) {
    int more = part.readableBytes();
    if (more > maxBytes - size) {
      return false;
    }
    if (size + more > bytes.length) {
      int wanted = Math.max(size + more, Math.max(FIRST_GUESS, 2 * bytes.length));
      bytes = Arrays.copyOf(bytes, Math.min(maxBytes, wanted));
    }
    part.readBytes(bytes, size, more);
    size += more;
    return true;
  }

  byte[] bytes() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }
}
