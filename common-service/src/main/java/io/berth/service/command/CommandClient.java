package io.berth.service.command;

import io.berth.api.CallbackCommand;
import io.berth.api.Caller;
import io.berth.api.Command;
import io.berth.api.DidCommand;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.PayCommand;
import io.berth.service.json.BerthJson;
import io.berth.service.trace.RequestId;
import io.berth.service.vouch.Vouchers;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import tools.jackson.core.JacksonException;

/**
 * Sends commands to the service that carries them out. A command is sent at most once: whether one
 * that got no answer was carried out is for the caller to find out, by sending it again where it is
 * idempotent.
 */
public final class CommandClient implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CommandClient.class);
  private static final int MAX_CONNECTIONS = 256;
  private static final int MAX_WAITING = 4096;
  private static final int MAX_ANSWER_BYTES = 4 << 20;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  private final Vouchers vouchers;
  private final ServicesProperties services;
  private final ConnectionProvider connections;
  private final HttpClient http;

  public CommandClient(Vouchers vouchers, ServicesProperties services, LoopResources loops) {
    this.vouchers = vouchers;
    this.services = services;
    this.connections =
        ConnectionProvider.builder("berth-commands")
            .maxConnections(MAX_CONNECTIONS)
            .pendingAcquireMaxCount(MAX_WAITING)
            .pendingAcquireTimeout(services.timeout())
            .maxIdleTime(Duration.ofSeconds(30))
            .evictInBackground(Duration.ofSeconds(15))
            .build();
    this.http =
        HttpClient.create(connections)
            .runOn(loops)
            .disableRetry(true)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                (int) Math.min(CONNECT_TIMEOUT.toMillis(), services.timeout().toMillis()))
            .option(ChannelOption.TCP_NODELAY, true)
            .headers(
                headers ->
                    headers
                        .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                        .set(HttpHeaderNames.ACCEPT, "application/json"));
  }

  /**
   * Never errors and is never empty: what goes wrong on the way is a refusal with {@code TIMEOUT},
   * {@code NETWORK}, {@code TOO_FREQUENT} (too many waiting here) or {@code INTERNAL}.
   */
  public Mono<Outcome> send(Command command, Caller caller) {
    String service = receiver(command);
    return Mono.defer(() -> exchange(command, caller, service))
        .timeout(services.timeout().plus(command.patience()))
        .onErrorResume(failure -> Mono.just(refused(command, service, failure)));
  }

  /**
   * The same as this service itself, with the permissions that the receiver asks for.
   *
   * @param requestId of the request that this one serves
   */
  public Mono<Outcome> asService(Command command, String requestId, String... permissions) {
    return send(
        command,
        new Caller(
            Caller.Kind.SERVICE,
            null,
            null,
            null,
            Set.of(),
            null,
            null,
            null,
            null,
            Set.of(permissions),
            null,
            requestId));
  }

  private static String receiver(Command command) {
    return switch (command) {
      case DidCommand _ -> "did-service";
      case PayCommand _ -> "pay-service";
      case CallbackCommand _ -> "callback-service";
    };
  }

  private Mono<Outcome> exchange(Command command, Caller caller, String service) {
    byte[] body = BerthJson.mapper().writerFor(Command.class).writeValueAsBytes(command);
    String vouch = vouchers.vouch(caller, service);
    return http.headers(
            headers ->
                headers
                    .set(Vouchers.HEADER, vouch)
                    .set(RequestId.HEADER, caller.requestId())
                    .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length))
        .post()
        .uri(services.url(service).resolve("/commands"))
        .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
        .response((response, content) -> bounded(content).map(bytes -> read(response, bytes)))
        .single();
  }

  private static Mono<byte[]> bounded(ByteBufFlux content) {
    return content
        .asByteArray()
        .reduceWith(
            ByteArrayOutputStream::new,
            (all, part) -> {
              if (all.size() + part.length > MAX_ANSWER_BYTES) {
                throw new IllegalStateException("answer is larger than " + MAX_ANSWER_BYTES);
              }
              all.writeBytes(part);
              return all;
            })
        .map(ByteArrayOutputStream::toByteArray);
  }

  private static Outcome read(HttpClientResponse response, byte[] bytes) {
    if (response.status().code() != 200) {
      throw new IllegalStateException("answered " + response.status());
    }
    return BerthJson.mapper().readValue(bytes, Outcome.class);
  }

  private static Outcome refused(Command command, String service, Throwable failure) {
    ErrorCode code =
        switch (failure) {
          case TimeoutException late -> ErrorCode.TIMEOUT;
          case PoolAcquirePendingLimitException full -> ErrorCode.TOO_FREQUENT;
          case JacksonException garbled -> ErrorCode.INTERNAL;
          case IOException unreachable -> ErrorCode.NETWORK;
          default -> ErrorCode.INTERNAL;
        };
    String what = command.getClass().getSimpleName();
    if (code == ErrorCode.INTERNAL) {
      log.error("{} could not be sent to {}", what, service, failure);
    } else {
      log.warn("{} to {}: {}", what, service, failure.toString());
    }
    return Refusal.of(code, service + " did not answer");
  }

  @Override
  public void close() {
    connections.dispose();
  }
}
