package io.berth.service.outbound;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;

/** Takes what is useful of an answer's body and drops the connection beyond it. */
final class BodyCollector {

  /** What the whole call may take longer than its limit, to tell a slow body from no answer. */
  static final Duration GRACE = Duration.ofSeconds(1);

  static final int LIMIT = 64 * 1024;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
  private boolean overflown;

  /** Whether the body ended by itself, within the limits of size and time. */
  Mono<Boolean> collect(ByteBufFlux content, Duration limit) {
    return content
        .asByteArray()
        .doOnNext(this::add)
        .takeUntil(chunk -> overflown)
        .then(Mono.fromSupplier(() -> !overflown))
        .timeout(limit.isPositive() ? limit : Duration.ofMillis(1))
        // The merchant has answered, only its body is cut short; the status stands.
        .onErrorReturn(false);
  }

  private void add(byte[] chunk) {
    int room = LIMIT - bytes.size();
    overflown = chunk.length > room;
    bytes.write(chunk, 0, Math.min(chunk.length, room));
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
