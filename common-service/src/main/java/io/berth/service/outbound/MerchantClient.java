package io.berth.service.outbound;

import io.berth.dialect.Callbacks.Message;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * Calls merchants' servers. Everything is bounded: connecting, waiting, the whole call and the
 * answer. Redirects are not followed and proxies not used, so that what is called is what was
 * checked. Each call has a connection of its own: one kept open from before may be closed by the
 * other side at the very moment of use, and that would cost an attempt.
 */
public final class MerchantClient implements AutoCloseable {

  private static final String REQUEST_ID = "X-Request-Id";
  private static final String USER_AGENT = "Berth";

  private final CheckedAddresses addresses;
  private final HttpClient client;
  private final Duration limit;

  /**
   * @param connect limit of connecting and, once more, of the TLS handshake
   * @param response limit of waiting for the first byte of the answer
   * @param limit of the whole call
   */
  public MerchantClient(
      AddressRules rules,
      LoopResources loops,
      Duration connect,
      Duration response,
      Duration limit) {
    this(
        CheckedAddresses.of(rules, loops),
        loops,
        Http11SslContextSpec.forClient(),
        connect,
        response,
        limit);
  }

  MerchantClient(
      CheckedAddresses addresses,
      LoopResources loops,
      Http11SslContextSpec tls,
      Duration connect,
      Duration response,
      Duration limit) {
    this.addresses = addresses;
    this.limit = limit;
    this.client =
        HttpClient.create(ConnectionProvider.newConnection())
            .runOn(loops)
            .resolver(addresses)
            .disableRetry(true)
            .followRedirect(false)
            .keepAlive(false)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connect.toMillis())
            .secure(spec -> spec.sslContext(tls).handshakeTimeout(connect))
            .responseTimeout(response);
  }

  /** Never errors. */
  public Mono<Reply> send(Message message, String requestId) {
    Mono<ByteBuf> whole = Mono.fromSupplier(() -> Unpooled.wrappedBuffer(message.body()));
    return Mono.defer(() -> sendNow(message, whole, requestId));
  }

  /** The same with the body in two pieces and a pause between, as bad connections do it. */
  public Mono<Reply> sendInPieces(Message message, Duration pause, String requestId) {
    byte[] body = message.body();
    int half = body.length / 2;
    Flux<ByteBuf> pieces =
        Flux.concat(
            Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body, 0, half)),
            Mono.delay(pause).map(_ -> Unpooled.wrappedBuffer(body, half, body.length - half)));
    return Mono.defer(() -> sendNow(message, pieces, requestId));
  }

  private Mono<Reply> sendNow(Message message, Publisher<ByteBuf> body, String requestId) {
    String problem = TargetRules.problem(message);
    if (problem != null) {
      return Mono.just(new Reply.Unsent(problem, Duration.ZERO));
    }
    Stopwatch watch = Stopwatch.started();
    return exchange(message, body, requestId, watch)
        .timeout(limit.plus(BodyCollector.GRACE))
        .onErrorResume(failure -> Mono.just(FailedCalls.reply(failure, watch.elapsed())));
  }

  private Mono<Reply> exchange(
      Message message, Publisher<ByteBuf> body, String requestId, Stopwatch watch) {
    HttpClient.RequestSender request =
        client
            .headers(headers -> fill(headers, message, requestId))
            .request(HttpMethod.valueOf(message.method()))
            .uri(withoutFragment(message.uri()));
    HttpClient.ResponseReceiver<?> receiver =
        message.body().length == 0 && "GET".equals(message.method())
            ? request
            : request.send((headers, out) -> out.send(body, piece -> true));
    return receiver.response((response, content) -> answered(response, content, watch)).next();
  }

  private Flux<Reply> answered(HttpClientResponse response, ByteBufFlux content, Stopwatch watch) {
    BodyCollector collector = new BodyCollector();
    return collector
        .collect(content, limit.minus(watch.elapsed()))
        .map(
            complete ->
                (Reply)
                    new Reply.Answered(
                        response.status().code(),
                        collector.bytes(),
                        complete,
                        RetryAfter.read(
                            response.responseHeaders().get(HttpHeaderNames.RETRY_AFTER),
                            Instant.now()),
                        watch.elapsed()))
        .flux();
  }

  private static void fill(HttpHeaders headers, Message message, String requestId) {
    headers.set(HttpHeaderNames.USER_AGENT, USER_AGENT);
    headers.set(REQUEST_ID, requestId);
    if (message.body().length > 0) {
      headers.setInt(HttpHeaderNames.CONTENT_LENGTH, message.body().length);
    }
    message.headers().forEach(headers::set);
  }

  private static URI withoutFragment(URI uri) {
    String text = uri.toString();
    int fragment = text.indexOf('#');
    return fragment < 0 ? uri : URI.create(text.substring(0, fragment));
  }

  @Override
  public void close() {
    addresses.close();
  }
}
