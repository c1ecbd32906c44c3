package io.berth.callback;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/**
 * A merchant's server, written by hand: it records what it receives and responds as a test says.
 */
public final class FakeMerchant implements AutoCloseable {

  /**
   * @param headers names in lower case
   */
  public record Received(
      String method, String path, Map<String, String> headers, String body, Instant at) {}

  /** Way to respond to a request. */
  @FunctionalInterface
  public interface Reaction {
    Publisher<Void> to(HttpServerResponse response);
  }

  private final LoopResources loops = LoopResources.create("merchant", 1, true);
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final Set<InetSocketAddress> callers = ConcurrentHashMap.newKeySet();
  private final Deque<Reaction> script = new ArrayDeque<>();
  private final DisposableServer server;
  private volatile Function<Received, Reaction> usual = request -> status(200, "");

  public FakeMerchant() {
    this(HttpServer.create());
  }

  public FakeMerchant(HttpServer prepared) {
    server = prepared.host("127.0.0.1").port(0).runOn(loops).handle(this::handle).bindNow();
  }

  private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
    callers.add(Objects.requireNonNull(request.remoteAddress()));
    return request
        .receive()
        .aggregate()
        .asString(StandardCharsets.UTF_8)
        .defaultIfEmpty("")
        .flatMap(body -> Mono.from(answer(request, response, body)));
  }

  private Publisher<Void> answer(
      HttpServerRequest request, HttpServerResponse response, String body) {
    Map<String, String> headers =
        request.requestHeaders().entries().stream()
            .collect(
                Collectors.toMap(
                    entry -> entry.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
    Reaction reaction;
    synchronized (script) {
      Received call =
          new Received(request.method().name(), request.uri(), headers, body, Instant.now());
      reaction = script.isEmpty() ? usual.apply(call) : script.poll();
      received.add(call);
    }
    return reaction.to(response);
  }

  public String url(String path) {
    return "http://127.0.0.1:" + server.port() + path;
  }

  public int port() {
    return server.port();
  }

  /** Answers the next request so, after those that were scripted before. */
  public FakeMerchant thenAnswers(int status, String body) {
    return then(status(status, body));
  }

  public FakeMerchant then(Reaction reaction) {
    synchronized (script) {
      script.add(reaction);
    }
    return this;
  }

  /** Answers so whenever nothing is scripted. */
  public FakeMerchant answers(int status, String body) {
    return answers(request -> status(status, body));
  }

  /** Looks at a request before it responds. */
  public FakeMerchant answers(Function<Received, Reaction> judgement) {
    usual = judgement;
    return this;
  }

  /** Takes requests and never responds. */
  public FakeMerchant hangs() {
    return answers(request -> hanging());
  }

  public static Reaction hanging() {
    return response -> Mono.never();
  }

  /** Closes the connection instead of answering. */
  public static Reaction hangingUp() {
    return response ->
        Mono.fromRunnable(() -> response.withConnection(connection -> connection.dispose()));
  }

  public static Reaction status(int status, String body) {
    return response -> response.status(status).sendString(Mono.just(body)).then();
  }

  public List<Received> received() {
    return List.copyOf(received);
  }

  /** Where calls came from: one for each connection. */
  public Set<InetSocketAddress> callers() {
    return Set.copyOf(callers);
  }

  public List<Received> receives(int count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> received.size() >= count);
    return received();
  }

  @Override
  public void close() {
    server.disposeNow();
    loops.dispose();
  }
}
