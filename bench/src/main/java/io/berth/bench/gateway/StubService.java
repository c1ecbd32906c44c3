package io.berth.bench.gateway;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.bench.process.Worker;
import io.berth.service.caller.CallerVerification;
import io.berth.service.command.CommandServer;
import io.berth.service.json.BerthJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Responds to every request at once, and serves did-service's public keys. */
final class StubService {

  /**
   * @param keys public keys as JSON
   * @param answer JSON response to all other requests
   */
  record Setup(String keys, String answer) {}

  /** Tokens are not verified: the stub must cost as little as it can. */
  private static final CallerVerification CALLER =
      new CallerVerification.Verified(Caller.of(Caller.Kind.SERVER, "request"), "gateway");

  private final byte[] keys;
  private final byte[] answer;

  private final Outcome outcome;

  private StubService(Setup setup) {
    this.outcome = BerthJson.mapper().readValue(setup.answer(), Outcome.class);
    this.keys = setup.keys().getBytes(StandardCharsets.UTF_8);
    this.answer = setup.answer().getBytes(StandardCharsets.UTF_8);
  }

  public static void main(String[] arguments) throws Exception {
    Worker.serve(Setup.class, setup -> new StubService(setup).start());
    System.exit(0);
  }

  private int start() {
    CommandServer commands =
        new CommandServer(
            CommandServer.PATH,
            1 << 20,
            token -> CALLER,
            (command, caller) -> Mono.just(outcome),
            new SimpleMeterRegistry());
    return HttpServer.create()
        .host("127.0.0.1")
        .doOnChannelInit((observer, channel, address) -> commands.prepare(channel))
        .handle(this::handle)
        .bindNow()
        .port();
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
