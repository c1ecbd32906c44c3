package io.berth.service.directory;

import io.berth.service.document.HttpDocument;
import io.berth.service.json.BerthJson;
import java.net.URI;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/** Asks did-service. */
final class HttpDirectorySource implements DirectorySource {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final HttpDocument document;

  HttpDirectorySource(URI didService, LoopResources loops) {
    this.document = new HttpDocument(didService.resolve(DirectoryState.PATH), loops, TIMEOUT);
  }

  @Override
  public Mono<DirectoryState> state() {
    return document.fetch().map(json -> BerthJson.mapper().readValue(json, DirectoryState.class));
  }
}
