package io.berth.service.wakeup;

import io.berth.service.sql.UnpooledConnection;
import io.r2dbc.postgresql.api.Notification;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlResult;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Wakes this instance when another one notifies a PostgreSQL channel. */
public final class PostgresListener {

  private final UnpooledConnection connections;
  private final String channel;
  private final WakeUp wakeUp;

  public PostgresListener(UnpooledConnection connections, String channel, WakeUp wakeUp) {
    this.connections = connections;
    this.channel = channel;
    this.wakeUp = wakeUp;
  }

  /**
   * Signals for every notification, and whenever a connection was made, since notifications before
   * that are lost. Never ends by itself.
   */
  public Flux<Boolean> listen() {
    return connections.keep(
        "listening on " + channel,
        connection ->
            listen(connection, channel)
                .thenMany(Flux.just(true).concatWith(notifications(connection).map(_ -> true)))
                .doOnNext(_ -> wakeUp.signal()));
  }

  /** Lets the connection receive what is notified from now on. */
  public static Mono<Void> listen(PostgresqlConnection connection, String channel) {
    return connection
        .createStatement("listen " + channel)
        .execute()
        .flatMap(PostgresqlResult::getRowsUpdated)
        .then();
  }

  /** Notifications that the connection receives; errors when it is lost. */
  public static Flux<Notification> notifications(PostgresqlConnection connection) {
    return connection
        .getNotifications()
        .concatWith(Mono.error(() -> new IllegalStateException("connection is lost")));
  }
}
