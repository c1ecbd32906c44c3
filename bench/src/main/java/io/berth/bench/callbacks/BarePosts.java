package io.berth.bench.callbacks;

import io.berth.bench.process.Worker;
import io.berth.bench.suite.Receiver;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Posts callbacks' bodies with Reactor Netty's client and nothing else, in a separate process: no
 * signature, no database, no order, no second attempt.
 */
final class BarePosts implements AutoCloseable {

  private static final int CONNECTIONS = 64;
  private static final int TIMEOUT_SECONDS = 120;
  private static final int WARM_UPS = 3;

  /**
   * @param like what is posted; each post has a trade number of its own
   */
  record Posts(int port, Receiver.Callback like, int count) {}

  private final Worker worker =
      Worker.start(BarePosts.class, List.of("-Xmx512m", "-XX:+UseSerialGC"));

  /** Returns the posts per second of a warm process. */
  double perSecond(Posts posts) throws InterruptedException {
    for (int i = 0; i < WARM_UPS; i++) {
      ask(posts);
    }
    return ask(posts);
  }

  private double ask(Posts posts) throws InterruptedException {
    return worker.ask(Posts.class, posts, Double.class, TIMEOUT_SECONDS);
  }

  public static void main(String[] arguments) throws Exception {
    HttpClient client = HttpClient.create(ConnectionProvider.create("bare", CONNECTIONS));
    Worker.serve(Posts.class, posts -> post(client, posts));
    System.exit(0);
  }

  private static double post(HttpClient client, Posts posts) {
    HttpClient.RequestSender sender =
        client
            .headers(headers -> headers.set("content-type", "application/json"))
            .post()
            .uri("http://127.0.0.1:" + posts.port() + posts.like().path());
    long began = System.nanoTime();
    Flux.range(0, posts.count())
        .flatMap(
            number ->
                sender
                    .send(Mono.fromSupplier(() -> body(posts, number)))
                    .responseSingle((response, content) -> content),
            CONNECTIONS)
        .blockLast();
    return posts.count() * 1e9 / (System.nanoTime() - began);
  }

  private static ByteBuf body(Posts posts, int number) {
    String body = posts.like().body().replace(posts.like().tradeNo(), "bare" + number);
    return Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    worker.close();
  }
}
