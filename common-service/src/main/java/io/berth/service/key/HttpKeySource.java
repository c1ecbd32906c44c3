package io.berth.service.key;

import io.berth.service.document.HttpDocument;
import java.net.URI;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/** Asks did-service. */
final class HttpKeySource implements KeySource {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final HttpDocument document;

  HttpKeySource(URI didService, LoopResources loops) {
    this.document = new HttpDocument(didService.resolve("/.well-known/jwks.json"), loops, TIMEOUT);
  }

  @Override
  public Mono<String> keySet() {
    return document.fetch();
  }
}
