package io.berth.service.connection;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** Reads the body of a request that the framework handles; {@link IncomingBody} reads others. */
public final class WholeBody {

  private WholeBody() {}

  /**
   * All bytes of a body; none where there is no body.
   *
   * @return errors with {@link DataBufferLimitException} where it is longer than allowed
   */
  public static Mono<byte[]> of(ServerHttpRequest request, int maxBytes) {
    return DataBufferUtils.join(request.getBody(), maxBytes)
        .map(WholeBody::bytes)
        .defaultIfEmpty(new byte[0]);
  }

  private static byte[] bytes(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }
}
