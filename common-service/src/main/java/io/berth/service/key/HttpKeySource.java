package io.berth.service.key;

import io.netty.channel.ChannelOption;
import java.net.URI;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** Asks did-service, on a connection that is not kept: this happens every few minutes. */
final class HttpKeySource implements KeySource {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final HttpClient http;
  private final URI url;

  HttpKeySource(URI didService, LoopResources loops) {
    this.url = didService.resolve("/.well-known/jwks.json");
    this.http =
        HttpClient.create(ConnectionProvider.newConnection())
            .runOn(loops)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) TIMEOUT.toMillis());
  }

  @Override
  public Mono<String> keySet() {
    return http.get()
        .uri(url)
        .responseSingle(
            (response, body) ->
                response.status().code() == 200
                    ? body.asString()
                    : Mono.error(new IllegalStateException(url + " answered " + response.status())))
        .timeout(TIMEOUT);
  }
}
