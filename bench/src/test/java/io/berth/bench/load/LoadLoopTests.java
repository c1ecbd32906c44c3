package io.berth.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.bench.load.Traffic.Merchant;
import io.berth.signing.HeaderSignature;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;

class LoadLoopTests {

  private static final Merchant MERCHANT = new Merchant("app", "key", "secret");
  private static final Traffic TRAFFIC =
      new Traffic.SamePost(MERCHANT, "/api/v1/some/thing/", "{\"a\":1}", "fine");

  private final AtomicInteger wronglySigned = new AtomicInteger();
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean chunked;
  private final DisposableServer server =
      HttpServer.create()
          .host("127.0.0.1")
          .handle(
              (request, response) ->
                  request
                      .receive()
                      .aggregate()
                      .then(Mono.fromRunnable(() -> check(request)))
                      .then(
                          response
                              .header("content-type", "text/plain")
                              .headers(
                                  chunked
                                      ? response.responseHeaders()
                                      : response.responseHeaders().set("content-length", 4))
                              .sendString(answer())
                              .then()))
          .bindNow();

  private Mono<String> answer() {
    Mono<String> answer = Mono.just("fine");
    return delay.isZero() ? answer : answer.delaySubscription(delay);
  }

  private void check(HttpServerRequest request) {
    String signature =
        HeaderSignature.of(
                "POST",
                request.uri(),
                Map.of(
                    "content-sha1", List.of(header(request, "Content-Sha1")),
                    "content-type", List.of(header(request, "Content-Type")),
                    "date", List.of(header(request, "Date"))),
                List.of())
            .sign(MERCHANT.secretKey());
    if (!header(request, "Auth").equals("key:" + signature)) {
      wronglySigned.incrementAndGet();
    }
  }

  private static String header(HttpServerRequest request, String name) {
    return String.valueOf(request.requestHeaders().get(name));
  }

  private LoadResult run(int connections, double perSecond, double seconds) throws Exception {
    Phase phase = new Phase(server.port(), TRAFFIC, connections, perSecond, seconds);
    return new LoadLoop(phase, TRAFFIC.script(connections)).run();
  }

  @AfterEach
  void stop() {
    server.disposeNow();
  }

  @Test
  void signsEachRequestAndReadsEachResponse() throws Exception {
    LoadResult result = run(4, 0, 0.5);

    assertThat(result.answered()).isPositive();
    assertThat(result.firstFailure()).isNull();
    assertThat(wronglySigned).hasValue(0);
  }

  @Test
  void readsResponsesInChunks() throws Exception {
    chunked = true;

    LoadResult result = run(2, 0, 0.3);

    assertThat(result.answered()).isPositive();
    assertThat(result.firstFailure()).isNull();
  }

  @Test
  void waitingForASlowServerCountsAsLatency() throws Exception {
    delay = Duration.ofMillis(100);

    LoadResult result = run(1, 50, 1);

    // One connection carries ten a second of the fifty that are due: the rest waits.
    assertThat(result.maxMillis()).isGreaterThan(500);
    assertThat(result.p50Millis()).isGreaterThan(200);
  }

  @Test
  void wrongResponsesAreCounted() throws Exception {
    Traffic other = new Traffic.SamePost(MERCHANT, "/x/", "{}", "something else");
    Phase phase = Phase.closed(server.port(), other, 1, 0.2);

    LoadResult result = new LoadLoop(phase, other.script(1)).run();

    // The last one may come after the time was up.
    assertThat(result.failures()).isBetween(result.answered(), result.answered() + 1);
    assertThat(result.firstFailure()).contains("fine");
  }
}
