package io.berth.callback.schedule;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Hears of what other instances have added, on a connection of its own. */
@Component
public class DueDeliveryNotifications {

  private static final Logger log = LoggerFactory.getLogger(DueDeliveryNotifications.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final ConnectionFactory connections;
  private final DueDeliverySignal doorbell;

  public DueDeliveryNotifications(ConnectionFactory connections, DueDeliverySignal doorbell) {
    this.connections = unpooled(connections);
    this.doorbell = doorbell;
  }

  /** Rings for every notification, and after each interruption; never ends by itself. */
  public Flux<Void> listen() {
    return Flux.usingWhen(
            connections.create(), this::listen, connection -> Mono.from(connection.close()))
        .concatWith(Mono.error(() -> new IllegalStateException("the connection has ended")))
        .retryWhen(
            Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
                .maxBackoff(LONGEST_WAIT)
                .transientErrors(true)
                .doBeforeRetry(
                    signal -> log.warn("listening again: {}", signal.failure().toString())));
  }

  private Flux<Void> listen(Connection connection) {
    if (!(connection instanceof PostgresqlConnection postgres)) {
      return Flux.error(new IllegalStateException("not a connection to PostgreSQL"));
    }
    return Flux.from(postgres.createStatement("listen " + Deliveries.CHANNEL).execute())
        .flatMap(result -> result.getRowsUpdated())
        .doOnComplete(doorbell::ring)
        .thenMany(postgres.getNotifications())
        .doOnNext(notification -> doorbell.ring())
        .thenMany(Flux.empty());
  }

  private static ConnectionFactory unpooled(ConnectionFactory connections) {
    ConnectionFactory inner = connections;
    while (inner instanceof Wrapped<?> wrapped
        && wrapped.unwrap() instanceof ConnectionFactory wrappedFactory) {
      inner = wrappedFactory;
    }
    return inner;
  }
}
