package io.berth.gateway.http;

import io.berth.api.doctor.DoctorCommand.SendTestRequest;
import io.berth.dialect.api.SignedRequest;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Sends requests to the test port of this gateway. No address is looked up or told, so that nothing
 * else can be reached, also where the public origin cannot be from here.
 */
@Component
public final class TestClient {
  private static final int LONGEST_BODY = 64 * 1024;
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

  private final ObjectProvider<TestServer> servers;
  private final HttpClient plain;
  private final HttpClient secure;

  /**
   * @param servers not asked before a request: the server is made with all that it serves, and this
   *     client is among that
   */
  TestClient(ObjectProvider<TestServer> servers, ReactorResourceFactory netty) {
    this.servers = servers;
    plain =
        HttpClient.create(ConnectionProvider.newConnection())
            .runOn(netty.getLoopResources())
            .disableRetry(true)
            .followRedirect(false)
            .responseTimeout(SendTestRequest.LIMIT);
    // The certificate is of the public host, and the connection stays on this machine.
    Http11SslContextSpec tls =
        Http11SslContextSpec.forClient()
            .configure(ssl -> ssl.trustManager(InsecureTrustManagerFactory.INSTANCE));
    secure =
        plain.secure(
            spec ->
                spec.sslContext(tls)
                    .handshakeTimeout(CONNECT_LIMIT)
                    .handlerConfigurator(
                        handler -> {
                          var parameters = handler.engine().getSSLParameters();
                          parameters.setEndpointIdentificationAlgorithm("");
                          handler.engine().setSSLParameters(parameters);
                        }));
  }

  /**
   * @param headers in the order in which they came
   * @param body its beginning where it is long
   */
  public record Response(
      int status, List<Map.Entry<String, String>> headers, byte[] body, Duration time) {

    /** The first value, or empty text. */
    public String header(String name) {
      return headers.stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse("");
    }
  }

  /** Errors where no response came in time. */
  public Mono<Response> send(String method, SignedRequest request) {
    return Mono.defer(
        () -> {
          TestServer server = servers.getObject();
          long start = System.nanoTime();
          return (server.isSecure() ? secure : plain)
              .remoteAddress(server::address)
              .headers(
                  headers -> {
                    request.headers().forEach(headers::set);
                    headers.set(HttpHeaderNames.CONTENT_LENGTH, request.body().length);
                  })
              .request(HttpMethod.valueOf(method))
              .uri(request.target())
              .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(request.body())))
              .response(
                  (head, content) ->
                      beginning(content)
                          .map(
                              body ->
                                  new Response(
                                      head.status().code(),
                                      head.responseHeaders().entries(),
                                      body,
                                      Duration.ofNanos(System.nanoTime() - start))))
              .single()
              .timeout(SendTestRequest.LIMIT);
        });
  }

  private static Mono<byte[]> beginning(ByteBufFlux content) {
    return content
        .asByteArray()
        .collect(
            ByteArrayOutputStream::new,
            (bytes, chunk) ->
                bytes.write(chunk, 0, Math.min(chunk.length, LONGEST_BODY - bytes.size())))
        .map(ByteArrayOutputStream::toByteArray);
  }
}
