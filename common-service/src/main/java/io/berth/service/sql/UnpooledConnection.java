package io.berth.service.sql;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Connects outside the pool, for work that keeps its connection: a pool hands connections round,
 * and what one of them listens to or holds would go with it.
 */
public final class UnpooledConnection {

  private static final Logger log = LoggerFactory.getLogger(UnpooledConnection.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final ConnectionFactory factory;

  public UnpooledConnection(ConnectionFactory factory) {
    this.factory = unwrapped(factory);
  }

  private static ConnectionFactory unwrapped(ConnectionFactory factory) {
    ConnectionFactory inner = factory;
    while (inner instanceof Wrapped<?> wrapped
        && wrapped.unwrap() instanceof ConnectionFactory next) {
      inner = next;
    }
    return inner;
  }

  /** Uses a connection for one piece of work. */
  public <T> Mono<T> once(Function<PostgresqlConnection, Mono<T>> work) {
    return Mono.usingWhen(open(), work, PostgresqlConnection::close);
  }

  /**
   * Uses a connection until the work fails, and then another one. The pause before that grows until
   * the work emits something again.
   *
   * @param name for logs
   */
  public <T> Flux<T> keep(
      String name, Function<PostgresqlConnection, ? extends Publisher<T>> work) {
    return Flux.usingWhen(open(), work, PostgresqlConnection::close)
        .retryWhen(
            Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                .maxBackoff(LONGEST_PAUSE)
                .transientErrors(true)
                .doBeforeRetry(retry -> log.warn("{} starts anew", name, retry.failure())));
  }

  /** Opens a connection, which the caller closes. */
  Mono<PostgresqlConnection> open() {
    return Mono.from(factory.create()).cast(PostgresqlConnection.class);
  }
}
