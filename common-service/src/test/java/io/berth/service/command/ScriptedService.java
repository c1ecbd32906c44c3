package io.berth.service.command;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A service that does as it is told and remembers what it was asked. */
final class ScriptedService implements AutoCloseable {
  record Asked(String path, String callerToken, String requestId, String body) {}

  final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final DisposableServer server;

  private ScriptedService(
      BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> script) {
    this(HttpServer.create(), script);
  }

  private ScriptedService(
      HttpServer prepared,
      BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> script) {
    server =
        prepared
            .host("127.0.0.1")
            .port(0)
            .handle(
                (request, response) ->
                    request
                        .receive()
                        .aggregate()
                        .asString()
                        .defaultIfEmpty("")
                        .doOnNext(body -> remember(request, body))
                        .thenMany(script.apply(request, response)))
            .bindNow();
  }

  static ScriptedService answering(int status, String body) {
    return new ScriptedService(
        (request, response) ->
            response
                .status(status)
                .sendByteArray(Mono.just(body.getBytes(StandardCharsets.UTF_8))));
  }

  /** Speaks TLS with this certificate. */
  static ScriptedService answering(String body, KeyManagerFactory certificate) throws SSLException {
    SslContext tls = SslContextBuilder.forServer(certificate).build();
    return new ScriptedService(
        HttpServer.create().secure(spec -> spec.sslContext(tls)),
        (request, response) -> response.sendString(Mono.just(body)));
  }

  static ScriptedService silent() {
    return new ScriptedService((request, response) -> Mono.never());
  }

  static ScriptedService stallingAfterHeaders() {
    return new ScriptedService(
        (request, response) ->
            response.header("Content-Length", "100").sendHeaders().then(Mono.never()));
  }

  static ScriptedService hangingUp() {
    return new ScriptedService(
        (request, response) -> {
          response.withConnection(connection -> connection.channel().close());
          return Mono.never();
        });
  }

  private void remember(HttpServerRequest request, String body) {
    asked.add(
        new Asked(
            request.uri(),
            String.valueOf(request.requestHeaders().get("Berth-Caller")),
            String.valueOf(request.requestHeaders().get("X-Request-Id")),
            body));
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  @Override
  public void close() {
    server.disposeNow();
  }
}
