package io.berth.gateway.route;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Arrays;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/** Reads request bodies whole, once, and no further than allowed. */
final class Bodies {

  private static final byte[] NONE = {};
  private static final int FIRST_GUESS = 1024;

  /** The body is longer than allowed; what follows of it is not read. */
  static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLarge() {
      super("request body is too large", null, false, false);
    }
  }

  private Bodies() {}

  /** Never empty; errors with {@link TooLarge}. */
  static Mono<byte[]> read(HttpServerRequest in, int maxBytes) {
    HttpHeaders headers = in.requestHeaders();
    String announced = headers.get(HttpHeaderNames.CONTENT_LENGTH);
    if (announced == null && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      return Mono.just(NONE);
    }
    // Netty has already refused a length that is no number.
    long length = announced == null ? FIRST_GUESS : Long.parseLong(announced.strip());
    if (length > maxBytes) {
      return Mono.error(new TooLarge());
    }
    return in.receive()
        .collect(() -> new Collected((int) length, maxBytes), Collected::add)
        .map(Collected::bytes);
  }

  /** Grows only where the length was not announced; otherwise each byte is copied once. */
  private static final class Collected {
    private final int maxBytes;
    private byte[] bytes;
    private int size;

    Collected(int guess, int maxBytes) {
      this.bytes = new byte[Math.min(guess, maxBytes)];
      this.maxBytes = maxBytes;
    }

    void add(ByteBuf part) {
      int more = part.readableBytes();
      if (more > maxBytes - size) {
        throw new TooLarge();
      }
      if (size + more > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.min(maxBytes, Math.max(size + more, 2 * bytes.length)));
      }
      part.readBytes(bytes, size, more);
      size += more;
    }

    byte[] bytes() {
      return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
  }
}
