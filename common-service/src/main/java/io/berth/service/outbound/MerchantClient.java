package io.berth.service.outbound;

import io.berth.dialect.callback.Callbacks.Message;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.AttributeKey;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.http.client.PrematureCloseException;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * Calls merchants' servers. Everything is bounded: connecting, waiting, the whole call and the
 * answer. Redirects are not followed and proxies not used, so that what is called is what was
 * checked. A connection is kept for a moment, for the next call of the same origin; it leads to the
 * address that was checked when it was opened. The other side may close it at the very moment of
 * use: such a call is repeated once, on a new connection, so that it costs no attempt.
 */
public final class MerchantClient implements AutoCloseable {

  private static final String REQUEST_ID = "X-Request-Id";
  private static final String USER_AGENT = "Berth";

  /** Shorter than servers usually keep one that nobody uses. */
  private static final Duration KEPT = Duration.ofSeconds(2);

  /** After which an origin's name is looked up and its address checked anew, as names are. */
  private static final Duration OLDEST = Duration.ofSeconds(30);

  /** To one origin; more wait, no longer than connecting may take. */
  private static final int MOST_CONNECTIONS = 512;

  private static final AttributeKey<Boolean> USED =
      AttributeKey.valueOf(MerchantClient.class, "used");

  private final CheckedAddresses addresses;
  private final ConnectionProvider kept;
  private final HttpClient client;
  private final HttpClient oneCallClient;
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
    this.kept =
        ConnectionProvider.builder("merchants")
            .maxConnections(MOST_CONNECTIONS)
            .pendingAcquireTimeout(connect)
            .maxIdleTime(KEPT)
            .maxLifeTime(OLDEST)
            .lifo()
            .evictInBackground(KEPT)
            .disposeInactivePoolsInBackground(OLDEST, OLDEST)
            .build();
    UnaryOperator<HttpClient> bounded =
        unbounded ->
            unbounded
                .runOn(loops)
                .resolver(addresses)
                .disableRetry(true)
                .followRedirect(false)
                .httpResponseDecoder(spec -> spec.maxHeaderSize(AnswerBoundary.MOST_HEADER_BYTES))
                .doOnChannelInit((_, channel, _) -> AnswerBoundary.install(channel))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connect.toMillis())
                .secure(spec -> spec.sslContext(tls).handshakeTimeout(connect))
                .responseTimeout(response);
    this.client = bounded.apply(HttpClient.create(kept));
    this.oneCallClient =
        bounded.apply(HttpClient.create(ConnectionProvider.newConnection())).keepAlive(false);
  }

  /** Never errors. */
  public Mono<Reply> send(Message message, String requestId) {
    Mono<ByteBuf> whole = Mono.fromSupplier(() -> Unpooled.wrappedBuffer(message.body()));
    return Mono.defer(() -> sendNow(message, watch -> exchange(message, whole, requestId, watch)));
  }

  /** The same with the body in two pieces and a pause between, as bad connections do it. */
  public Mono<Reply> sendInPieces(Message message, Duration pause, String requestId) {
    byte[] body = message.body();
    int half = body.length / 2;
    Flux<ByteBuf> pieces =
        Flux.concat(
            Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body, 0, half)),
            Mono.delay(pause).map(_ -> Unpooled.wrappedBuffer(body, half, body.length - half)));
    return Mono.defer(
        () ->
            sendNow(message, watch -> exchange(oneCallClient, message, pieces, requestId, watch)));
  }

  private Mono<Reply> sendNow(Message message, Function<Stopwatch, Mono<Reply>> exchange) {
    String problem = TargetRules.problem(message);
    if (problem != null) {
      return Mono.just(new Reply.Unsent(problem, Duration.ZERO));
    }
    Stopwatch watch = Stopwatch.started();
    return exchange
        .apply(watch)
        .timeout(limit.plus(BodyCollector.GRACE))
        .onErrorResume(failure -> Mono.just(FailedCalls.reply(failure, watch.elapsed())));
  }

  /** On a kept connection if there is one. */
  private Mono<Reply> exchange(
      Message message, Mono<ByteBuf> body, String requestId, Stopwatch watch) {
    AtomicBoolean wasUsed = new AtomicBoolean();
    HttpClient noticing =
        client.doOnRequest(
            (request, connection) ->
                wasUsed.set(connection.channel().attr(USED).getAndSet(true) != null));
    return exchange(noticing, message, body, requestId, watch)
        .onErrorResume(
            failure -> wasUsed.get() && hungUp(failure),
            failure -> exchange(oneCallClient, message, body, requestId, watch));
  }

  /**
   * Before an answer: what is cut off later has a status and is no error here. Bytes that followed
   * the former answer late may have come between.
   */
  private static boolean hungUp(Throwable failure) {
    return failure instanceof PrematureCloseException
        || failure instanceof UnreadableAnswer
        || AbortedException.isConnectionReset(failure);
  }

  private Mono<Reply> exchange(
      HttpClient connecting,
      Message message,
      Publisher<ByteBuf> body,
      String requestId,
      Stopwatch watch) {
    HttpClient.RequestSender request =
        connecting
            .headers(headers -> fill(headers, message, requestId))
            .request(HttpMethod.valueOf(message.method()))
            // As text: java.net.URI knows no host with an underscore.
            .uri(message.url().withoutFragment().toString());
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

  @Override
  public void close() {
    kept.dispose();
    addresses.close();
  }
}
