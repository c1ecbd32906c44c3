package io.berth.service.connection;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Arrays;

/**
 * A request's body, read whole, once, and no further than allowed. Memory is reserved as bytes
 * arrive: an announced length costs its sender nothing. A body that is not large is copied once.
 */
public final class IncomingBody {

  private static final byte[] NONE = {};
  private static final int FIRST_GUESS = 1024;

  /** The most that is reserved for what is only announced. */
  private static final int MOST_AHEAD = 8 * 1024;

  private final int maxBytes;
  private final long announced;
  private byte[] bytes;
  private int size;

  public IncomingBody(HttpHeaders headers, int maxBytes) {
    String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
    // Netty has already refused a length that is no number.
    this.announced = length == null ? 0 : Long.parseLong(length.strip());
    this.maxBytes = maxBytes;
    this.bytes =
        announced == 0 || isAnnouncedTooLarge()
            ? NONE
            : new byte[(int) Math.min(announced, MOST_AHEAD)];
  }

  /** Whether it will be longer than allowed, as its sender says. */
  public boolean isAnnouncedTooLarge() {
    return announced > maxBytes;
  }

  /** Adds a part; false, and nothing is added, where the body becomes longer than allowed. */
  public boolean add(ByteBuf part) {
    int more = part.readableBytes();
    if (more > maxBytes - size) {
      return false;
    }
    if (size + more > bytes.length) {
      grow(size + more);
    }
    part.readBytes(bytes, size, more);
    size += more;
    return true;
  }

  private void grow(int needed) {
    long wanted = Math.max(needed, Math.max(FIRST_GUESS, 2L * bytes.length));
    long most = announced >= needed ? Math.min(announced, maxBytes) : maxBytes;
    bytes = Arrays.copyOf(bytes, (int) Math.min(most, wanted));
  }

  public byte[] bytes() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }

  /** Bytes that are reserved. */
  int reserved() {
    return bytes.length;
  }
}
