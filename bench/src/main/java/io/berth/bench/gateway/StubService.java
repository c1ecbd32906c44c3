package io.berth.bench.gateway;

import io.berth.bench.process.Worker;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A service that answers at once, whatever it is asked, and did-service's public keys. */
final class StubService {

  /**
   * @param keys public keys as JSON
   * @param answer to everything else, JSON too
   */
  record Setup(String keys, String answer) {}

  private final byte[] keys;
  private final byte[] answer;

  private StubService(Setup setup) {
    this.keys = setup.keys().getBytes(StandardCharsets.UTF_8);
    this.answer = setup.answer().getBytes(StandardCharsets.UTF_8);
  }

  public static void main(String[] arguments) throws Exception {
    Worker.serve(
        Setup.class,
        setup ->
            HttpServer.create()
                .host("127.0.0.1")
                .handle(new StubService(setup)::handle)
                .bindNow()
                .port());
    System.exit(0);
  }

  private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
    byte[] body = request.uri().startsWith("/.well-known/") ? keys : answer;
    return request
        .receive()
        .then(
            response
                .header("content-type", "application/json")
                .header("content-length", Integer.toString(body.length))
                .sendObject(Mono.fromSupplier(() -> wrap(body)))
                .then());
  }

  private static ByteBuf wrap(byte[] body) {
    return Unpooled.wrappedBuffer(body);
  }
}
