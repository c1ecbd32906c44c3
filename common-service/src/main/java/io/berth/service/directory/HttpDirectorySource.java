package io.berth.service.directory;

import io.berth.service.json.BerthJson;
import io.netty.channel.ChannelOption;
import java.net.URI;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** Asks did-service, on a connection that is not kept: this happens every few seconds. */
final class HttpDirectorySource implements DirectorySource {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final HttpClient http;
  private final URI url;

  HttpDirectorySource(URI didService, LoopResources loops) {
    this.url = didService.resolve(DirectoryState.PATH);
    this.http =
        HttpClient.create(ConnectionProvider.newConnection())
            .runOn(loops)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) TIMEOUT.toMillis());
  }

  @Override
  public Mono<DirectoryState> state() {
    return http.get()
        .uri(url)
        .responseSingle(
            (response, body) ->
                response.status().code() == 200
                    ? body.asString()
                    : Mono.error(new IllegalStateException(url + " answered " + response.status())))
        .map(json -> BerthJson.mapper().readValue(json, DirectoryState.class))
        .timeout(TIMEOUT);
  }
}
