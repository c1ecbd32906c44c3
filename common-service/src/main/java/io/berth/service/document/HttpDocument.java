package io.berth.service.document;

import io.netty.channel.ChannelOption;
import java.net.URI;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** A document of another service, fetched on a connection that is not kept: it is asked rarely. */
public final class HttpDocument {
  private final HttpClient http;
  private final URI url;
  private final Duration timeout;

  /**
   * @param timeout for connecting, and for all of it
   */
  public HttpDocument(URI url, LoopResources loops, Duration timeout) {
    this.url = url;
    this.timeout = timeout;
    this.http =
        HttpClient.create(ConnectionProvider.newConnection())
            .runOn(loops)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis());
  }

  /** Errors for any status but 200, and after the timeout. */
  public Mono<String> fetch() {
    return http.get()
        .uri(url)
        .responseSingle(
            (response, body) ->
                response.status().code() == 200
                    ? body.asString()
                    : Mono.error(new IllegalStateException(url + " answered " + response.status())))
        .timeout(timeout);
  }
}
